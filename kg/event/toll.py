"""Tolls: how many were killed or hurt, where the victims are told with their number (ستة جنود).

Of 855 annotated tolls whose victims begin with a numeral, the number is that numeral in 782.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.nouns import Article, Entity, Event, Mention, Quote, Role
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

SURE: Final = 0.85


def counted(article: Article, event: Event, entities: Sequence[Entity]) -> Event:
    """The event, casualties with the number that their victims begin with."""
    if event.type != "Casualties":
        return event
    victims = {r.filler for r in event.roles if r.name == "victim"}
    near = [
        (abs(m.start - event.triggers[0].start), m)
        for e in entities
        if e.id in victims
        for m in e.mentions
        if m.sentence == event.triggers[0].sentence
    ]
    for _, mention in sorted(near, key=lambda pair: (pair[0], pair[1].start)):
        if (quote := _numeral(article, mention)) is not None:
            others = tuple(r for r in event.roles if r.name != "number")
            return replace(event, roles=(*others, Role("number", quote, SURE)))
    return event


def _numeral(article: Article, mention: Mention) -> Quote | None:
    """The numeral that a mention begins with: ٣٢ شخصا، خمسة وعشرين جنديا."""
    end = None
    for word in words(article.text[mention.start : mention.end]):
        plain = fold(word.text).text
        joined = end is not None and plain.startswith("و")
        if not (
            re.fullmatch(r"\d[\d.,]*", plain) or (plain[1:] if joined else plain) in _cardinals()
        ):
            break
        end = mention.start + word.end
    return None if end is None else Quote(mention.start, end)


@cache
def _cardinals() -> frozenset[str]:
    rows = (r for r in table("time_numbers") if r["category"] not in ("ordinal", "ordinal_the"))
    return frozenset(fold(row["surface"]).text for row in rows)
