"""Mentions → entities: coreference, links to the knowledge base, identity across articles."""
