"""CSV and TSV: the first row names the columns, each further row is an article; streamed."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import IO

from kg.article.input import LONGEST_ARTICLE, LONGEST_ROW, Input, lines
from kg.article.row import checked_columns, column_there, no_text_column, read_rows, shown
from kg.errors import KhabarError, message
from kg.nouns import Article, Skipped


def read_csv(stream: IO[bytes], source: Input) -> Iterator[Article | Skipped]:
    """The articles of a table; rows are numbered as a spreadsheet does, the heading being row 1.

    The divider is whichever of comma, semicolon and tab the heading has most of. Raises
    KhabarError K101, K102 or K113; a missing text column is one Skipped (K106).
    """
    # Python's own limit, 131,072 characters a cell, is shorter than some articles.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_ARTICLE + 1))
    text = _short_lines(lines(stream, source, ""))
    first = next(text, "")
    divider = max((",", ";", "\t"), key=first.count)
    rows = csv.reader(chain([first], text), delimiter=divider)
    try:
        heading = next(rows, [])
    except csv.Error as wrong:
        raise KhabarError("K105", file=f"{source.name}:1", reason=str(wrong)) from None
    columns = checked_columns(source.columns)
    there = {name.strip().casefold() for name in heading}
    for ours, theirs in columns.items():
        if column_there(ours, there, source.columns) in there:
            continue
        if ours == "text":
            yield Skipped(source.name, no_text_column(heading, columns, source.name))
            return
        if ours in source.columns:
            told = {"file": source.name, "column": theirs, "field": ours, "columns": shown(heading)}
            yield Skipped(source.name, message("K122", **told))
    yield from read_rows(_numbered(rows, heading), source)


def _short_lines(text: Iterator[str | None]) -> Iterator[str]:
    for line in text:
        if line is None:
            raise csv.Error(f"a line longer than {LONGEST_ROW:,} characters, the limit")
        yield line


def _numbered(
    rows: Iterator[list[str]], heading: list[str]
) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error as wrong:
            # Most often a quotation mark that is never closed: what follows cannot be trusted.
            yield number, f"{wrong}; perhaps a quotation mark is not closed; rows after it unread"
            return
        if cells is None:
            return
        if len(cells) > len(heading):
            yield number, f"{len(cells)} cells under {len(heading)} columns"
        elif cells:
            yield number, dict(zip(heading, cells, strict=False))
