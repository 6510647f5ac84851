"""Dumps of others' knowledge bases → rows of a table of names that ``--kb`` takes.

Three kinds, told apart by their first line or their ending: GeoNames (tab-separated, 19 columns:
``IQ.txt``, ``allCountries.txt``), Wikidata (JSON, one item a line) and RDF (Turtle, N-Triples,
RDF/XML, JSON-LD). Only what has an Arabic name is taken. Files may be packed with gzip; nothing
is fetched.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Final

from kg.errors import KhabarError, message
from kg.lexicon.entries import is_iri
from kg.sentence.spelling import name_key
from kg.sentence.table import table

RDF_ENDINGS: Final = (".ttl", ".nt", ".rdf", ".xml", ".jsonld")
_ARABIC: Final = re.compile(r"[ء-غف-ي\u064b-\u0652\s()\-–'’.،\d]*[ء-غف-ي][^a-zA-Z]*")
_FOREIGN: Final = re.compile(r"[پچژکگیےٹڈڑںھہۃەڪۆێڵ]")
"""Letters of Persian, Urdu and Kurdish, whose names stand beside the Arabic ones unmarked."""
_COLUMNS: Final = 19
_COLUMNS_WRITTEN: Final = "name\ttype\tother names\tWikidata id\tEnglish name\tIRI"
_GEONAMES: Final = "https://sws.geonames.org/{}/"
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
    name_en: str = ""
    iri: str = ""
    """What the dump calls it."""

    def row(self) -> str:
        """The row of a table of names."""
        others, english = "|".join(self.others), " ".join(self.name_en.split())
        cells = (self.name, self.type, others, self.qid or "", english, self.iri)
        return "\t".join(cells).rstrip("\t")


def named(path: str | Path, countries: Collection[str] = ()) -> Iterator[Named]:
    """What a dump names in Arabic; ``countries``: of GeoNames only these (ISO 3166: IQ).

    What RDF names but gives no known class is left out, and told in a warning. Raises
    ``KhabarError`` K208 (cannot be read), K209 (none of the three kinds, or a broken row), K216
    (nothing of those countries).
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
                yield from _geonames(path, rows, {c.upper() for c in countries})
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
    return "".join(f"{line}\n" for line in (_COLUMNS_WRITTEN, *rows))


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


def _geonames(path: Path, rows: Iterable[str], countries: set[str]) -> Iterator[Named]:
    seen = set()
    for number, row in enumerate(rows, 1):
        cells = row.rstrip("\n").split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(f"line {number} has {len(cells)} cells, not {_COLUMNS}")
        seen.add(cells[8])
        if countries and cells[8] not in countries:
            continue
        names = _arabic(cells[3].split(","))
        if names and cells[6] in ("A", "P", "H", "T", "L"):
            kind = "CTRY" if cells[7] in ("PCLI", "PCLS") else "LOC"
            people = int(cells[14]) if cells[14].isdigit() else 0
            iri = _GEONAMES.format(cells[0]) if cells[0].isdigit() else ""
            yield Named(names[0], kind, tuple(names[1:]), None, people, cells[1], iri)
    if countries and not seen & countries:
        told = ", ".join(sorted(filter(None, seen))[:10])
        raise KhabarError(
            "K216", file=path, countries=", ".join(sorted(countries)), found=told or "none"
        )


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
                english = _text(item.get("labels"), "en")
                yield Named(names[0], kind, tuple(names[1:]), qid, sites, english)


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
    others: dict[str, set[str]] = {}
    names: dict[str, list[tuple[bool, str]]] = {}
    english: dict[str, list[tuple[bool, str]]] = {}
    own: set[str] = set()
    qids: dict[str, str] = {}
    for q in quads:
        subject, predicate, value = getattr(q.subject, "value", ""), q.predicate.value, q.object
        if isinstance(q.subject, NamedNode) and not subject.startswith(_WIKIDATA):
            own.add(subject)
        if predicate == _TYPE and isinstance(value, NamedNode) and value.value in kinds:
            types[subject] = min(kinds[value.value], types.get(subject, "~"), key=_narrow)
        elif predicate == _TYPE:
            others.setdefault(subject, set()).add(str(value))
        elif isinstance(value, Literal) and predicate in naming:
            kept = {"ar": names, "en": english}.get(value.language or "")
            if kept is not None:
                kept.setdefault(subject, []).append((naming[predicate], value.value))
        for iri in (subject, getattr(value, "value", "") if predicate == _SAME else ""):
            if iri.startswith(_WIKIDATA) and re.fullmatch(r"Q[1-9]\d*", iri[len(_WIKIDATA) :]):
                qids[subject] = iri[len(_WIKIDATA) :]
    left: list[str] = []
    for subject in sorted(names):
        called = _arabic(name for _, name in sorted(names[subject]))
        if called and subject in types:
            name_en = min(english.get(subject, ()), default=(False, ""))[1]
            iri = subject if subject in own and is_iri(subject) else ""
            more, qid = tuple(called[1:]), qids.get(subject)
            yield Named(called[0], types[subject], more, qid, 0, name_en, iri)
        elif called:
            left.append(subject)
    if left:
        classes = {kind for subject in left for kind in others.get(subject, {"none"})}
        few = ", ".join(sorted(classes)[:5]) + (" …" if len(classes) > 5 else "")
        told = message("K215", file=path, count=len(left), classes=few, known=", ".join(kinds))
        logging.getLogger("kg").warning("%s", told)


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
