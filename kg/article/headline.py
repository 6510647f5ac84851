"""Headlines: the first line of a plain text, where it reads like one. The text keeps it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kg.sentence.table import table

LONGEST: Final = 140
"""Characters of a headline."""
_STOPS: Final = (".", "،", "؛", ":", ",", ";", "…")
"""How a sentence ends, or one that goes on; a question may be a headline."""
_MUCH: Final = 3
"""Times as long as a headline the line under it must be, where no empty line lies between."""


def headline(text: str) -> str | None:
    """The first line, spaces around it left out; None where it is no headline: too long, ended by
    a stop, of one word, a dateline or byline, or followed at once by a line about as short."""
    lines = text.removeprefix("\ufeff").lstrip().splitlines()
    first = lines[0].strip() if lines else ""
    if not first or len(first) > LONGEST or first.endswith(_STOPS) or len(first.split()) < 2:
        return None
    rest = [line.strip() for line in lines[1:]]
    below = next(filter(None, rest), "")
    if not below or (rest[0] and len(below) < _MUCH * len(first)):
        return None
    return None if _tells_its_source(first) else first


def _tells_its_source(line: str) -> bool:
    words, marks = _byline()
    told = set(re.findall(r"\w+", line.lower().replace("_", " ")))
    return bool(words & told) or any(mark in line for mark in marks)


@cache
def _byline() -> tuple[frozenset[str], frozenset[str]]:
    """Words, and marks of no letters, that such a line is known by."""
    found = frozenset(row["word"] for row in table("byline_words"))
    words = frozenset(word for word in found if word.isalpha())
    return words, found - words
