"""Entries of the knowledge base: one country, place or organisation each, read from the tables.

A user's own table (``--entities my.tsv``: name, type, other names, Wikidata id …) is read into the
same entries, each bad row skipped with one line that says why.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from kg.errors import KhabarError, message
from kg.nouns import EntityType, Skipped
from kg.sentence.spelling import fold, name_key, slug
from kg.sentence.table import table

SHIPPED: Final = ("countries", "places", "organisations")
_FOLDER: Final = Path(__file__).parent
_TYPES: Final[dict[str, EntityType]] = {t: t for t in ("PER", "CTRY", "LOC", "ORG", "GRP")}
_HEADERS: Final = (["name", "type"], ["اسم", "نوع"], ["الاسم", "النوع"])
"""How a first row begins that only names the columns."""
_QID: Final = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the knowledge base."""

    key: str
    """``country/FR``, ``city/iq_mosul``, ``region/asia``, ``org/un``; a user's row: ``own/…``."""
    type: EntityType
    kind: str
    """What sort of thing: a row of rows/kinds.tsv."""
    name: str
    others: tuple[str, ...] = ()
    contextual: tuple[str, ...] = ()
    """Short names that mean it only where the article speaks of it anyway (المملكة)."""
    qid: str | None = None
    name_en: str | None = None
    country: str | None = None
    """Key of the country that contains it."""
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    flag: str = ""
    """What its names need around them to be found in text: see rows/ambiguous.tsv."""
    stands_for: str | None = None
    """Key of the country whose government its name may mean (واشنطن)."""
    capital_of: str | None = None
    demonyms: tuple[str, ...] = ()
    """Nationality adjectives, masculine singular without the article."""
    plurals: tuple[str, ...] = ()
    """Broken plurals of the nationality: أتراك."""
    same_as: str | None = None
    """The IRI that a user's row gives."""


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """What a user's table held: its good rows, and one line for each bad one."""

    entries: tuple[Entry, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@cache
def shipped() -> tuple[Entry, ...]:
    """Every entry of the tables that come with Khabar, in the order of the tables."""
    return tuple(entry for name in SHIPPED for entry in _read(_FOLDER / f"{name}.tsv"))


def _read(path: Path) -> Iterator[Entry]:
    # Compiled by us and tested: split by hand, for every build waits for these 2,500 rows.
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = {name: place for place, name in enumerate(lines[1].split("\t"))}
    last = "demonyms" in columns
    at = [columns[c] for c in COLUMNS_READ]
    for line in lines[2:]:
        cells = line.split("\t")
        key, kind, qid, name, others, contextual, english, country, *rest = [cells[i] for i in at]
        latitude, longitude, population, flag, stands_for, capital_of = rest
        yield Entry(
            key,
            _TYPES[cells[columns["type"]]],
            kind,
            name,
            _parts(others),
            _parts(contextual),
            qid or None,
            english or None,
            country or None,
            float(latitude) if latitude else None,
            float(longitude) if longitude else None,
            int(population or 0),
            flag,
            stands_for or None,
            capital_of or None,
            _parts(cells[columns["demonyms"]]) if last else (),
            _parts(cells[columns["plurals"]]) if last else (),
        )


COLUMNS_READ: Final = (
    "key", "kind", "qid", "name", "others", "contextual", "name_en", "country",
    "latitude", "longitude", "population", "flag", "stands_for", "capital_of",
)  # fmt: skip


@cache
def country_codes() -> dict[str, str]:
    """Key of a country → its ISO 3166-1 alpha-3 code: ``country/FR`` → ``FRA``."""
    lines = (_FOLDER / "countries.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines[1:], delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["key"]: row["iso3"] for row in rows if row["iso3"]}


@cache
def classes_of(kind: str) -> tuple[str, ...]:
    """The finer classes of an entry of that kind, as CURIEs; empty for an unknown kind."""
    return _parts({row["kind"]: row["classes"] for row in table("kinds")}.get(kind, ""))


def own(paths: Sequence[str | Path]) -> OwnEntries:
    """The entries of the users' tables, in order.

    A table is UTF-8 text, cells divided by tabs: name, type (PER, CTRY, LOC, ORG or GRP), other
    names divided by ``|``, Wikidata id, English name, IRI; the last four may be left out, lines
    that begin with # and a header row are no entries. Raises KhabarError K201 where a file cannot
    be read and K202 where it is no UTF-8; a bad row is skipped and the others go on.
    """
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    taken: dict[str, str] = {}
    for path in map(Path, paths):
        for number, cells in _rows(path):
            origin = f"{path}:{number}"
            read = _own_entry(cells, path, number, taken)
            if isinstance(read, Entry):
                taken[name_key(read.name)] = origin
                entries.append(read)
            else:
                skipped.append(Skipped(origin, read))
    return OwnEntries(tuple(entries), tuple(skipped))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KhabarError("K202", file=path, offset=error.start) from None
    except OSError as error:
        raise KhabarError("K201", file=path, reason=error.strerror or "not readable") from None
    lines = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, cells in enumerate(lines, start=1):
        cells = [cell.strip() for cell in cells]
        header = [cell.lower() for cell in cells[:2]] in _HEADERS
        if any(cells) and not cells[0].startswith("#") and not header:
            yield number, cells


def _own_entry(cells: list[str], path: Path, row: int, taken: dict[str, str]) -> Entry | str:
    """The entry of one row, or the one line that says why it is none."""
    name, kind, others, qid, english, same = (*cells[:6], "", "", "", "", "")[:6]
    if len(cells) < 2 or len(cells) > 6:
        return message("K203", file=path, row=row, found=len(cells))
    if not name_key(name):
        return message("K204", file=path, row=row)
    if kind.upper() not in _TYPES:
        return message("K205", file=path, row=row, found=kind)
    if qid and not _QID.fullmatch(qid):
        return message("K206", file=path, row=row, found=qid)
    if same and not is_iri(same):
        return message("K214", file=path, row=row, found=same)
    if name_key(name) in taken:
        return message("K207", file=path, row=row, name=name, first=taken[name_key(name)])
    names = tuple(part.strip() for part in others.split("|") if name_key(part))
    return Entry(
        f"own/{slug(name)}", _TYPES[kind.upper()], "own", name, names,
        qid=qid or None, name_en=english or None, same_as=same or None,
    )  # fmt: skip


def is_iri(text: str) -> bool:
    """Whether a graph can name something so: ``https://…``, ``http://…`` or ``urn:…``."""
    from pyoxigraph import NamedNode

    try:
        NamedNode(text)
    except ValueError:
        return False
    return text.startswith(("https://", "http://", "urn:"))


def folded(names: Sequence[str]) -> list[str]:
    """``fold`` of many names at once: much faster than one by one."""
    if not names:
        return []
    return fold("\n".join(name.replace("\n", " ") for name in names)).text.split("\n")
