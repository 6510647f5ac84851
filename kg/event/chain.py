"""Chained speech: قال إن … مشيرا إلى أن … is two acts of saying, not one inside the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.nouns import Article, Event, Quote, Role
from kg.sentence.spelling import fold
from kg.sentence.table import table

TRAILING = " \u00a0\t\n\r،,؛;-–:"
"""What stands between what was said and the participle that goes on."""


@cache
def chained() -> frozenset[str]:
    """The participles in all their forms, folded."""
    forms: set[str] = set()
    for row in table("chained_participles"):
        stem = fold(row["stem"]).text
        forms |= {stem + "ا", stem + "ه", stem.removesuffix("ي") + "ين"}
    return frozenset(forms)


def unchained(article: Article, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, what is said in each statement ending where a chained participle begins."""
    ends = sorted(
        t.start
        for e in events
        if e.type == "Statement"
        for t in e.triggers
        if fold(article.text[t.start : t.end]).text in chained()
    )
    if not ends:
        return tuple(events)

    def cut(role: Role, own: set[int]) -> Role:
        quote = role.filler
        if role.name != "content" or not isinstance(quote, Quote):
            return role
        stop = next((p for p in ends if quote.start < p < quote.end and p not in own), None)
        if stop is None:
            return role
        said = article.text[quote.start : stop].rstrip(TRAILING)
        # the conjunction of ومؤكدا stands before the trigger: it is not part of what was said
        said = said[:-2].rstrip(TRAILING) if said.endswith((" و", "\u00a0و")) else said
        return replace(role, filler=Quote(quote.start, quote.start + len(said))) if said else role

    return tuple(
        replace(e, roles=tuple(cut(r, {t.start for t in e.triggers}) for r in e.roles))
        if e.type == "Statement"
        else e
        for e in events
    )
