"""The hand-made rows that are compiled: ids looked over, and whether the compiled tables are still
those of their rows.

Whoever adds a city and does not compile has added nothing: a build says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

from kg.errors import KhabarError, message
from kg.nouns import Skipped
from kg.sentence.table import file_of, numbered, table

MADE_OF: Final = {
    "countries": ("countries",),
    "places": ("cities", "seats", "regions"),
    "organisations": ("organisations",),
}
"""Compiled table → the tables of ``rows/`` that it is made of."""
HEAD: Final = "# Compiled by python -m kg.lexicon.compile from rows {mark}: edit kg/lexicon/rows."
_FOLDER: Final = Path(__file__).parent
_ONE_THING: Final = (
    ("countries", ("iso2",)), ("countries", ("qid",)),
    ("cities", ("country", "name_en")), ("cities", ("geonames",)), ("cities", ("qid",)),
    ("regions", ("key",)), ("regions", ("qid",)),
    ("organisations", ("key",)), ("organisations", ("qid",)),
)  # fmt: skip
"""Columns that are one thing's alone in their table. Not among tables: a city state is a city and
a country."""


def mark_of(name: str) -> str:
    """Twelve hexadecimal digits of the rows that a compiled table is made of: of the cells, not of
    notes and line ends."""
    rows = (row for one in MADE_OF[name] for row in (table(one)[0], *_cells(one)))
    told = "\n".join("\t".join(row) for row in rows)
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _cells(name: str) -> Iterator[Iterable[str]]:
    return (row.values() for row in table(name))


def outdated() -> Iterator[Skipped]:
    """Message K218 of each compiled table that was made of other rows than there are now.

    Raises KhabarError K211, K212 or K213 of a table that is not whole.
    """
    for name in MADE_OF:
        file = _FOLDER / f"{name}.tsv"
        with file.open(encoding="utf-8") as lines:
            marked = re.search(r"from rows (\w+)", next(lines, ""))
        if not marked or marked.group(1) != mark_of(name):
            rows = ", ".join(f"rows/{one}.tsv" for one in MADE_OF[name])
            yield Skipped(str(file), message("K218", file=file, rows=rows))


def look_over() -> None:
    """Look at what no single cell tells, before anything is compiled.

    Raises KhabarError K211 (a country that has no row, and what ``table`` raises), K217 (an id or
    a key that two rows have).
    """
    for name, columns in _ONE_THING:
        first: dict[tuple[str, ...], int] = {}
        for line, row in numbered(name):
            found = tuple(row[column] for column in columns)
            if not all(found):
                continue
            if found in first:
                raise KhabarError(
                    "K217", file=file_of(name), row=line, column=" and ".join(columns),
                    found=" ".join(found), first=first[found],
                )  # fmt: skip
            first[found] = line


def known_countries(known: frozenset[str]) -> None:
    """Look whether every row is in a country that there is. Raises KhabarError K211."""
    for name in ("cities", "seats", "regions", "organisations"):
        for line, row in numbered(name):
            if row["country"] and row["country"] not in known:
                raise KhabarError(
                    "K211", file=file_of(name), row=line, column="country", found=row["country"],
                    expected="the code of a country that has a row in kg/lexicon/countries.tsv",
                )  # fmt: skip
