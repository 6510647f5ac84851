"""The knowledge of Arabic and of the world that Khabar ships, as tables that a linguist can edit.

``rows/`` holds what was written by hand; the tables here are compiled from those rows and from
packages by ``python -m kg.lexicon.compile``. SOURCES.md names every source and its licence.
"""
