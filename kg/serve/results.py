"""Answers of SPARQL in the formats of the W3C, no more rows and bytes than are allowed.

pyoxigraph writes whole results only, and a limit on rows must not be left to the one who asks, so
the four formats of tables are written here; graphs are cut first and then written by pyoxigraph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from json.encoder import encode_basestring as _quoted
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from kg.graph.spreadsheet import unarmed
from kg.triple.vocabulary import PREFIXES, XSD

JSON: Final = "application/sparql-results+json"
XML: Final = "application/sparql-results+xml"
CSV: Final = "text/csv"
TSV: Final = "text/tab-separated-values"
TABLES: Final = (JSON, XML, CSV, TSV)
"""Media types of SELECT; the first two are those of ASK too."""
GRAPHS: Final = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
"""Media types of CONSTRUCT and DESCRIBE."""
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
)


class TooMuch(Exception):
    """The answer has more bytes than are allowed."""


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as it goes to the visitor."""

    media: str
    body: bytes
    cut: bool = False
    """Whether there were more rows than were allowed."""


def written(
    found: QuerySolutions | QueryBoolean | QueryTriples,
    table: str,
    graph: str,
    rows: int,
    most: int,
) -> Written:
    """An answer in the media type ``table`` (of ``TABLES``) or ``graph`` (of ``GRAPHS``).

    At most ``rows`` rows; raises ``TooMuch`` for more than ``most`` bytes.
    """
    if isinstance(found, QueryBoolean):
        told = str(bool(found)).lower()
        if table == XML:
            text = f"{_XML_HEAD}<head/><boolean>{told}</boolean></sparql>"
            return Written(XML, text.encode())
        return Written(JSON, f'{{"head":{{}},"boolean":{told}}}'.encode())
    if isinstance(found, QueryTriples):
        taken = list(islice(found, rows + 1))
        kind = GRAPHS[graph]
        known = kind in (RdfFormat.TURTLE, RdfFormat.RDF_XML, RdfFormat.JSON_LD)
        body = serialize(taken[:rows], format=kind, prefixes=PREFIXES if known else None)
        if len(body or b"") > most:
            raise TooMuch
        return Written(graph, body or b"", len(taken) > rows)
    names = [variable.value for variable in found.variables]
    seen = _Counted(rows)
    solutions = seen.of(tuple(row) for row in found)
    return Written(table, _joined(_TABLES[table](names, solutions), most), seen.cut)


class _Counted:
    def __init__(self, most: int) -> None:
        self.most, self.cut = most, False

    def of(self, rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        for number, row in enumerate(rows):
            if number == self.most:
                self.cut = True
                return
            yield row


def _joined(pieces: Iterable[str], most: int) -> bytes:
    parts, size = [], 0
    for piece in pieces:
        part = piece.encode("utf-8", "replace")
        size += len(part)
        if size > most:
            raise TooMuch
        parts.append(part)
    return b"".join(parts)


def _json(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield f'{{"head":{{"vars":{json.dumps(names)}}},"results":{{"bindings":['
    keys = [f"{_quoted(name)}: " for name in names]
    comma = ""
    for row in rows:
        bound = [k + _json_term(v) for k, v in zip(keys, row, strict=True) if v is not None]
        yield f"{comma}{{{', '.join(bound)}}}"
        comma = ",\n"
    yield "]}}"


def _json_term(term: Any) -> str:
    """Written by hand: a quarter of what ``json.dumps`` of a dictionary a term takes."""
    if isinstance(term, NamedNode):
        return f'{{"type": "uri", "value": {_quoted(term.value)}}}'
    if isinstance(term, Literal):
        value = _quoted(term.value)
        if term.language:
            said = f', "xml:lang": {_quoted(term.language)}'
        elif term.datatype == XSD.string:
            said = ""
        else:
            said = f', "datatype": {_quoted(term.datatype.value)}'
        return f'{{"type": "literal", "value": {value}{said}}}'
    if isinstance(term, BlankNode):
        return f'{{"type": "bnode", "value": {_quoted(term.value)}}}'
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    told = ", ".join(f'"{name}": {_json_term(part)}' for name, part in parts.items())
    return f'{{"type": "triple", "value": {{{told}}}}}'


def _xml(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    variables = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    yield f"{_XML_HEAD}<head>{variables}</head><results>"
    for row in rows:
        told = (
            f"<binding name={quoteattr(name)}>{_xml_term(value)}</binding>"
            for name, value in zip(names, row, strict=True)
            if value is not None
        )
        yield f"<result>{''.join(told)}</result>\n"
    yield "</results></sparql>"


def _xml_term(term: Any) -> str:
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        inside = "".join(f"<{name}>{_xml_term(value)}</{name}>" for name, value in parts)
        return f"<triple>{inside}</triple>"
    value = escape(_NOT_XML.sub("\ufffd", term.value))
    if isinstance(term, NamedNode):
        return f"<uri>{value}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{value}</bnode>"
    said = ""
    if term.language:
        said = f" xml:lang={quoteattr(term.language)}"
    elif term.datatype != XSD.string:
        said = f" datatype={quoteattr(term.datatype.value)}"
    return f"<literal{said}>{value}</literal>"


def _csv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield ",".join(names) + "\r\n"
    for row in rows:
        yield ",".join(map(_csv_cell, row)) + "\r\n"


def _csv_cell(term: Any) -> str:
    if term is None:
        return ""
    value = str(term) if isinstance(term, BlankNode | Triple) else term.value
    if isinstance(term, Literal) and not _number(value):
        value = unarmed(value)
    return f'"{value.replace(chr(34), chr(34) * 2)}"' if re.search(r'[",\r\n]', value) else value


def _number(value: str) -> bool:
    return bool(re.fullmatch(r"[+-]?[\d.eE+-]*\d", value))


def _tsv(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    yield "\t".join(f"?{name}" for name in names) + "\n"
    for row in rows:
        yield "\t".join("" if v is None else str(v).replace("\t", "\\t") for v in row) + "\n"


_TABLES: Final[dict[str, Callable[[Sequence[str], Iterable[Sequence[Any]]], Iterator[str]]]] = {
    JSON: _json,
    XML: _xml,
    CSV: _csv,
    TSV: _tsv,
}
