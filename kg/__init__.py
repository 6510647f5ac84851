"""Khabar (خبر "news item"): Arabic news in, a knowledge graph out, each fact with its sentence.

>>> import kg
>>> g = kg.build(["article.txt"], date="2016-01-21")
>>> g.ask("who-attended", city="باريس")
>>> g.why("أشتون كارتر")

The folders are the flow; ``kg.pipeline`` has one line for each stage, ``kg.nouns`` what flows:

article   files, feeds, tables        → articles, text untouched
sentence  articles                    → sentences, words, spellings
time      articles                    → dated stretches of text
mention   sentences                   → mentions, by a trained reader and by tables of names
entity    mentions                    → people, countries, places, bodies; their posts
event     mentions and entities       → who did what, where, when; who said it
triple    entities and events         → RDF
graph     RDF                         → a store, files, a network
query     graph                       → answers, questions ready to ask, evidence
view      graph                       → one HTML page

``knowledge`` is the object that answers and saves itself. ``lexicon`` holds what is known of
Arabic as tables, ``command`` the commands of ``kg``, ``evaluate`` the scores and ``train`` the
making of the reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.version import __version__

if TYPE_CHECKING:
    from kg.builder import build
    from kg.knowledge import Graph

__all__ = ["Graph", "__version__", "build"]


def __getattr__(name: str) -> Any:
    """Import what is used when it is used: ``import kg`` itself costs nothing."""
    if name == "build":
        from kg.builder import build

        return build
    if name == "Graph":
        from kg.knowledge import Graph

        return Graph
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
