"""Dumps of others' knowledge bases → rows of a table of names that ``--kb`` takes.

Three kinds, told apart by their first line or their ending: GeoNames (tab-separated, 19 columns:
``IQ.txt``, ``allCountries.txt``), Wikidata (JSON, one item a line) and RDF (Turtle, N-Triples,
RDF/XML, JSON-LD). Only what has an Arabic name is taken. Files may be packed with gzip; nothing
is fetched.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from kg.errors import KhabarError
from kg.sentence.spelling import name_key
from kg.sentence.table import table

RDF_ENDINGS: Final = (".ttl", ".nt", ".rdf", ".xml", ".jsonld")
_ARABIC: Final = re.compile(r"[ء-غف-ي\u064b-\u0652\s()\-–'’.،\d]*[ء-غف-ي][^a-zA-Z]*")
_FOREIGN: Final = re.compile(r"[پچژکگیےٹڈڑںھہۃەڪۆێڵ]")
"""Letters of Persian, Urdu and Kurdish, whose names stand beside the Arabic ones unmarked."""
_COLUMNS: Final = 19
_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SAME: Final = "http://www.w3.org/2002/07/owl#sameAs"
_WIKIDATA: Final = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Named:
    """One thing with its Arabic names; ``weight`` decides between namesakes (population)."""

    name: str
    type: str
    others: tuple[str, ...] = ()
    qid: str | None = None
    weight: int = 0

    def row(self) -> str:
        """The row of a table of names."""
        cells = (self.name, self.type, "|".join(self.others), self.qid or "")
        return "\t".join(cells).rstrip("\t")


def named(path: str | Path, countries: Collection[str] = ()) -> Iterator[Named]:
    """What a dump names in Arabic; ``countries``: of GeoNames only these (ISO 3166: IQ).

    Raises ``KhabarError`` K208 (cannot be read), K209 (none of the three kinds, or a broken row).
    """
    path = Path(path)
    ending = Path(path.stem if path.suffix == ".gz" else path.name).suffix.lower()
    try:
        if ending in RDF_ENDINGS:
            yield from _rdf(path, ending)
            return
        with _opened(path) as lines:
            first = next(lines, "")
            rows = chain((first,), lines)
            if first.lstrip()[:1] in ("[", "{"):
                yield from _wikidata(rows)
            elif first.count("\t") == _COLUMNS - 1:
                yield from _geonames(rows, {c.upper() for c in countries})
            else:
                raise KhabarError("K209", file=path, reason="its first line is none of these")
    except UnicodeDecodeError as error:
        raise KhabarError("K202", file=path, offset=error.start) from None
    except (ValueError, SyntaxError, EOFError) as error:
        reason = " ".join(str(error).split())[:120]
        raise KhabarError("K209", file=path, reason=reason) from None
    except OSError as error:
        raise KhabarError("K208", file=path, reason=error.strerror or error) from None


def as_table(found: Iterable[Named]) -> str:
    """A table of names, sorted; of things with one name in any spelling the heaviest is kept."""
    best: dict[str, Named] = {}
    for one in found:
        key = name_key(one.name)
        if key and (key not in best or _rank(one) > _rank(best[key])):
            best[key] = one
    rows = sorted(one.row() for one in best.values())
    return "".join(f"{line}\n" for line in ("name\ttype\tother names\tWikidata id", *rows))


@contextmanager
def names_of(paths: Sequence[str | Path]) -> Iterator[list[str | Path]]:
    """The paths of tables of names, those of RDF files exchanged for tables made of them.

    Raises ``KhabarError`` K208, K209, K210 (nothing in it has an Arabic name).
    """
    with TemporaryDirectory(prefix="khabar-") as folder:
        tables: list[str | Path] = []
        for number, path in enumerate(map(Path, paths)):
            if path.suffix.lower() not in RDF_ENDINGS:
                tables.append(path)
                continue
            text = as_table(named(path))
            if text.count("\n") < 2:
                raise KhabarError("K210", file=path)
            table = Path(folder) / str(number) / f"{path.name}.tsv"
            table.parent.mkdir()
            table.write_text(text, encoding="utf-8")
            tables.append(table)
        yield tables


def _rank(one: Named) -> tuple[int, bool, str]:
    return one.weight, one.qid is not None, one.row()


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8-sig")


def _geonames(rows: Iterable[str], countries: set[str]) -> Iterator[Named]:
    for number, row in enumerate(rows, 1):
        cells = row.rstrip("\n").split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(f"line {number} has {len(cells)} cells, not {_COLUMNS}")
        if countries and cells[8] not in countries:
            continue
        names = _arabic(cells[3].split(","))
        if names and cells[6] in ("A", "P", "H", "T", "L"):
            kind = "CTRY" if cells[7] in ("PCLI", "PCLS") else "LOC"
            people = int(cells[14]) if cells[14].isdigit() else 0
            yield Named(names[0], kind, tuple(names[1:]), None, people)


def _wikidata(rows: Iterable[str]) -> Iterator[Named]:
    for number, row in enumerate(rows, 1):
        text = row.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        item = json.loads(text)
        if not isinstance(item, dict):
            raise ValueError(f"line {number} is no item")
        kind = next((k for k in map(_classes().get, _instance_of(item)) if k), None)
        label = _text(item.get("labels"), "ar")
        if kind and label:
            aliases = _mapping(item.get("aliases")).get("ar")
            others = aliases if isinstance(aliases, list) else []
            names = _arabic([label, *map(_value, others)])
            qid = str(item.get("id", ""))
            sites = len(_mapping(item.get("sitelinks")))
            if names and re.fullmatch(r"Q[1-9]\d*", qid):
                yield Named(names[0], kind, tuple(names[1:]), qid, sites)


def _instance_of(item: dict[str, Any]) -> Iterator[str]:
    claims = _mapping(item.get("claims")).get("P31")
    for claim in claims if isinstance(claims, list) else ():
        snak = _mapping(_mapping(claim).get("mainsnak"))
        value = _mapping(_mapping(snak.get("datavalue")).get("value"))
        yield str(value.get("id", ""))


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(labels: object, language: str) -> str:
    return _value(_mapping(labels).get(language))


def _value(label: object) -> str:
    value = _mapping(label).get("value")
    return value if isinstance(value, str) else ""


def _rdf(path: Path, ending: str) -> Iterator[Named]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    terms = [(row["term"], row["means"]) for row in table("rdf_terms")]
    naming = {term: means == "other name" for term, means in terms if means.endswith("name")}
    kinds = {term: means for term, means in terms if term not in naming}
    found = RdfFormat.from_extension(ending[1:])
    if found is None:
        raise ValueError(f"{ending} is no RDF")
    data = path.read_bytes()
    quads = list(parse(gzip.decompress(data) if path.suffix == ".gz" else data, format=found))
    types: dict[str, str] = {}
    names: dict[str, list[tuple[bool, str]]] = {}
    qids: dict[str, str] = {}
    for q in quads:
        subject, predicate, value = getattr(q.subject, "value", ""), q.predicate.value, q.object
        if predicate == _TYPE and isinstance(value, NamedNode) and value.value in kinds:
            types[subject] = min(kinds[value.value], types.get(subject, "~"), key=_narrow)
        elif isinstance(value, Literal) and value.language == "ar" and predicate in naming:
            names.setdefault(subject, []).append((naming[predicate], value.value))
        for iri in (subject, getattr(value, "value", "") if predicate == _SAME else ""):
            if iri.startswith(_WIKIDATA) and re.fullmatch(r"Q[1-9]\d*", iri[len(_WIKIDATA) :]):
                qids[subject] = iri[len(_WIKIDATA) :]
    for subject in sorted(names):
        told = _arabic(name for _, name in sorted(names[subject]))
        if told and subject in types:
            yield Named(told[0], types[subject], tuple(told[1:]), qids.get(subject))


def _narrow(kind: str) -> int:
    """A country is a place too: the narrower counts."""
    return ("PER", "CTRY", "ORG", "GRP", "LOC", "~").index(kind)


def _arabic(names: Iterable[str]) -> list[str]:
    """The names in Arabic letters, each once, in their order; no cell or list can break out."""
    plain = (" ".join(name.replace("|", " ").split()) for name in names)
    return list(dict.fromkeys(n for n in plain if _ARABIC.fullmatch(n) and not _FOREIGN.search(n)))


@cache
def _classes() -> dict[str, str]:
    return {row["qid"]: row["type"] for row in table("wikidata_classes")}
