"""Encodings: which one some bytes are in, told by what they say, never by luck.

Arabic text comes in UTF-8, in UTF-16 (Windows "Unicode"), and from older systems in
Windows-1256 or ISO 8859-6, where one byte is one letter and nothing declares it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SAMPLE: Final = 1 << 18
"""As many bytes as are looked at to recognise an encoding."""

_MARKS: Final = (  # byte order marks; UTF-32 first, for its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# First bytes of the files that people take for text, and what to call them.
_BINARY: Final[Mapping[bytes, str]] = MappingProxyType(
    {
        b"%PDF": "a PDF",
        b"PK\x03\x04": "a ZIP archive or Office document",
        b"\xd0\xcf\x11\xe0": "an old Office document",
        b"\x1f\x8b": "a gzip archive",
        b"\x28\xb5\x2f\xfd": "a Zstandard archive",
        b"\x89PNG": "a PNG image",
        b"\xff\xd8\xff": "a JPEG image",
        b"GIF8": "a GIF image",
        b"SQLite format 3": "an SQLite database",
        b"{\\rtf": "an RTF document",
    }
)

_ARABIC: Final = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")
_FOREIGN: Final = re.compile(r"(?![\u0620-\u065f\u0671-\u06d3])[^\W\d_\x00-\x7f]")
_MIXED: Final = re.compile(
    r"[A-Za-z][\u0620-\u064a]"
)  # é of a French word, read as an Arabic letter
_WORD: Final = re.compile(r"[^\W\d_]+")
# The article ال and the commonest particles: a third of the words of any Arabic text.
_COMMON: Final = re.compile(r"\b(?:[وبفك]?ال|لل)\w+|\b(?:في|من|على|إلى|الى|عن|أن|ان|إن|التي)\b")


def binary_kind(sample: bytes) -> str | None:
    """What the bytes are, in words, if they are not text; None if they may be text."""
    for beginning, kind in _BINARY.items():
        if sample.startswith(beginning):
            return kind
    if any(sample.startswith(mark) for mark, _ in _MARKS):
        return None
    return "binary data" if b"\0" in sample and _wide(sample) is None else None


def recognise(sample: bytes) -> str | None:
    """The Python codec of a text that begins with ``sample``; None when none fits.

    ``sample`` may end inside a character. A byte order mark decides; then UTF-16 by its
    pattern of high bytes; then UTF-8, a few broken bytes allowed; then the one-byte Arabic
    encodings, by the share of Arabic letters and of common words that they would give.
    """
    for mark, codec in _MARKS:
        if sample.startswith(mark):
            return codec
    if b"\0" in sample:
        return _wide(sample)
    if _is_utf8(sample):
        return "utf-8"
    best = max(("cp1256", "iso8859-6"), key=lambda codec: _likeness(sample, codec))
    if _likeness(sample, best) > 0:
        return best
    letters = sum(byte < 0x80 and chr(byte).isalpha() for byte in sample)
    # Mostly Latin letters: a text in a European language, which the language check will tell.
    return "cp1252" if letters > len(sample.translate(None, b" \t\r\n")) * 0.7 else None


def decode(data: bytes, codec: str) -> str:
    """``data`` as text; a byte that is no UTF-8 becomes a lone surrogate, to be told later."""
    return data.decode(codec, errors_for(codec))


def errors_for(codec: str) -> str:
    """The error handler that keeps broken bytes countable where the codec allows it."""
    return "surrogateescape" if codec.startswith("utf-8") else "replace"


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: nearly every other byte is 06 (Arabic), 00 (ASCII) or 20 («…»)."""
    pairs = len(sample) // 2
    for codec, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        known = high.count(b"\x06") + high.count(b"\x00") + high.count(b"\x20")
        if high.count(b"\x06") > pairs * 0.3 and known >= pairs * 0.95:
            return codec
    return None


def _is_utf8(sample: bytes) -> bool:
    """Whether this is UTF-8, with at most one broken byte in a hundred characters."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(sample)
    broken = sum("\udc80" <= character <= "\udcff" for character in text)
    return broken * 100 <= len(text)


def _likeness(sample: bytes, codec: str) -> float:
    """How much like Arabic the bytes read in ``codec``; 0 when they cannot be that."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return 0.0
    arabic, foreign = len(_ARABIC.findall(text)), len(_FOREIGN.findall(text))
    if arabic == 0 or foreign * 10 > arabic or len(_MIXED.findall(text)) * 5 > arabic:
        return 0.0
    common, total = len(_COMMON.findall(text)), len(_WORD.findall(text))
    if total >= 20 and common * 20 < total * arabic / (arabic + foreign) * 0.5:
        return 0.0
    return arabic / (arabic + foreign) + common / total
