"""Places by nationality: الموصل العراقية is in Iraq, العاصمة الفرنسية باريس France's capital.

The adjective says it in the text; nothing is taken from the knowledge base.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kg.entity.context import capital_words
from kg.nouns import Article, Entity, Mention, Relation
from kg.sentence.spelling import fold
from kg.sentence.words import words

NEXT: Final = 2
"""Characters between a place and its adjective."""
SURE: Final = 0.85


def located(
    article: Article, entities: Sequence[Entity], demonyms: Sequence[tuple[Mention, str]]
) -> tuple[Relation, ...]:
    """``locatedIn`` and ``capitalOf`` relations that a nationality adjective tells of."""
    told = {d.start: (d, country) for d, country in demonyms}
    ends = {d.end: (d, country) for d, country in demonyms}
    out: dict[tuple[str, str, str], Relation] = {}

    def add(kind: str, place: str, country: str, sentence: int) -> None:
        key = (kind, place, country)
        out.setdefault(key, Relation(kind, place, country, sentence, SURE))  # type: ignore[arg-type]

    for e in entities:
        if e.type != "LOC":
            continue
        for m in e.mentions:
            if m.kind != "name":
                continue
            after = next((told[m.end + n] for n in range(1, NEXT + 1) if m.end + n in told), None)
            inside = next(
                (t for end, t in ends.items() if m.start < t[0].start and end == m.end), None
            )
            found = after or inside
            if found and found[1] != e.id:
                add("locatedIn", e.id, found[1], m.sentence)
            before = next(
                (ends[m.start - n] for n in range(1, NEXT + 1) if m.start - n in ends), None
            )
            if before and _called_capital(article, before[0]):
                add("capitalOf", e.id, before[1], m.sentence)
    return tuple(out.values())


def _called_capital(article: Article, demonym: Mention) -> bool:
    """Whether the word before the adjective is "the capital", with or without a preposition."""
    line = words(article.text[max(0, demonym.start - 20) : demonym.start])
    if not line:
        return False
    word = fold(line[-1].text).text
    return any(word.endswith(c) and len(word) - len(c) <= 1 for c in capital_words())
