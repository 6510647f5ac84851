"""JSON: one article a line (JSONL, streamed), or one list of articles (read whole)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO, Any, Final

from kg.article.encoding import SAMPLE, decode
from kg.article.input import LONGEST_ROW, Input, codec_of, lines, whole
from kg.article.row import read_rows
from kg.errors import KhabarError
from kg.nouns import Article, Skipped

LARGEST_LIST: Final = 256_000_000
"""Bytes of a .json file, which must be held whole; JSONL has no such limit."""


def read_jsonl(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """The articles of a JSONL file, numbered by line; only one line is held at a time."""
    return read_rows(_numbered(lines(stream, source, "\n")), source)


def read_json(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """The articles of a .json file: a list of objects, one object, or really JSONL.

    An object that only wraps a list of objects ({"articles": […]}) is opened.
    """
    data = whole(stream, source, LARGEST_LIST)
    text = decode(data, codec_of(data[:SAMPLE], source))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        first = text.lstrip().split("\n", 1)[0]
        if isinstance(_row(first), Mapping):
            return read_rows(_numbered(iter(text.split("\n"))), source)
        raise KhabarError("K105", file=source.name, reason=_said(wrong)) from None
    rows = _listed(found)
    if not rows:
        raise KhabarError("K105", file=source.name, reason="a list without articles")
    return read_rows(
        (
            (number, row if isinstance(row, dict) else "not an object with columns")
            for number, row in enumerate(rows, 1)
        ),
        source,
    )


def _listed(found: Any) -> list[Any]:
    if isinstance(found, dict):
        lists = [
            value
            for value in found.values()
            if isinstance(value, list) and value and isinstance(value[0], dict)
        ]
        return lists[0] if len(lists) == 1 and "text" not in found else [found]
    return found if isinstance(found, list) else [found]


def _numbered(
    rows: Iterator[str | None] | Iterator[str],
) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    for number, line in enumerate(chain(rows), 1):
        if line is None:
            yield number, f"longer than {LONGEST_ROW:,} characters, the limit"
        elif line.strip():
            yield number, _row(line)


def _row(line: str) -> Mapping[str, object] | str:
    """The object on a line, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as wrong:
        return _said(wrong)
    return row if isinstance(row, dict) else "not an object with columns"


def _said(wrong: Exception) -> str:
    if isinstance(wrong, json.JSONDecodeError):
        return f"not JSON at character {wrong.pos} ({wrong.msg})"
    return "JSON nested too deeply" if isinstance(wrong, RecursionError) else f"not JSON ({wrong})"
