"""Sentences: where a reader of Arabic news would say that one ends and the next begins.

Arabic has no capital letters, so a full stop alone must tell; what follows it helps little.
Newspapers end a paragraph at each line break, write ``..`` or ``…`` between clauses as they
would a full stop, forget the space after it (الأموال.وقالت), and put it before or after the
closing quote.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from kg.nouns import Article, Sentence
from kg.sentence.table import table
from kg.sentence.words import visible

LONGEST: Final = 1000
"""No sentence is longer than this many characters; longer stretches are cut at ؛ ، or a space."""

# Every line break that Unicode knows. A line break always ends a sentence.
_LINE: Final = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]++")

_LETTER: Final = r"\u0620-\u065f\u066e-\u06d3\u0750-\u077f"
_CLOSERS: Final = "»”’›\"')\\]}\u200e\u200f\u202c\u2069"
# A web address keeps its points and question marks; it may not end in one.
_STOP: Final = re.compile(
    rf"""
      (?P<address> (?: https?:// | www\. ) [^\s«»"<>]* [^\s«»"<>.,:;!?؟…،؛)\]}}] )
    | (?P<stop> [.!?؟…۔]++ ) (?P<close> [{_CLOSERS}]*+ ) (?P<space> \s*+ )
    """,
    re.VERBOSE,
)
_LAST_WORD: Final = re.compile(rf"(?:[^\W\d_]|[{_LETTER}])+\Z")
_FIRST_WORD: Final = re.compile(rf"[{_LETTER}]++")
_CONTINUES: Final = re.compile(
    r"[،؛,;:)\]}»”]|\.(?!\.)"
)  # a sentence never begins with one of these
_NUMBERED: Final = re.compile(r"[\W_]*(?:\d+|[^\W\d_])\Z")  # '1.' or 'أ.' opening a list item


def sentences(article: Article) -> tuple[Sentence, ...]:
    """The sentences of ``article.text`` in order, numbered from 0.

    They never overlap, begin and end with something other than white space, together cover
    everything that can be seen, and none is longer than :data:`LONGEST` characters.
    """
    text = article.text
    spans = (
        span
        for line in _LINE.finditer(text)
        for start, end in _line_parts(text, line.start(), line.end())
        for span in _bounded(text, start, end)
    )
    return tuple(Sentence(index, start, end) for index, (start, end) in enumerate(spans))


def _line_parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line, as untrimmed spans."""
    quotes = 0  # straight quotation marks so far: an odd number means one is open
    counted = start
    for found in _STOP.finditer(text, start, end):
        if found["stop"] is None:
            continue
        quotes += text.count('"', counted, found.start())
        counted = found.start()
        cut = _cut(text, start, end, found, quotes % 2 == 1)
        if cut is not None:
            yield start, cut
            start = cut
    yield start, end


def _cut(text: str, start: int, end: int, found: re.Match[str], quoted: bool) -> int | None:
    """Where the sentence ends whose full stop was ``found``; None where it goes on."""
    stop, close, space = found["stop"], found["close"], found["space"]
    after = found.end()
    if after >= end:
        return None  # the end of the line ends it
    if '"' in close and not quoted:  # بعسير."واس": the mark opens the next sentence
        close, space = close[: close.index('"')], ""
        after = found.end("stop") + len(close)
    if text[found.start() - 1 : found.start()] == "(":
        return None  # words left out: (...)
    if _CONTINUES.match(text, after):
        return None
    if not _says_something(text, start, found.start()):
        return None
    before = _LAST_WORD.search(text, max(start, found.start() - 24), found.start())
    word = before.group().replace("ـ", "") if before else ""
    if stop == ".":
        if space and not close.strip(")") and _abbreviates(text, before, word):
            return None
        if space and text[found.start() - 1].isdigit() and text[after].isdigit():
            return None  # بنسبة 3. 5 في المائة: a decimal with a slip of the space
    if not space:
        following = _FIRST_WORD.match(text, after)
        if text[after] == '"' or (following and close):
            return after
        # الأموال.وقالت ends a sentence; بي.بي.سي، د.عبدالله and أ.ف.ب do not.
        long = len(word) >= 3 or text[found.start() - 1].isdigit()
        return after if following and long and len(following.group()) >= 3 else None
    if stop != "." and any(mark in close for mark in "»”\"'"):
        # «من أنت؟» سأل الوزير goes on; only و or ف or a new quotation begins afresh.
        return after if text[after] in 'وف«“"' else None
    return after


def _says_something(text: str, start: int, end: int) -> bool:
    """Whether there is more before the full stop than the number of a list item."""
    head = text[start : min(end, start + 64)]
    return any(map(str.isalpha, head)) and not (end - start < 64 and _NUMBERED.match(head))


def _abbreviates(text: str, before: re.Match[str] | None, word: str) -> bool:
    """Whether the point after ``word`` marks an abbreviation or an initial."""
    if before is None:
        return False
    if len(word) == 1:
        # عام 1437 هـ. and 2016م. ('AH', 'AD') end a sentence; د. and the ب of أ.ف.ب. do not.
        return not text[max(0, before.start() - 3) : before.start()].rstrip()[-1:].isdigit()
    return word.lower() in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].replace("ـ", "") for row in table("abbreviations"))


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """One stretch, trimmed, cut where it is longer than LONGEST; nothing where it shows nothing."""
    while True:
        while start < end and text[start].isspace():
            start += 1
        while start < end and text[end - 1].isspace():
            end -= 1
        if end - start <= LONGEST:
            break
        cut = _breath(text, start, start + LONGEST)
        yield from _bounded(text, start, cut)
        start = cut
    if start < end and visible(text, start, end):
        yield start, end


def _breath(text: str, start: int, limit: int) -> int:
    """The best place to cut before ``limit``: after ؛ , else ، , else white space, else there."""
    half = start + LONGEST // 2
    for mark in ("؛", "، ", "; ", ", ", "،"):
        place = text.rfind(mark, half, limit)
        if place >= 0:
            return place + len(mark.rstrip())
    for place in range(limit - 1, half, -1):
        if text[place].isspace():
            return place
    return limit
