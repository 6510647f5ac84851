"""Coordination: who is named in one list takes part together.

اجتمع وزراء الدول السبع، وهي الولايات المتحدة وفرنسا وأستراليا و… A list has one grammatical
role: its members fill it together or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kg.mention.threshold import floor
from kg.nouns import Article, Entity

GAP: Final = re.compile(r"^[\s،,]*(?:و\s*)?$")
"""What may stand between two members: a comma, و "and", or both."""
LEAST: Final = 3
"""Members of a list; two names are a pair, which the reader sees well."""
TOGETHER: Final = 0.4
"""Mean likelihood from which a list fills a role: less than is asked of one alone."""


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


def levelled(
    likely: Mapping[tuple[str, str], float], rows: Sequence[Sequence[str]]
) -> dict[tuple[str, str], float]:
    """Likelihoods by role and entity, those of a list's members raised to their mean.

    Seven in a row of whom each is half believed to have met, met: they are judged as one.
    """
    out = dict(likely)
    for name in sorted({role for role, _ in likely}):
        for row in rows:
            mean = sum(likely.get((name, e), 0.0) for e in row) / len(row)
            if mean > TOGETHER:
                for e in row:
                    out[name, e] = max(out.get((name, e), 0.0), mean, floor(name) + 0.01)
    return out
