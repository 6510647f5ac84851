"""RDF → a store and files in every format; others' corrections followed, promises checked."""
