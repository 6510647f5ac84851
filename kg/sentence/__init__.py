"""Sentence stage: an article is cut into numbered sentences and words, every offset exact."""
