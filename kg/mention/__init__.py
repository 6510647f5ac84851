"""Sentences → mentions: the trained reader, the lexicon, nationality adjectives."""
