"""Words: the surface words of a text, each with its exact place, and where a prefix may end.

A word is a run of Arabic letters with their marks, a number, a run of other letters and
digits, or a single sign. Nothing is normalised here: ``text[w.start:w.end] == w.text``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """A surface word; ``start`` and ``end`` are ``str`` offsets into the text it came from."""

    start: int
    end: int
    text: str


def _characters(first: int, last: int, kinds: str) -> str:
    """The characters of a code range whose Unicode category starts with one of ``kinds``."""
    return "".join(
        chr(code) for code in range(first, last + 1) if unicodedata.category(chr(code))[0] in kinds
    )


# Letters (L) and marks (M) of the Arabic blocks, presentation forms included; tatweel ـ is a
# letter by its category, so it stays inside its word, as do the short vowels.
_ARABIC: Final = "".join(
    _characters(first, last, "LM")
    for first, last in ((0x0600, 0x06FF), (0x0750, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE))
)
_ARABIC_MARKS: Final = _characters(0x0600, 0x06FF, "M") + _characters(0x0870, 0x08FF, "M")
# Accents, enclosing marks and variation selectors that hang on a Latin letter or an emoji.
_OTHER_MARKS: Final = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Bidi controls, joiners and soft hyphens: web pages strew them inside words, where no reader
# sees them. They join the letters around them but never begin or end a word.
_JOINERS: Final = "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
# What no reader sees at all: control characters, zero width space, lone surrogates, tags.
_UNSEEN: Final = _JOINERS + (
    "\x00-\x1f\x7f-\x9f\u0600-\u0605\u06dd\u08e2\u200b\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e007f"
)

# Possessive quantifiers (++ and *+) never give back what they took, so no input, however
# hostile, is read more than twice.
_WORD: Final = re.compile(
    rf"""
      [{_ARABIC}]++ (?: [{_JOINERS}]++ [{_ARABIC}]++ )*+    # فرنسا، وَزيـــر
    | \d++ (?: [.,٫٬] [{_JOINERS}]*+ \d++ )++                # 3.5  1,200  ٣٫٥
    | [^\W_{_ARABIC}]++                                     # Paris  2016  F16  5G
      (?: [{_OTHER_MARKS}{_JOINERS}]++ [^\W_{_ARABIC}]++ )*+ [{_OTHER_MARKS}]*+
    | [^\s{_UNSEEN}] [{_OTHER_MARKS}]*+                     # any other sign, by itself
    """,
    re.VERBOSE,
)

# What may follow a clitic letter without being a letter of its own: وَفرنسا، لـلبنان.
_HANGING: Final = f"{_ARABIC_MARKS}ـ{_JOINERS}"
_TRAIL: Final = rf"[{_HANGING}]*+"
_PROCLITICS: Final = re.compile(
    rf"""
    (?P<conjunction> [وف] {_TRAIL} )?+
    (?P<preposition> [بلك] {_TRAIL} | س {_TRAIL} (?=[يتنأا]) )?+   # س only before a verb: سيزور
    """,
    re.VERBOSE,
)
_LETTER: Final = re.compile(rf"[^{_HANGING}]")


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of ``text[start:end]`` in order, with exact offsets into ``text``; they never
    overlap.

    Every character is in exactly one word, except white space and what cannot be seen
    (control characters, zero width spaces, bidi controls at the edge of a word). Numbers keep
    the point or comma between their digits; every punctuation mark is a word by itself;
    Arabic letters never share a word with digits or Latin letters (لـ14، بـUNESCO: two words).
    """
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return tuple(Word(*m.span(), m.group()) for m in found)


def visible(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` holds any word at all, be it one sign."""
    return _WORD.search(text, start, end) is not None


def proclitics(word: str) -> tuple[int, ...]:
    """The lengths of the leading clitics that ``word`` may carry, shortest first.

    Candidates only: لبنان gives ``(1,)`` although its ل is its own; a lexicon or the reader
    decides. One of و ف, one of ب ل ك (س before a verb), or one after the other:
    ``وبفرنسا`` gives ``(1, 2)``. The article ال is part of the name and is not cut; ``للتحالف``
    gives ``(1,)``, leaving ``لتحالف``. At least two letters always remain. Lengths count the
    marks and tatweel that hang on the clitic.
    """
    found = _PROCLITICS.match(word)
    if found is None:  # cannot be: both groups are optional
        return ()
    ends = {found.end(group) for group in ("conjunction", "preposition")}
    return tuple(
        sorted(end for end in ends if end > 0 and len(_LETTER.findall(word, end, end + 64)) >= 2)
    )
