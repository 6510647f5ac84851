"""Coordination: who is named in one list takes part together.

اجتمع وزراء الدول السبع، وهي الولايات المتحدة وفرنسا وأستراليا و… Where most of a list fill a role,
all of it does: a list has one grammatical role.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.nouns import Article, Entity, Role

GAP: Final = re.compile(r"^[\s،,]*(?:و\s*)?$")
"""What may stand between two members: a comma, و "and", or both."""
LEAST: Final = 3
"""Members of a list; two names are a pair, which the reader sees well."""
SHARE: Final = 0.5
"""Part of a list that must fill a role before all of it does."""


def lists(article: Article, entities: Sequence[Entity]) -> tuple[tuple[str, ...], ...]:
    """Ids of entities of one type whose names stand in a row."""
    named = sorted(
        (m.start, m.end, e.id, e.type)
        for e in entities
        if e.type != "GRP"
        for m in e.mentions
        if m.kind == "name"
    )
    out: list[list[str]] = []
    end, kind = -1, ""
    for start, stop, entity, its in named:
        joined = its == kind and end <= start and GAP.match(article.text[end:start])
        if joined and out:
            out[-1].append(entity)
        else:
            out.append([entity])
        end, kind = stop, its
    return tuple(tuple(dict.fromkeys(row)) for row in out if len(set(row)) >= LEAST)


def completed(filled: Sequence[Role], rows: Sequence[Sequence[str]]) -> tuple[Role, ...]:
    """The roles, with the rest of each list of which more than SHARE fill one role."""
    out = list(filled)
    for name in sorted({r.name for r in filled if isinstance(r.filler, str)}):
        has = {r.filler: r.confidence for r in filled if r.name == name}
        for row in rows:
            there = [has[e] for e in row if e in has]
            if len(there) > SHARE * len(row):
                sure = round(0.9 * sum(there) / len(there), 3)
                out += [Role(name, e, sure) for e in row if e not in has]
    return tuple(out)
