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
# باب is a door, not ب and آب: these take no prefix but و.
_NEVER_PREFIXED: Final = ("month_maybe", "month_weak", "hijri_maybe")
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


def _look_up(word: str) -> tuple[int, str, tuple[_Entry, ...]]:
    """Length of the clitics cut off, ``and`` when و is one of them, and the rows of the rest."""
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


def _is_future(word: str) -> bool:
    """Whether a word looks like a verb with the prefix of the future (سيزور، وستعقد)."""
    bare = word[1:] if word[:1] in "وف" else word
    return bare[:2] in ("سي", "ست") and len(bare) > 3 and not bare.startswith(_nouns_like_future())


def _number(word: str) -> str:
    if len(word) <= 2:
        return "small"
    return "big" if len(word) == 4 and 1000 <= int(word) <= 2199 else "num"


@lru_cache(maxsize=1 << 16)
def _classify(word: str) -> tuple[str, str] | tuple[int, str, tuple[_Entry, ...]] | None:
    """What a word is by itself: a category and value, rows to try, or None for any other word."""
    if word.isdecimal():
        return _number(word), str(int(word))
    if word in _SIGNS:
        return _SIGNS[word], ""
    cut, conjunction, entries = _look_up(word)
    kept = tuple(
        e
        for e in entries
        if e.category != "not_future"
        and not (cut and not conjunction and e.category in _NEVER_PREFIXED)
    )
    if kept:
        return cut, conjunction, kept
    return ("future", "") if not entries and _is_future(word) else None


def lexemes(folded: str) -> tuple[str, tuple[Lexeme | None, ...]]:
    """Read a folded sentence: its categories as a string of codes, and the lexeme of each code."""
    matched = list(_WORD.finditer(folded))
    words = [m.group() for m in matched]
    code = codes()
    string: list[str] = []
    found: list[Lexeme | None] = []

    def put(start: int, end: int, category: str, value: str = "") -> None:
        string.append(code[category])
        found.append(Lexeme(start, end, category, value))

    past = 0
    for at, kind in enumerate(map(_classify, words)):
        if at < past:
            continue
        if kind is None:
            string.append(OTHER)
            found.append(None)
            continue
        start, end = matched[at].span()
        if len(kind) == 2:
            put(start, end, *kind)
            continue
        cut, conjunction, entries = kind
        for entry in entries:
            past = at + 1 + len(entry.rest)
            if entry.rest == tuple(words[at + 1 : past]):
                if conjunction:
                    put(start, start + 1, conjunction)
                put(start + cut, matched[past - 1].end(), entry.category, entry.value)
                break
        else:
            past = 0
            string.append(OTHER)
            found.append(None)
    return "".join(string), tuple(found)
