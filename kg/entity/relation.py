"""Relations that hold between entities of an article, as the reader links their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.mention.threshold import floor
from kg.nouns import Entity, Reading, Relation

# What each relation may connect (GUIDELINES: Relations); a link of other types is a misreading.
_MAY: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    "memberOf": (frozenset({"CTRY", "PER", "ORG", "GRP"}), frozenset({"ORG", "GRP"})),
    "locatedIn": (frozenset({"LOC", "ORG"}), frozenset({"LOC", "CTRY"})),
    "capitalOf": (frozenset({"LOC"}), frozenset({"CTRY", "LOC"})),
    "partOf": (frozenset({"ORG", "GRP"}), frozenset({"ORG", "CTRY", "GRP"})),
    "allyOf": (frozenset({"CTRY", "ORG", "GRP", "PER"}), frozenset({"CTRY", "ORG", "GRP", "PER"})),
    "supports": (
        frozenset({"CTRY", "ORG", "GRP", "PER"}),
        frozenset({"CTRY", "ORG", "GRP", "PER"}),
    ),
    "nationalityOf": (frozenset({"PER"}), frozenset({"CTRY"})),
    "worksFor": (frozenset({"PER", "GRP"}), frozenset({"ORG", "CTRY"})),
    "relativeOf": (frozenset({"PER", "GRP"}), frozenset({"PER", "GRP"})),
}


def relations(
    reading: Reading, owner: Sequence[str], entities: Sequence[Entity]
) -> tuple[Relation, ...]:
    """Each relation once, as likely as its likeliest pair of mentions."""
    kind = {e.id: e.type for e in entities}
    best: dict[tuple[str, str, str], tuple[float, int]] = {}
    for link in reading.relations:
        a, b = owner[link.source], owner[link.target]
        left, right = _MAY[link.label]
        if a == b or link.score <= floor("relation") or kind[a] not in left or kind[b] not in right:
            continue
        key = (link.label, a, b)
        score = (link.score, -reading.mentions[link.source].sentence)
        best[key] = max(best.get(key, score), score)
    return tuple(
        Relation(label, a, b, -sentence, round(score, 3))  # type: ignore[arg-type]
        for (label, a, b), (score, sentence) in sorted(best.items(), key=lambda x: (-x[1][1], x[0]))
    )
