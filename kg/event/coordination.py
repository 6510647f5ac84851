"""Coordination: who is named in one list takes part together.

اجتمع وزراء الدول السبع، وهي الولايات المتحدة وفرنسا وأستراليا و… A list has one grammatical
role: its members fill it together or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kg.entity.series import series
from kg.mention.threshold import floor
from kg.nouns import Article, Entity

LEAST: Final = 3
"""Members of a list; two names are a pair, which the reader sees well."""
TOGETHER: Final = 0.4
"""Mean likelihood from which a list fills a role: less than is asked of one alone."""


def lists(article: Article, entities: Sequence[Entity]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Entities of one type whose names stand in a row: index of the sentence, their ids."""
    rows = [
        (row[0][0].sentence, tuple(dict.fromkeys(e for _, e in row)))
        for row in series(article, entities)
    ]
    return tuple((sentence, row) for sentence, row in rows if len(row) >= LEAST)


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
