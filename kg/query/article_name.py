"""What an article is called where one line must do: its headline, else its id."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, Store

from kg.triple.vocabulary import DCTERMS, SCHEMA

_LONGEST: Final = 48
"""Letters of a headline."""


def telling(store: Store, iri: str) -> str:
    """The name of the first article, by its id, that mentions this entity or event; "" if none."""
    names = []
    for told in store.quads_for_pattern(None, SCHEMA.mentions, NamedNode(iri)):
        identifier, title = (
            min(
                (
                    str(getattr(quad.object, "value", ""))
                    for quad in store.quads_for_pattern(told.subject, predicate, None)
                ),
                default="",
            )
            for predicate in (DCTERMS.identifier, SCHEMA.headline)
        )
        names.append((identifier, title))
    identifier, title = min(names, default=("", ""))
    name = " ".join((title or identifier).split())
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST].rsplit(' ', 1)[0]}…"
