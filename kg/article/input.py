"""Inputs: a file or stream with its name for messages, opened as bytes whatever wraps it."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast
from urllib.parse import urlsplit

from kg.article.encoding import SAMPLE, binary_kind, errors_for, recognise
from kg.errors import KhabarError

LONGEST_ARTICLE: Final = 2_000_000
"""Characters in one article; a longer one is refused: it is an archive, not an article."""
LONGEST_ROW: Final = 16_000_000
"""Characters in one row of a table: an article with every letter escaped (\\uXXXX), and more."""
LARGEST_FILE: Final = 16_000_000
"""Bytes in a file that holds one article or one feed."""

KNOWN: Final = (
    ".txt, .html, .jsonl, .json, .csv, .tsv, .xml/.rss/.atom feeds (tables also as .gz or .zst)"
)
"""The kinds of file that are read, as messages name them."""

_UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read. ``name`` is for messages and is always one printable line."""

    name: str
    stem: str
    """The file's name without folders and endings: the id of an article that has no other."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """For tables: our column's name → theirs."""


def id_of(url: str | None, *words: str | None) -> str:
    """An id for an article that has none: twelve digits drawn from its address, or, where that
    names no page, from its ``words``.

    Neither its row nor its file: a row added on top, or the next week's file, would make every
    article another, and what a person rejected in one would be taken from its neighbour.
    """
    try:
        address = urlsplit(url or "")
        page = address.path.strip("/") or address.query
    except ValueError:  # no address at all
        page = ""
    drawn = (url or "") if page else "\n".join(word or "" for word in words)
    return f"article-{hashlib.sha1(drawn.encode('utf-8', 'replace')).hexdigest()[:12]}"


def whole_address(url: str) -> bool:
    """Whether it is an address of the web that leads somewhere from anywhere."""
    return re.match(r"https?://[^\s/?#]", url, re.IGNORECASE) is not None


def printable(name: str) -> str:
    """``name`` on one line: control characters and undecodable bytes become ``\\xNN``."""
    return _UNPRINTABLE.sub(lambda found: repr(found.group())[1:-1], name)


@contextmanager
def opened(path: Path | None) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked when it ends in .gz or .zst; None is standard input.

    Raises OSError where the file cannot be read and KhabarError K120 where zstandard is missing.
    """
    if path is None:
        yield sys.stdin.buffer
        return
    with path.open("rb") as packed:
        if path.suffix.lower() == ".gz":
            with gzip.open(packed) as unpacked:
                yield cast("IO[bytes]", unpacked)
        elif path.suffix.lower() == ".zst":
            try:
                import zstandard  # type: ignore[import-not-found]
            except ImportError:
                raise KhabarError("K120", file=printable(str(path))) from None
            try:
                with zstandard.ZstdDecompressor().stream_reader(packed) as unpacked_zst:
                    yield unpacked_zst
            except zstandard.ZstdError as wrong:
                raise OSError(str(wrong)) from None
        else:
            yield packed


def whole(stream: IO[bytes], source: Input, largest: int = LARGEST_FILE) -> bytes:
    """All bytes of ``stream``; raises KhabarError K101 if there are none, K112 if too many."""
    data = stream.read(largest + 1)
    if not data:
        raise KhabarError("K101", file=source.name)
    if len(data) > largest:
        raise KhabarError(
            "K112", file=source.name, found=f"over {largest:,} bytes", limit=f"{largest:,} bytes"
        )
    return data


def codec_of(sample: bytes, source: Input) -> str:
    """The codec of a text that begins with ``sample``; raises KhabarError K101, K102 or K113."""
    if not sample:
        raise KhabarError("K101", file=source.name)
    kind = binary_kind(sample)
    if kind is not None:
        raise KhabarError("K102", file=source.name, kind=kind, known=KNOWN)
    codec = recognise(sample)
    if codec is None:
        raise KhabarError("K113", file=source.name)
    return codec


def lines(stream: IO[bytes], source: Input, newline: str) -> Iterator[str | None]:
    """The lines of a text of any length, line ends kept, one at a time.

    ``newline`` is as in :func:`open` ("" or "\\n": nothing is translated). None stands for a line
    longer than LONGEST_ROW, which is passed over without being held. Raises as ``codec_of``.
    """
    head = stream.read(SAMPLE)
    codec = codec_of(head, source)
    joined = io.BufferedReader(Rejoined(head, stream))
    text = io.TextIOWrapper(joined, codec, errors_for(codec), newline=newline)
    while line := text.readline(LONGEST_ROW):
        if len(line) < LONGEST_ROW or line.endswith("\n"):
            yield line
            continue
        while line and not line.endswith("\n"):
            line = text.readline(LONGEST_ROW)
        yield None


class Rejoined(io.RawIOBase):
    """What was already read from a stream, then the rest of it; closing it leaves the stream."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
