"""Relations that hold between entities of an article, as the reader links their mentions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from kg.mention.threshold import floor
from kg.nouns import Article, Entity, Mention, Reading, Relation
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

NEAR: Final = 2
"""Words before the second mention that may forbid a relation to it."""
_THEIRS: Final = ("ها", "هم")
"""درعا وريفها "Deraa and its countryside": the pronoun ties what "and" divides."""
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
    article: Article, reading: Reading, owner: Sequence[str], entities: Sequence[Entity]
) -> tuple[Relation, ...]:
    """Each relation once, as likely as its likeliest pair of mentions that nothing forbids."""
    kind = {e.id: e.type for e in entities}
    best: dict[tuple[str, str, str], tuple[float, int]] = {}
    for link in reading.relations:
        a, b = owner[link.source], owner[link.target]
        left, right = _MAY[link.label]
        if a == b or link.score <= floor("relation") or kind[a] not in left or kind[b] not in right:
            continue
        if _barred(
            link.label, article, reading.mentions[link.source], reading.mentions[link.target]
        ):
            continue
        key = (link.label, a, b)
        score = (link.score, -reading.mentions[link.source].sentence)
        best[key] = max(best.get(key, score), score)
    return tuple(
        Relation(label, a, b, -sentence, round(score, 3))  # type: ignore[arg-type]
        for (label, a, b), (score, sentence) in sorted(best.items(), key=lambda x: (-x[1][1], x[0]))
    )


def _barred(label: str, article: Article, one: Mention, other: Mention) -> bool:
    """Whether the words between two mentions, or of the one that the relation is of, forbid it."""
    text = article.text
    before, after = sorted((one, other), key=lambda m: (m.start, m.end))
    between = fold(text[before.end : after.start]).text
    own = fold(text[one.start : one.end]).text
    told = {
        "between": _words(between, NEAR) if one is before else set(),
        "inside": set() if one.kind == "name" else _words(own),
        "state": _words(fold(text[other.start : other.end]).text) if one.type == "CTRY" else set(),
        "only": {between.strip()} if one.kind == "name" and not own.endswith(_THEIRS) else set(),
    }
    return any(told[where] & barred for where, barred in _bars().get(label, {}).items())


def _words(plain: str, last: int = 0) -> set[str]:
    """The words (the ``last`` few), with and without the article."""
    return {form for w in words(plain)[-last:] for form in (w.text, w.text.removeprefix("ال"))}


@cache
def _bars() -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in table("relation_bars"):
        of = found.setdefault(row["relation"], {})
        of[row["where"]] = of.get(row["where"], frozenset()) | {fold(row["word"]).text}
    return found
