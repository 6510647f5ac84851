"""Bars: words right before a name that keep it out of a role.

عيّن زيدا خلفا لعمرو "he appointed Zayd in succession to Amr": the reader sees two names beside an
appointment, and Amr is not the one appointed. The events of his leaving, told after him (الذي
استقال "who resigned"), are his all the same.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from kg.nouns import Article, Reading
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

BEFORE: Final = 24
"""Characters before a name among which the words stand."""


def unbarred(article: Article, reading: Reading) -> Reading:
    """The reading without the links from triggers to roles that ``role_bars.tsv`` forbids."""
    kept = tuple(
        link
        for link in reading.roles
        if (reading.triggers[link.source].type, link.label) not in _bars()
        or reading.triggers[link.source].start > reading.mentions[link.target].start
        or not _barred(
            article,
            reading.mentions[link.target].start,
            _bars()[reading.triggers[link.source].type, link.label],
        )
    )
    return replace(reading, roles=kept)


def _barred(article: Article, start: int, barring: frozenset[str]) -> bool:
    """Whether one of the words stands before ``start``, with the ل written together with the name,
    or with its nationality (خليفة للسويسري جوزيف بلاتر), between them."""
    before = article.text[max(0, start - BEFORE) : start].rstrip("\"«“'")
    said = [fold(w.text).text for w in words(before)][-2:]
    if not said or not said[-1].startswith("ل"):
        return False
    return len(said) == 2 and said[0] in barring


@cache
def _bars() -> dict[tuple[str, str], frozenset[str]]:
    rows: dict[tuple[str, str], set[str]] = {}
    for row in table("role_bars"):
        rows.setdefault((row["type"], row["role"]), set()).add(fold(row["words"]).text)
    return {key: frozenset(said) for key, said in rows.items()}
