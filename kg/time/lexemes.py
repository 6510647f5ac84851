"""Lexemes: the words of a sentence that can build a time expression, read from the tables.

The grammar (patterns.py) never sees letters: it sees one character for each lexeme's category,
``.`` for every other word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.sentence.spelling import fold
from kg.sentence.table import table

TABLES: Final = ("time_months", "time_weekdays", "time_numbers", "time_words")

_WORD: Final = re.compile(r"\d+|[^\W\d_]+|[^\w\s]|_")
_SIGNS: Final = (
    {"/": "slash", "\\": "slash", ".": "dot", "،": "comma", ",": "comma"}
    | dict.fromkeys("-–—−", "dash")
    | dict.fromkeys("([{«“\"'‘", "open")
    | dict.fromkeys(")]}»”’", "close")
)
# Categories whose members take the article without a row of their own: الأربع والعشرين ساعة.
_WITH_ARTICLE: Final = ("cardinal", "ten", "tens", "hundred", "thousand")
_NO_LETTERS: Final = ("small", "num", "big", "slash", "dash", "dot", "comma", "open", "close")
OTHER: Final = "."
"""The code of a word that says nothing about time."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word (or fixed phrase) with its category; offsets index the text that was read."""

    start: int
    end: int
    category: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the tables: ``rest`` are the folded words after the first."""

    rest: tuple[str, ...]
    category: str
    value: str


@cache
def _entries() -> dict[str, tuple[_Entry, ...]]:
    """Rows by their first folded word, the longest phrase first."""
    found: dict[str, dict[tuple[str, ...], _Entry]] = {}
    for name in TABLES:
        for row in table(name):
            first, *rest = _WORD.findall(fold(row["surface"]).text)
            entry = _Entry(tuple(rest), row["category"], row["value"])
            found.setdefault(first, {}).setdefault(entry.rest, entry)
            if entry.category in _WITH_ARTICLE:
                definite = _Entry(entry.rest, f"{entry.category}_the", entry.value)
                found.setdefault(f"ال{first}", {}).setdefault(entry.rest, definite)
    return {
        first: tuple(sorted(rows.values(), key=lambda e: -len(e.rest)))
        for first, rows in found.items()
    }


@cache
def codes() -> dict[str, str]:
    """One character for each category, from Unicode's private use area."""
    names = {e.category for entries in _entries().values() for e in entries}
    ordered = sorted(names | set(_NO_LETTERS) | {"future"})
    return {name: chr(0xE000 + i) for i, name in enumerate(ordered)}


@cache
def _nouns_like_future() -> tuple[str, ...]:
    """Beginnings of nouns that look like a verb with the future prefix (سياسة)."""
    return tuple(
        first
        for first, entries in _entries().items()
        if any(e.category == "not_future" for e in entries)
    )


@lru_cache(maxsize=1 << 16)
def _look_up(word: str) -> tuple[int, str, tuple[_Entry, ...]]:
    """Length of the clitics cut off, whether و is one of them (``and``), and the rows."""
    entries = _entries()
    if word in entries:
        return 0, "", entries[word]
    conjunction = "and" if word[0] == "و" else ""
    if word.startswith("لل") and (found := entries.get("ال" + word[2:])):
        return 1, "", found  # للأسبوع: the ل that stands for ال stays in the span
    if word[0] in "وفبلك" and (found := entries.get(word[1:])):
        return 1, conjunction, found
    if word[0] in "وف" and word[1:2] and word[1] in "بلك":
        if found := entries.get(word[2:]):
            return 2, conjunction, found
        if word.startswith("لل", 1) and (found := entries.get("ال" + word[3:])):
            return 2, conjunction, found
    return 0, "", ()


@lru_cache(maxsize=1 << 16)
def _is_future(word: str) -> bool:
    """Whether a word looks like a verb with the prefix of the future (سيزور، وستعقد)."""
    bare = word[1:] if word[:1] in "وف" else word
    return bare[:2] in ("سي", "ست") and len(bare) > 4 and not bare.startswith(_nouns_like_future())


def _number(word: str) -> str:
    if len(word) <= 2:
        return "small"
    return "big" if len(word) == 4 and 1000 <= int(word) <= 2199 else "num"


def lexemes(folded: str) -> tuple[str, tuple[Lexeme | None, ...]]:
    """Read a folded sentence: its categories as a string of codes, and the lexeme of each code."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
    code = codes()
    string: list[str] = []
    found: list[Lexeme | None] = []

    def put(start: int, end: int, category: str, value: str = "") -> None:
        string.append(code[category])
        found.append(Lexeme(start, end, category, value))

    at, count = 0, len(words)
    while at < count:
        word, start, end = words[at]
        at += 1
        if word.isdecimal():
            put(start, end, _number(word), str(int(word)))
            continue
        if word in _SIGNS:
            put(start, end, _SIGNS[word])
            continue
        cut, conjunction, entries = _look_up(word)
        for entry in entries:
            size = len(entry.rest)
            if entry.rest == tuple(w for w, _, _ in words[at : at + size]):
                if entry.category == "not_future":
                    continue
                if conjunction:
                    put(start, start + 1, "and")
                put(start + cut, words[at + size - 1][2] if size else end, entry.category, entry.value)
                at += size
                break
        else:
            if _is_future(word):
                put(start, end, "future")
            else:
                string.append(OTHER)
                found.append(None)
    return "".join(string), tuple(found)
