"""Series: names of one type that stand in a row, الولايات المتحدة وفرنسا وأستراليا."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kg.nouns import Article, Entity, Mention

GAP: Final = re.compile(r"^[\s،,؛«»\"]*(?:و\s*)?[«\"]?$")
"""What may stand between two members: a comma, و "and", or both, and quotation marks."""

Member = tuple[Mention, str]
"""A name and the id of its entity."""


def series(article: Article, entities: Sequence[Entity]) -> tuple[tuple[Member, ...], ...]:
    """Every row of names, in text order; a name without neighbours is a row of one.

    A name inside another (قطر in جامعة قطر) stands in no row.
    """
    named = sorted(
        ((m, e.id) for e in entities if e.type != "GRP" for m in e.mentions if m.kind == "name"),
        key=lambda member: (member[0].start, -member[0].end, member[1]),
    )
    types = {e.id: e.type for e in entities}
    rows: list[list[Member]] = []
    end = 0
    for mention, entity in named:
        if rows and mention.start < end:
            continue
        last = rows[-1][-1][1] if rows else ""
        if types.get(last) == types[entity] and GAP.match(article.text[end : mention.start]):
            rows[-1].append((mention, entity))
        else:
            rows.append([(mention, entity)])
        end = mention.end
    return tuple(map(tuple, rows))
