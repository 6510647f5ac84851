"""RDF → a store, files in every format, a network; with what a person corrected."""
