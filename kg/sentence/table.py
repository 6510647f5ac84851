"""The hand-made tables that the sentence stage reads: tab-separated rows under kg/lexicon."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import KhabarError

_ROWS: Final = Path(__file__).parent.parent / "lexicon" / "rows"
_SAID: Final = {
    "form": "one form of a word in Arabic, without comma, semicolon, | or quotation marks around "
    "it",
    "form|": "nothing, or one form of a word in Arabic, without comma, semicolon, | or quotation "
    "marks around it",
    "forms": "forms divided by | alone, without comma, semicolon or quotation marks around them",
    "country": "the code of a country, two capital letters (ISO 3166-1 alpha-2: SA)",
    "country|": "nothing, or the code of a country, two capital letters (ISO 3166-1 alpha-2: SA)",
    "qid|": "nothing, or a Wikidata id: Q and digits (Q142)",
    "geonames|": "nothing, or a GeoNames id: digits alone (292968)",
}
_ID: Final = {
    "country": re.compile("[A-Z]{2}"),
    "qid": re.compile("Q[1-9][0-9]*"),
    "geonames": re.compile("[1-9][0-9]*"),
}
_DIVIDERS: Final = frozenset(",;،؛|")
_QUOTES: Final = tuple("\"'“”«»")
"""What divides forms elsewhere, and what Excel puts around a cell: here they would be a part of the
form, which then stands in no text."""


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``kg/lexicon/rows/<name>.tsv``, by column; lines that begin with # are notes.

    Raises KhabarError K211: a cell holds what its column cannot (``columns.tsv``); K212: the file
    is not in UTF-8; K213: a column is not there.
    """
    file = file_of(name)
    allowed = {} if name == "columns" else _columns().get(name, {})
    found = []
    for line, row in _rows(file):
        for column, holds in allowed.items():
            if column not in row:
                raise KhabarError("K213", file=file, column=column, first=", ".join(row)[:80])
            if not _fits(row.get(column, ""), holds):
                expected = _SAID.get(holds) or holds.replace("|", ", ").removesuffix(", ")
                raise KhabarError(
                    "K211", file=file, row=line, column=column, found=row.get(column, ""),
                    expected=expected,
                )  # fmt: skip
        found.append(MappingProxyType(row))
    return tuple(found)


def file_of(name: str) -> Path:
    """Where a table stands."""
    return _ROWS / f"{name}.tsv"


def numbered(name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a table, each with the number of its line, for messages. Raises as ``table``."""
    return zip((line for line, _ in _rows(file_of(name))), table(name), strict=True)


def look_over() -> None:
    """Read every table of which ``columns.tsv`` speaks, before any article is. Raises K211."""
    for name in _columns():
        table(name)


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column, each with the number of its line. Raises KhabarError K212: not in UTF-8."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            lines = [(n, line) for n, line in enumerate(stream, 1) if not line.startswith("#")]
    except UnicodeDecodeError as wrong:
        raise KhabarError("K212", file=file, offset=wrong.start) from None
    told = (line for _, line in lines)
    rows = csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
    for row in rows:
        yield lines[rows.line_num - 1][0], row


@cache
def _columns() -> Mapping[str, Mapping[str, str]]:
    """What columns may hold, by table."""
    out: dict[str, dict[str, str]] = {}
    for row in table("columns"):
        out.setdefault(row["table"], {})[row["column"]] = row["holds"]
    return out


def _fits(cell: str, holds: str) -> bool:
    """``holds``: words between bars, ``number``, ``1…12``, or one of ``_SAID``."""
    if holds in _SAID:
        kind, bar, _ = holds.partition("|")
        if not cell:
            return bool(bar) or kind == "forms"
        if kind in _ID:
            return _ID[kind].fullmatch(cell) is not None
        if kind == "forms":
            return all(map(_form, cell.split("|")))
        return _form(cell) and re.search("[ء-ي]", cell) is not None
    low, dots, high = holds.partition("…")
    if dots:
        return cell.isascii() and cell.isdigit() and int(low) <= int(cell) <= int(high)
    if holds == "number":
        try:
            return isfinite(float(cell))
        except ValueError:
            return False
    return cell in holds.split("|")


def _form(text: str) -> bool:
    whole = text != "" and text == text.strip()
    return whole and _DIVIDERS.isdisjoint(text) and not text.startswith(_QUOTES)
