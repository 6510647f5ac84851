"""Patterns: the grammar of time expressions, rows of kg/lexicon/rows/time_patterns.tsv.

A row is compiled to a regular expression over category codes, so matching costs nothing where
a sentence holds no time word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.sentence.table import table
from kg.time.lexemes import OTHER, Lexeme, codes

_TOKEN: Final = re.compile(r"(?P<slot>[a-z_0-9]+):|(?P<name>@?[a-z_0-9]+)|(?P<sign>[()|?*])|\s+")
_MACRO: Final = "@"
_REPEAT: Final = "{0,8}"
"""What * allows: no real expression repeats more, and hostile text costs only its length."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One compiled row."""

    name: str
    rule: str
    regex: re.Pattern[str]
    starts: frozenset[str]
    """Codes with which a match can begin."""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of lexemes that a pattern covers; ``slots`` are the parts it remembers."""

    pattern: Pattern
    first: int
    last: int
    """Index of the lexeme after the last."""
    slots: dict[str, tuple[Lexeme, ...]]

    def first_of(self, slot: str, *categories: str) -> Lexeme | None:
        """First lexeme of a slot (of one of the categories, when given)."""
        for lexeme in self.slots.get(slot, ()):
            if not categories or lexeme.category in categories:
                return lexeme
        return None

    def value(self, slot: str) -> str | None:
        """Value of the first lexeme of a slot."""
        lexeme = self.first_of(slot)
        return None if lexeme is None else lexeme.value


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: its regular expression over codes, and how a match of it can begin."""

    regex: str
    starts: frozenset[str]
    empty: bool
    """Whether it can match nothing."""


class _Reader:
    """Reads one row's pattern: alternatives of sequences of items, as in the table's heading."""

    def __init__(self, pattern: str, macros: Mapping[str, _Part]) -> None:
        self.tokens = [m for m in _TOKEN.finditer(pattern) if m.lastgroup]
        self.macros = macros
        self.at = 0

    def sign(self, *signs: str) -> str | None:
        """The next token, taken, when it is one of ``signs``."""
        if self.at < len(self.tokens) and self.tokens[self.at]["sign"] in signs:
            self.at += 1
            return str(self.tokens[self.at - 1]["sign"])
        return None

    def alternatives(self) -> _Part:
        parts = [self.sequence()]
        while self.sign("|"):
            parts.append(self.sequence())
        starts = frozenset().union(*(p.starts for p in parts))
        return _Part("|".join(p.regex for p in parts), starts, any(p.empty for p in parts))

    def sequence(self) -> _Part:
        regex, starts, empty = "", frozenset[str](), True
        while self.at < len(self.tokens) and self.tokens[self.at]["sign"] not in ("|", ")"):
            part = self.item()
            regex += part.regex
            starts |= part.starts if empty else frozenset()
            empty = empty and part.empty
        return _Part(regex, starts, empty)

    def item(self) -> _Part:
        slot = self.tokens[self.at]["slot"]
        self.at += slot is not None
        if self.sign("("):
            part = self.alternatives()
            self.at += 1  # the closing bracket
        else:
            name = self.tokens[self.at]["name"]
            self.at += 1
            code = "" if name.startswith(_MACRO) else codes()[name]
            part = self.macros[name] if not code else _Part(code, frozenset(code), False)
        opening = f"(?P<{slot}>" if slot else "(?:"
        how_often = self.sign("?", "*") or ""
        repeat = _REPEAT if how_often == "*" else how_often
        return _Part(f"{opening}{part.regex}){repeat}", part.starts, part.empty or how_often != "")


@cache
def patterns() -> tuple[Pattern, ...]:
    """All rows that are not macros, in the table's order.

    Raises KeyError when a row names a category or macro that no table has.
    """
    macros: dict[str, _Part] = {}
    found: list[Pattern] = []
    for row in table("time_patterns"):
        part = _Reader(row["pattern"], macros).alternatives()
        if row["name"].startswith(_MACRO):
            macros[row["name"]] = part
        else:
            regex = re.compile(part.regex)
            found.append(Pattern(row["name"], row["rule"], regex, part.starts))
    return tuple(found)


@cache
def _starts() -> dict[str, tuple[Pattern, ...]]:
    """For each category code, the patterns that can begin with it."""
    return {c: tuple(p for p in patterns() if c in p.starts) for c in codes().values()}


@cache
def _alone() -> frozenset[str]:
    """Codes that make an expression by themselves (أمس); في or بعد do not."""
    return frozenset(
        code for code, rows in _starts().items() if any(p.regex.fullmatch(code) for p in rows)
    )


def matches(string: str, lexemes: Sequence[Lexeme | None]) -> Iterator[Match]:
    """The longest match at each place, left to right, never overlapping."""
    starts, alone = _starts(), _alone()
    at, size = 0, len(string)
    while at < size:
        if string[at] == OTHER or (
            string[at + 1 : at + 2] in ("", OTHER) and string[at] not in alone
        ):
            at += 1
            continue
        best: re.Match[str] | None = None
        chosen: Pattern | None = None
        for pattern in starts.get(string[at], ()):
            m = pattern.regex.match(string, at)
            if m and m.end() > (best.end() if best else at):
                best, chosen = m, pattern
        if best is None or chosen is None:
            at += 1
            continue
        slots = {
            name: tuple(x for x in lexemes[best.start(name) : best.end(name)] if x is not None)
            for name, text in best.groupdict().items()
            if text
        }
        yield Match(chosen, best.start(), best.end(), slots)
        at = best.end()
