"""Facts → RDF: the terms, the IRIs, the quads of an article, Turtle that reads well, the check."""
