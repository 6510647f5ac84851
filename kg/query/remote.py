"""Questions to a SPARQL server somewhere else: the same answers, worked out there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from kg.errors import KhabarError
from kg.graph.server import Server
from kg.query.ask import plain, term, values_clause, with_values
from kg.query.cell import Value
from kg.query.names import FAR
from kg.query.outside import bare
from kg.query.question import filled, question, terms_of
from kg.query.rows import Rows
from kg.triple.vocabulary import PREFIXES, expand

_FORM = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


class Remote:
    """A graph on a server, asked like one on this machine.

    Names are found by how they are written there, in Arabic or English: folding of spellings
    needs the names themselves.
    """

    def __init__(self, endpoint: str, *, insecure: bool = False) -> None:
        self._server = Server(endpoint, insecure=insecure)

    def query(self, sparql: str, params: Mapping[str, Value] | None = None) -> Rows:
        """Ask in SPARQL; ``params`` bind variables as in ``kg.query.ask.ask``. Terms are not looked
        at: a server may hold another vocabulary beside ours.

        Raises ``KhabarError`` K503, K902, K903.
        """
        used = set(re.findall(r"[?$](\w+)", sparql))
        for name in params or {}:
            if name not in used:
                raise KhabarError("K503", name=name, known=", ".join(sorted(used)) or "none")
        bound = {name: [term(value)] for name, value in (params or {}).items()}
        return self._rows(with_values(sparql, bound))

    def ask(self, name: str, **params: str) -> Rows:
        """Put a question of the library. Raises as ``kg.query.question.ask_question``."""
        asked = question(name)
        rows = self._rows(filled(asked.sparql, terms_of(self, asked, params)))
        return Rows(rows.columns, rows.rows, asked.title_ar)

    @cached_property
    def names(self) -> _Names:
        """From names to IRIs, as the server has them."""
        return _Names(self)

    def _rows(self, sparql: str) -> Rows:
        body = urlencode({"query": _declared(sparql)}).encode()
        form = _FORM.search(bare(sparql))
        triples = form is not None and form[1].upper() in ("CONSTRUCT", "DESCRIBE")
        # one type only: some servers answer a list with what suits them
        accept = "application/n-triples" if triples else "application/sparql-results+json"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        told = self._server.send("POST", self._server.endpoint, body, headers)
        media = told.media.partition(";")[0].strip()
        try:
            return _read(told.body, media)
        except (SyntaxError, ValueError, OSError):
            raise KhabarError(
                "K903",
                endpoint=self._server.endpoint,
                status=told.status,
                reason=f"an answer of type {media or 'none'} that cannot be read",
                next="check that this is the address for queries.",
            ) from None


class _Names:
    def __init__(self, remote: Remote) -> None:
        self._remote = remote

    def find(self, name: str) -> tuple[str, ...]:
        """The IRIs of what is called so, or the IRI itself. Raises ``KhabarError`` K505."""
        iri = expand(name)
        if iri:
            return (iri,)
        texts = [Literal(name, language="ar"), Literal(name, language="en"), Literal(name)]
        rows = self._remote._rows(
            f"SELECT DISTINCT ?node {{ {values_clause('name', texts)}"
            " ?node rdfs:label|skos:altLabel ?name }"
        )
        found = tuple(sorted({expand(str(row[0])) or str(row[0]) for row in rows}))
        if not found:
            raise KhabarError("K505", name=name, near=FAR)
        return found


def _declared(sparql: str) -> str:
    """The query with a PREFIX line for each known prefix that it uses and does not declare."""
    own = set(re.findall(r"PREFIX\s+([\w.-]*):", sparql, re.IGNORECASE))
    used = {p for p in PREFIXES if p not in own and re.search(rf"(?<![\w:]){p}:", sparql)}
    lines = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in sorted(used))
    return lines + sparql


def _read(body: bytes, media: str) -> Rows:
    if "json" in media:
        found: Any = parse_query_results(body, format=QueryResultsFormat.JSON)
        if isinstance(found, QueryBoolean):
            return Rows.of(["answer"], [[bool(found)]])
        assert isinstance(found, QuerySolutions)
        names = [variable.value for variable in found.variables]
        if names == ["__ASK_RETVAL"]:  # Virtuoso's answer to ASK
            return Rows.of(["answer"], [[plain(row[names[0]]) == 1] for row in found])
        return Rows.of(names, [[plain(row[name]) for name in names] for row in found])
    kind = RdfFormat.from_media_type(media)
    if kind is None:
        raise ValueError(media)
    triples = [(t.subject, t.predicate, t.object) for t in parse(body, format=kind)]
    triples.sort(key=lambda triple: tuple(map(str, triple)))
    return Rows.of(["subject", "predicate", "object"], [list(map(plain, t)) for t in triples])
