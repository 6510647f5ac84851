"""Bars: words right before a name that keep it out of a role.

عيّن زيدا خلفا لعمرو "he appointed Zayd in succession to Amr": the reader sees two names beside an
appointment, and Amr is not the one appointed. The events of his leaving, told after him (الذي
استقال "who resigned"), are his all the same.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from kg.nouns import Article, Link, Reading
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

BEFORE: Final = 24
"""Characters before a name among which the words stand."""


def unbarred(article: Article, reading: Reading) -> Reading:
    """The reading without the links from triggers to roles that ``role_bars.tsv`` forbids."""

    def kept(link: Link) -> bool:
        trigger, start = reading.triggers[link.source], reading.mentions[link.target].start
        barring = _bars().get((trigger.type, link.label))
        return not barring or trigger.start > start or not _barred(article, start, barring)

    return replace(reading, roles=tuple(filter(kept, reading.roles)))


def _barred(article: Article, start: int, barring: frozenset[str]) -> bool:
    """Whether one of the words stands before ``start``, with the ل written together with the name,
    or with its nationality (خليفة للسويسري جوزيف بلاتر), between them."""
    before = article.text[max(0, start - BEFORE) : start].rstrip("\"«“'")
    said = [fold(w.text).text for w in words(before)][-2:]
    return len(said) == 2 and said[1].startswith("ل") and said[0] in barring


@cache
def _bars() -> dict[tuple[str, str], frozenset[str]]:
    rows: dict[tuple[str, str], set[str]] = {}
    for row in table("role_bars"):
        rows.setdefault((row["type"], row["role"]), set()).add(fold(row["words"]).text)
    return {key: frozenset(said) for key, said in rows.items()}
