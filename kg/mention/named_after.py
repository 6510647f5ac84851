"""What is named after people: استاد محمد بن زايد is a stadium, and no mention of the man."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.mention.title import addresses
from kg.mention.window import Page
from kg.nouns import Mention
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics

Span = tuple[int, int]


def without_namesakes(
    page: Page, mentions: Sequence[tuple[Span, Mention]]
) -> list[tuple[Span, Mention]]:
    """The mentions but for names of people that a place or a body is called by."""
    return [one for one in mentions if not _namesake(page, *one)]


def _namesake(page: Page, span: Span, mention: Mention) -> bool:
    if mention.type != "PER" or mention.kind != "name":
        return False
    before = span[0] - 1
    while before >= 0 and page.folded[before] in addresses():
        before -= 1
    if before < 0 or page.sentence_of[before] != page.sentence_of[span[0]]:
        return False
    word = page.folded[before]
    return any(word[cut:] in _named_after() for cut in (0, *proclitics(word)))


@cache
def _named_after() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("named_after"))
