"""What looks like a name and is none: a stadium called after a man (استاد محمد بن زايد) is no
mention of him, and an adverb (سفاحاً "out of wedlock") of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from kg.mention.title import addresses
from kg.mention.window import Page
from kg.nouns import Mention
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics

Span = tuple[int, int]
_TANWIN: Final = ("ًا", "اً")


def without_namesakes(
    page: Page, mentions: Sequence[tuple[Span, Mention]]
) -> list[tuple[Span, Mention]]:
    """The mentions but for names of people that a place or a body is called by."""
    return [one for one in mentions if not _namesake(page, *one)]


def without_adverbs(
    page: Page, mentions: Sequence[tuple[Span, Mention]]
) -> list[tuple[Span, Mention]]:
    """The mentions but for "names" of one indefinite accusative (ـًا), unless it is a given name."""
    return [
        (span, m)
        for span, m in mentions
        if not (
            m.kind == "name"
            and span[0] == span[1]
            and page.words[span[0]].text.endswith(_TANWIN)
            and page.folded[span[0]].removesuffix("ا") not in _given_names()
        )
    ]


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


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(row["name"]).text for row in table("given_names"))
