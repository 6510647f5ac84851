"""Rows: one article of a table, whatever the table's format and its columns' names."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from kg.article.input import Input, id_of, printable
from kg.errors import KhabarError, message
from kg.nouns import Article, Skipped
from kg.sentence.table import table

COLUMNS: Final = ("id", "source", "date", "title", "url", "text")
"""The columns that an article is read from; others are passed over."""
COMPLAINTS: Final = 100
"""Broken rows named for one file; the rest are only counted."""


def checked_columns(columns: Mapping[str, str] | None) -> dict[str, str]:
    """Our column → theirs; raises KhabarError K118 for a name that is not one of COLUMNS."""
    for column in columns or {}:
        if column not in COLUMNS:
            raise KhabarError("K118", column=printable(column), known=", ".join(COLUMNS))
    return {column: (columns or {}).get(column, column) for column in COLUMNS}


def column_there(ours: str, there: Container[str], named: Mapping[str, str] | None) -> str:
    """What a table calls our column, in small letters: what the user said, else our name, else
    the first usual name (rows/column_names.tsv) that is ``there``; our name if none is."""
    if ours in (named or {}):
        return _plain((named or {})[ours])
    return next((name for name in (ours, *_usual(ours)) if name in there), ours)


@cache
def _usual(ours: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in table("column_names") if row["column"] == ours)


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, object] | str]], source: Input
) -> Iterator[Article | Skipped]:
    """The articles of numbered rows; a row given as a string is broken, the string saying how.

    An article without an id gets one of its address or its text (``id_of``). At most COMPLAINTS
    broken rows are named, and a missing text column once; the others are counted at the end.
    """
    columns = checked_columns(source.columns)
    broken = missing = 0
    for number, row in rows:
        place = f"{source.name}:{number}"
        if isinstance(row, str):
            reason = row
        else:
            cells = _named(row, source.columns)
            text = cells["text"]
            if isinstance(text, str):
                yield _article(cells, text, number, source)
                continue
            if text is None and "text" not in _columns(row, source.columns):
                missing += 1
                if missing == 1:
                    yield Skipped(place, no_text_column(row, columns, place))
                continue
            reason = f"'{printable(columns['text'])}' holds no text"
        broken += 1
        if broken <= COMPLAINTS:
            yield Skipped(place, message("K105", file=place, reason=reason))
    for count, code in ((missing - 1, "K106"), (broken - COMPLAINTS, "K105")):
        if count > 0:
            yield Skipped(source.name, message("K117", file=source.name, count=count, kind=code))


def no_text_column(row: Iterable[str], columns: Mapping[str, str], place: str) -> str:
    """Message K106, with the columns that there are."""
    return message("K106", file=place, column=printable(columns["text"]), columns=shown(row))


def shown(names: Iterable[str]) -> str:
    """Column names in a row, cut where they are too many to read."""
    listed = printable(", ".join(map(str, names)))
    return listed if len(listed) <= 200 else listed[:200] + "…"


def _named(row: Mapping[str, object], named: Mapping[str, str] | None) -> dict[str, object]:
    """The cells by our names; a column's name is compared without capitals and outer spaces."""
    cells = {_plain(name): cell for name, cell in row.items()}
    return {ours: cells.get(column_there(ours, cells, named)) for ours in COLUMNS}


def _columns(row: Iterable[str], named: Mapping[str, str] | None) -> frozenset[str]:
    """Our columns that a row has."""
    there = frozenset(map(_plain, row))
    return frozenset(ours for ours in COLUMNS if column_there(ours, there, named) in there)


def _plain(name: str) -> str:
    return name.strip().casefold()


def _article(cells: Mapping[str, object], text: str, number: int, source: Input) -> Article:
    def cell(name: str) -> str | None:
        value = cells[name]
        return str(value).strip() or None if isinstance(value, str | int | float) else None

    return Article(
        id=cell("id") or id_of(cell("url"), cell("title"), text),
        text=text,
        source=cell("source"),
        date=cell("date"),
        title=cell("title"),
        url=cell("url"),
        origin=f"{source.name}:{number}",
    )
