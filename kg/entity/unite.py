"""Uniting: two entities of one article that are linked to one entry are one entity.

أمريكا and الولايات المتحدة share no word, and واشنطن may stand for both; the knowledge base
knows what the spelling does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.nouns import Entity


def united(
    entities: Sequence[Entity], owner: Sequence[str]
) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
    """The entities, those with one type and one ``kb`` joined, and each mention's new owner."""
    home: dict[tuple[str, str], str] = {}
    moved: dict[str, str] = {}
    joined: dict[str, Entity] = {}
    for e in entities:
        target = home.setdefault((e.type, e.kb), e.id) if e.kb and e.type != "GRP" else e.id
        moved[e.id] = target
        if target == e.id:
            joined[e.id] = e
            continue
        first = joined[target]
        names = {*first.other_names, e.name, *e.other_names} - {first.name}
        joined[target] = replace(
            first,
            mentions=tuple(sorted((*first.mentions, *e.mentions), key=lambda m: (m.start, m.end))),
            other_names=tuple(sorted(names)),
        )
    return tuple(joined.values()), tuple(moved[o] for o in owner)
