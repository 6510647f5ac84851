"""What looks like a name and is none: a stadium called after a man (استاد محمد بن زايد) is no
mention of him, and an adverb (سفاحاً "out of wedlock") of nobody."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from kg.mention.title import addresses, given_names
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
            and _said(page, span, m).removesuffix("ا") not in given_names()
        )
    ]


def _said(page: Page, span: Span, mention: Mention) -> str:
    """The first word of a mention, folded, without the proclitics that it leaves out."""
    word = page.words[span[0]]
    return fold(word.text[mention.start - word.start :]).text


def _namesake(page: Page, span: Span, mention: Mention) -> bool:
    if mention.type != "PER" or mention.kind != "name":
        return False
    before = span[0] - 1
    while before >= 0 and page.folded[before] in addresses():
        before -= 1
    if before < 0 or page.sentence_of[before] != page.sentence_of[span[0]]:
        return False
    word = page.folded[before]
    earlier = page.folded[before - 1].removeprefix("و") if before else ""
    after = _named_after()
    return any(word[n:] in after and after[word[n:]] != earlier for n in (0, *proclitics(word)))


@cache
def _named_after() -> dict[str, str]:
    """The words, with what before them makes something else of them."""
    return {fold(r["word"]).text: fold(r["not_after"]).text or "-" for r in table("named_after")}
