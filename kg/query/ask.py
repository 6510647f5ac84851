"""SPARQL to a graph: prefixes known, parameters bound as terms, errors in one line with a place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
)

from kg.errors import KhabarError
from kg.query.cell import Value
from kg.query.outside import reaches_out
from kg.query.rows import Rows
from kg.triple.vocabulary import KG, PREFIXES, XSD, expand, label, shorten

Term = NamedNode | Literal
_NUMBER = {XSD.integer.value: int, XSD.decimal.value: float, XSD.base + "double": float}
_QUIET = re.compile(
    r'<[^<>"{}|^`\\\s]*>|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''
    r'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|#[^\n]*',
    re.DOTALL,
)
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[\w.-]*:|BASE)\s+)*", re.IGNORECASE)
_FORM = re.compile(r"(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


def ask(graph: Any, sparql: str, params: Mapping[str, Value] | None = None) -> Rows:
    """Run SELECT, ASK, CONSTRUCT or DESCRIBE on a ``kg`` Graph or a pyoxigraph ``Store``.

    The prefixes of ``kg.triple.vocabulary`` need no PREFIX line. The default graph is all articles
    merged; ``GRAPH ?article { … }`` asks one article's own. ``params`` bind variables of the query
    to values: ``ask(g, "SELECT … { ?p rdfs:label ?name }", {"name": "باريس"})``; a string that
    starts with http(s):// or a known prefix is an IRI, other strings match ``@ar`` texts.
    They are passed as terms, never pasted into the query.

    Raises ``KhabarError`` K501 for a syntax error, with line and column, K503 for a parameter
    that the query does not use, K512 for a term ``kg:…`` that there is not: it would find nothing.
    """
    _known_terms(sparql)
    bound: dict[str, Sequence[Term]] = {}
    for name, value in (params or {}).items():
        used = set(re.findall(r"[?$](\w+)", sparql))
        if name not in used:
            raise KhabarError("K503", name=name, known=", ".join(sorted(used)) or "none")
        bound[name] = [term(value)]
    try:
        return run(store_of(graph), with_values(sparql, bound))
    except KhabarError:
        run(store_of(graph), sparql)  # its own mistake, told at its own line and column
        raise


def form(sparql: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``: what a query begins with after its
    prefixes; "" if it is none of them."""
    found = _FORM.match(_hush(sparql), _begin(_hush(sparql)))
    return found[1].upper() if found else ""


def _known_terms(sparql: str) -> None:
    """A misspelt term, or its label for the term (``kg:Decision`` for ``kg:Decide``), is told."""
    words = _hush(sparql)
    made = re.search(r"\bCONSTRUCT\b.*?\bWHERE\b", words, re.IGNORECASE | re.DOTALL)
    words = words[made.end() :] if made else words  # what it makes may have terms of its own
    if re.search(r"PREFIX\s+kg:", words, re.IGNORECASE):
        return
    for name in dict.fromkeys(re.findall(r"(?<![\w:?$.-])kg:(\w+)", words)):
        if name not in KG:
            called = {label(KG[term], "en").replace(" ", "").casefold(): term for term in KG}
            near = [called.get(name.casefold()), *get_close_matches(name, list(KG), n=3, cutoff=0)]
            told = ", ".join(f"kg:{one}" for one in dict.fromkeys(near) if one)
            raise KhabarError("K512", term=f"kg:{name}", near=told)


def with_values(sparql: str, bound: Mapping[str, Sequence[Term]]) -> str:
    """The query with ``VALUES`` for variables of its outermost pattern, as serialised terms."""
    values = " ".join(map(values_clause, bound, bound.values()))
    where = re.search(r"\b(CONSTRUCT|DESCRIBE)\b", _hush(sparql), re.IGNORECASE)
    start = re.compile(r"\bWHERE\s*\{" if where else r"\{", re.IGNORECASE)
    brace = start.search(_hush(sparql))
    if not values or not brace:
        return sparql
    return f"{sparql[: brace.end()]} {values} {sparql[brace.end() :]}"


def values_clause(name: str, terms: Sequence[Term]) -> str:
    """``VALUES ?name { … }``; a term's ``str`` is its N-Triples form, quotes escaped."""
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"


def store_of(graph: Any) -> Store:
    """The pyoxigraph store of a ``kg`` Graph, or the store itself."""
    return graph if isinstance(graph, Store) else graph.store


def run(store: Store, sparql: str) -> Rows:
    """Run a query as it is. Raises ``KhabarError`` K501 where it cannot be read, K508 where it
    would reach the network (``SERVICE``), K509 where it cannot be worked out."""
    if reaches_out(sparql):
        raise KhabarError("K508")
    try:
        # a query without PREFIX lines gets ours; its own PREFIX lines win over them
        return _rows(store.query(sparql, prefixes=PREFIXES))
    except (SyntaxError, ValueError) as error:
        raise KhabarError("K501", **_where(str(error), sparql)) from None
    except (RuntimeError, OSError) as error:
        raise KhabarError("K509", reason=" ".join(str(error).split())) from None


def _rows(result: QuerySolutions | QueryBoolean | QueryTriples) -> Rows:
    if isinstance(result, QueryBoolean):
        return Rows.of(["answer"], [[bool(result)]])
    if isinstance(result, QueryTriples):
        triples = [(t.subject, t.predicate, t.object) for t in result]
        triples.sort(key=lambda triple: tuple(map(str, triple)))
        return Rows.of(["subject", "predicate", "object"], [list(map(plain, t)) for t in triples])
    names = [variable.value for variable in result.variables]
    return Rows.of(names, [[plain(row[name]) for name in names] for row in result])


def plain(value: Any) -> Value:
    """An RDF term as a plain value; our terms shortened (``kg:actual``), numbers as numbers."""
    if value is None:
        return None
    if isinstance(value, Literal):
        kind = value.datatype.value
        if kind == XSD.boolean.value:
            return value.value in ("true", "1")
        try:
            return _NUMBER[kind](value.value) if kind in _NUMBER else value.value
        except ValueError:
            return value.value
    if isinstance(value, NamedNode):
        return shorten(value.value)
    return str(value)


def term(value: Value | Term) -> Term:
    """A plain value as the term that the graph writes for it."""
    if isinstance(value, NamedNode | Literal):
        return value
    if isinstance(value, str):
        iri = expand(value)
        return NamedNode(iri) if iri else Literal(value, language="ar")
    return Literal("" if value is None else value)


def _hush(sparql: str) -> str:
    """The query with comments, IRIs and strings blanked out, every place kept."""
    return _QUIET.sub(lambda match: " " * len(match.group()), sparql)


def _where(error: str, sparql: str) -> dict[str, object]:
    """Line, column, the words around, and what should stand there.

    The parser tells how far it came at best; where the mistake is plain, its place is told.
    """
    found = _PLACE.match(error)
    line, column = (int(found[1]), int(found[2])) if found else (1, 1)
    at, expected = _plain_mistake(_hush(sparql))
    if at is None:
        expected = _expected(found[3] if found else error)
        words = _hush(sparql)
        left = "".join(words.split("\n")[line - 1 :])[column - 1 :]
        if not left.strip() and words.count("{") > words.count("}") and "}" not in expected:
            expected = "a closing }"  # the parser names one word of many that could stand here
    else:
        line = sparql.count("\n", 0, at) + 1
        column = at - sparql.rfind("\n", 0, at)
    lines: Sequence[str] = sparql.split("\n")
    text = lines[min(line, len(lines)) - 1]
    near = text[max(0, column - 16) : column - 1] + "⟪here⟫" + text[column - 1 : column + 15]
    return {"line": line, "column": column, "near": near.strip(), "expected": expected}


def _plain_mistake(sparql: str) -> tuple[int | None, str]:
    """Where a query that asks nothing begins, or the first prefix that nobody declared."""
    start = _begin(sparql)
    if not _FORM.match(sparql, start):
        return min(start, len(sparql.rstrip())), "SELECT, ASK, CONSTRUCT or DESCRIBE"
    known = {*PREFIXES, *re.findall(r"PREFIX\s+([\w.-]*):", sparql, re.IGNORECASE)}
    for used in re.finditer(r"(?<![\w:?$.-])([A-Za-z][\w.-]*|):(?=\w)", sparql):
        if used[1] not in known:
            return used.start(), "a prefix that is declared or one of " + ", ".join(
                sorted(PREFIXES)
            )
    return None, ""


def _begin(sparql: str) -> int:
    """Where a query, hushed, begins after its prefixes."""
    prologue = _PROLOGUE.match(sparql)
    return prologue.end() if prologue else 0


def _expected(told: str) -> str:
    """The parser's list of what it would have taken, cut to what a person can use."""
    told = " ".join(re.sub(r"\\u\{[0-9A-Fa-f]+\}", "", told).split())
    if "SELECT contains a variable that is unbound" in told:
        return "every selected variable to stand in GROUP BY or inside COUNT, SAMPLE …"
    if told in ("expected [_]", "expected CONSTRUCT"):
        return "the end of the query"
    if "\\U" in told:
        return "the quotation mark that ends the text"
    words = [w for w in re.findall(r"\b[A-Z]{2,}\b|\"[^\"]+\"", told) if w != "TZ"]
    if told.startswith("expected one of") and words:
        return "one of " + " ".join(list(dict.fromkeys(words))[:8])
    return told.removeprefix("expected ")[:80]
