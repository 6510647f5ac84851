"""The hand-made tables that the sentence stage reads: tab-separated rows under kg/lexicon."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kg.errors import KhabarError

_ROWS: Final = Path(__file__).parent.parent / "lexicon" / "rows"
_SAID: Final = {
    "form": "one form of a word, without comma, semicolon, | or quotation marks around it",
    "form|": "nothing, or one form of a word, without comma, semicolon, | or quotation marks "
    "around it",
    "forms": "forms divided by | alone, without comma, semicolon or quotation marks around them",
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
    file = _ROWS / f"{name}.tsv"
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
    """``holds``: words between bars, ``number``, ``1…12``, ``form`` or ``forms`` (perhaps none)."""
    if holds == "forms":
        return not cell or all(map(_form, cell.split("|")))
    if holds in _SAID:
        return _form(cell) or (not cell and holds == "form|")
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
