"""Chained speech: قال إن … مشيرا إلى أن … is two acts of saying, not one inside the other."""

from __future__ import annotations

from functools import cache

from kg.sentence.spelling import fold
from kg.sentence.table import table


@cache
def participles() -> frozenset[str]:
    """The participles that go on speaking, in all their forms, folded, with and without و."""
    forms: set[str] = set()
    for row in table("chained_participles"):
        stem = fold(row["stem"]).text
        forms |= {stem + "ا", stem + "ه", stem.removesuffix("ي") + "ين"}
    return frozenset(forms | {"و" + form for form in forms})


def goes_on(word: str) -> bool:
    """Whether a trigger is a participle that chains a second act of saying to the first."""
    return fold(word).text in participles()
