"""Graph → answers: SPARQL, a library of questions, the sentences behind a fact, a summary."""
