"""Event words that only a table knows (rows/event_words.tsv), for who reads other papers than the
trained reader did: طاولة مستديرة "round table" is a meeting where the reader saw nothing.

Unlike a verb of saying, such a word counts wherever it stands, but inside of a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from kg.mention.label import WIDTH
from kg.mention.window import Page
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics

Span = tuple[int, int]
LONGEST: Final = WIDTH["trigger"]
"""Words of an event word: as many as the reader itself would take."""


@cache
def event_words() -> dict[tuple[str, ...], str]:
    """Every form of every row by its words, folded, without the article → the type of event."""
    return {
        tuple(map(_plain, fold(form).text.split())): row["type"]
        for row in table("event_words")
        for form in filter(None, (row["word"], *row["others"].split("|")))
    }


def listed(page: Page, seen: Iterable[Span], names: Iterable[Span]) -> dict[Span, str]:
    """The event words of the table, span → type, where none of the triggers ``seen`` by the reader
    stands and none of the ``names``; of two that overlap the longer."""
    taken = {i for a, b in (*seen, *names) for i in range(a, b + 1)}
    known, found = event_words(), {}
    beginnings = {words[0] for words in known}
    for first, folded in enumerate(page.folded):
        if not any(begin in folded for begin in beginnings):
            continue  # nearly every word of nearly every article
        begun = tuple(_begun(page, first))
        for last in range(min(first + LONGEST, len(page.words)) - 1, first - 1, -1):
            if page.sentence_of[first] != page.sentence_of[last]:
                continue
            rest = tuple(_plain(word) for word in page.folded[first + 1 : last + 1])
            ways = (known.get((one, *rest)) for one in begun)
            kind = next(filter(None, ways), None)
            if kind and taken.isdisjoint(range(first, last + 1)):
                found[first, last] = kind
                taken.update(range(first, last + 1))
                break
    return found


def _begun(page: Page, word: int) -> Iterator[str]:
    """What a word may be without its prefixes: للمشاورات "for the consultations" is ل and the
    article, whose alif is not written."""
    yield _plain(page.folded[word])
    text = page.words[word].text
    for length in proclitics(text):
        rest = fold(text[length:]).text
        yield _plain(rest)
        if rest.startswith("ل") and fold(text[:length]).text.endswith("ل"):
            yield rest[1:]


def _plain(word: str) -> str:
    return word.removeprefix("ال")
