"""Tolls: how many were killed or hurt, where the victims are told with their number (ستة جنود).

Of 855 annotated tolls whose victims begin with a numeral, the number is that numeral in 782.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.event.cardinal import cardinals
from kg.nouns import Article, Entity, Event, Mention, Quote, Role
from kg.sentence.spelling import fold
from kg.sentence.words import words

SURE: Final = 0.85
_DIGITS: Final = re.compile(r"\d[\d.,]*")


def counted(article: Article, event: Event, entities: Sequence[Entity]) -> Event:
    """The event, casualties with the number that their victims begin with, unless the reader saw a
    longer one around it (ما لا يقل عن ستة "six at least")."""
    if event.type != "Casualties":
        return event
    victims = {r.filler for r in event.roles if r.name == "victim"}
    told = [r.filler for r in event.roles if r.name == "number" and isinstance(r.filler, Quote)]
    near = [
        (abs(m.start - event.triggers[0].start), m)
        for e in entities
        if e.id in victims
        for m in e.mentions
        if m.sentence == event.triggers[0].sentence
    ]
    for _, mention in sorted(near, key=lambda pair: (pair[0], pair[1].start)):
        quote = _numeral(article, mention)
        if quote is None:
            continue
        if any(q.start <= quote.start and quote.end <= q.end for q in told):
            return event
        others = tuple(r for r in event.roles if r.name != "number")
        return replace(event, roles=(*others, Role("number", quote, SURE)))
    return event


def _numeral(article: Article, mention: Mention) -> Quote | None:
    """The numeral that a mention begins with: ٣٢ شخصا، خمسة وعشرين جنديا. أحد "one of" counts
    nobody."""
    end, said = mention.start, list[str]()
    for word in words(article.text, mention.start, mention.end):
        plain = fold(word.text).text
        bare = plain.removeprefix("و") if said and plain not in cardinals() else plain
        if not (_DIGITS.fullmatch(bare) or bare in cardinals()):
            break
        said.append(cardinals().get(bare, bare))
        end = word.end
    return None if said in ([], ["1"]) else Quote(mention.start, end)
