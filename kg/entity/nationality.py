"""Nationality adjectives as evidence: الفرنسي is no mention of France, but it tells of France."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.entity.base import KnowledgeBase
from kg.nouns import Entity, Mention


def with_countries(
    entities: Sequence[Entity], found: Iterable[tuple[Mention, str]], base: KnowledgeBase
) -> tuple[tuple[Entity, ...], tuple[tuple[Mention, str], ...]]:
    """The entities and, for each adjective, the id of its country's entity.

    ``found`` gives adjectives with knowledge-base keys (``country/FR``). A country that the
    article knows by its adjective alone becomes an entity without mentions of its own.
    """
    out = list(entities)
    known = {e.kb: e.id for e in reversed(out) if e.kb and e.type == "CTRY"}
    free = max((int(e.id[1:]) for e in out), default=-1) + 1  # ids have gaps where some were united
    told = []
    for mention, key in found:
        if key not in known:
            entry = base.get(key)
            if entry is None:
                continue
            known[key] = f"e{free}"
            free += 1
            out.append(
                Entity(
                    known[key],
                    "CTRY",
                    entry.name,
                    (),
                    entry.name_en or None,
                    qid=entry.qid or None,
                    kb=key,
                    same_as=entry.same_as,
                )
            )
        told.append((mention, known[key]))
    return tuple(out), tuple(told)
