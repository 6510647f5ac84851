"""What the API and the entity pages tell, as plain values: found, described, with its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from itertools import islice
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store, Triple, serialize

from kg.errors import KhabarError
from kg.knowledge import Graph
from kg.query.evidence import Evidence
from kg.query.question import ask_question, questions
from kg.query.question import question as known
from kg.query.rows import Rows
from kg.query.why import why as evidence_of
from kg.sentence.spelling import name_key
from kg.serve.limit import Refused
from kg.serve.results import GRAPHS
from kg.triple.iri import article as article_iri
from kg.triple.vocabulary import (
    DATA,
    DCTERMS,
    ITSRDF,
    NIF,
    OWL,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    expand,
    label,
    shorten,
)

_MERGED: Final = DefaultGraph()
MOST: Final = 1_000
"""The most that one call of the API gives."""
_QUIET: Final = frozenset(
    {RDF.type, RDFS.label, SKOS.altLabel, OWL.sameAs, NIF.isString, PROV.wasGeneratedBy}
)
_MENTIONING: Final = frozenset({ITSRDF.taIdentRef, NIF.referenceContext, RDF.subject, RDF.object})


def search(graph: Graph, name: str, limit: int = 20) -> dict[str, Any]:
    """Entities and posts of that name, in any spelling; those called just so first."""
    try:
        found = graph.names.find(name)
    except KhabarError as error:
        if error.code != "K505":
            raise
        found = ()
    key = name_key(name)
    told = [_short(graph.store, NamedNode(iri)) for iri in found[: MOST * 4]]
    told.sort(key=lambda one: (name_key(one["label"]) != key, len(one["label"]), one["iri"]))
    return {"query": name, "total": len(found), "found": told[:limit]}


def entity(graph: Graph, iri: str, limit: int = 200) -> dict[str, Any]:
    """All that is told of a node: names, kinds, facts in both directions. Refuses with 404."""
    node, store = _node(iri), graph.store
    if next(store.quads_for_pattern(node, None, None, _MERGED), None) is None:
        raise Refused(404, "nothing in the graph has that IRI; /api/search?name=… finds IRIs")
    out = (
        _fact(store, q.predicate, q.object)
        for q in store.quads_for_pattern(node, None, None, _MERGED)
        if q.predicate not in _QUIET
    )
    back = (
        _fact(store, q.predicate, q.subject)
        for q in store.quads_for_pattern(None, None, node, _MERGED)
        if q.predicate not in _MENTIONING and not isinstance(q.subject, Triple)
    )
    names = [o.value for o in _objects(store, node, SKOS.altLabel) if isinstance(o, Literal)]
    return {
        **_short(store, node),
        "other_names": sorted(names),
        "same_as": sorted(o.value for o in _objects(store, node, OWL.sameAs)),
        "facts": sorted(islice(out, limit), key=_order),
        "facts_about": sorted(islice(back, limit), key=_order),
    }


def facts(
    graph: Graph,
    subject: str | None = None,
    predicate: str | None = None,
    object: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> dict[str, Any]:
    """Triples of the merged graph; each of the three may be given, as an IRI or ``kg:Meeting``."""
    given = [None if one is None else _node(one) for one in (subject, predicate, object)]
    if not any(given):
        raise Refused(400, "give at least one of subject, predicate and object, each an IRI")
    quads = graph.store.quads_for_pattern(given[0], given[1], given[2], _MERGED)
    told = [
        {
            "subject": str(q.subject.value),
            "predicate": q.predicate.value,
            "object": _value(graph.store, q.object),
        }
        for q in islice(quads, offset, offset + limit)
        if not isinstance(q.subject, Triple)
    ]
    return {"facts": told, "offset": offset}


def sentences(graph: Graph, of: str, limit: int = 50, offset: int = 0) -> dict[str, Any]:
    """The sentences behind an IRI or a name, with the places of its words in the article's text."""
    found = evidence_of(graph, of)
    told = [_sentence(one) for one in found[offset : offset + limit]]
    return {"of": of, "total": len(found), "sentences": told}


def question(graph: Graph, name: str, params: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """The answers to a question of the library; ``cut_at`` is their number where that is not all,
    or need not be: the question's own LIMIT was reached."""
    rows = ask_question(graph, name, dict(params))
    told = [row.as_dict() for row in rows[:MOST]]
    return {
        "question": name,
        "title": rows.title,
        "columns": list(rows.columns),
        "rows": told,
        "cut_at": cut_at(name, rows),
    }


def cut_at(name: str, rows: Rows) -> int | None:
    """How many of the answers to a question are given, where those are not all or need not be."""
    cut = len(rows) > MOST or len(rows) == known(name).most
    return min(len(rows), MOST) if cut else None


def library() -> list[dict[str, Any]]:
    """The questions that can be asked, in Arabic and English."""
    return [
        {
            "name": q.name,
            "title_ar": q.title_ar,
            "title_en": q.title_en,
            "sparql": q.sparql,
            "parameters": [
                {"name": p.name, "kind": p.kind, "about_ar": p.about_ar, "about_en": p.about_en}
                for p in q.parameters
            ],
        }
        for q in questions()
    ]


def described(graph: Graph, iri: str, media: str) -> bytes:
    """A node's triples, and those that point to it, in a format of ``GRAPHS``."""
    node = _node(iri)
    store = graph.store
    out = [q.triple for q in store.quads_for_pattern(node, None, None, _MERGED)]
    if not out:
        raise Refused(404, "nothing in the graph has that IRI; /api/search?name=… finds IRIs")
    back = (q.triple for q in store.quads_for_pattern(None, None, node, _MERGED))
    triples = [*out, *islice(back, 10_000)]
    nt = media == "application/n-triples"
    return serialize(triples, format=GRAPHS[media], prefixes=None if nt else PREFIXES) or b""


def article(graph: Graph, iri: str) -> dict[str, Any]:
    """An article, by its IRI or its id: its text, untouched, and its sentences with their IRIs."""
    node, store = NamedNode(expand(iri) or article_iri(iri)), graph.store
    if NIF.Context not in _objects(store, node, RDF.type):
        raise Refused(404, "no article has that IRI or id; /api/sentences gives the ids of some")
    text = _first(store, node, NIF.isString)
    parts = []
    for quad in store.quads_for_pattern(None, NIF.referenceContext, node, _MERGED):
        one = quad.subject
        if isinstance(one, NamedNode) and NIF.Sentence in _objects(store, one, RDF.type):
            begin, end = (int(_first(store, one, p)) for p in (NIF.beginIndex, NIF.endIndex))
            parts.append({"iri": one.value, "begin": begin, "end": end, "text": text[begin:end]})
    return {
        "iri": node.value,
        "id": _first(store, node, DCTERMS.identifier),
        "title": _first(store, node, SCHEMA.headline) or None,
        "date": _first(store, node, SCHEMA.datePublished) or None,
        "publisher": _first(store, node, SCHEMA.publisher) or None,
        "text": text,
        "sentences": sorted(parts, key=lambda part: part["begin"]),
    }


TOLD: Final[dict[str, Callable[..., Any]]] = {
    "search": search,
    "entity": entity,
    "facts": facts,
    "sentences": sentences,
    "question": question,
    "described": described,
    "article": article,
}
"""What a worker can be asked by name; each takes the graph first."""


def _node(iri: str) -> NamedNode:
    expanded = expand(iri)
    try:
        if expanded:
            return NamedNode(expanded)
    except ValueError:
        pass
    raise Refused(
        400,
        "that is no IRI; expected https://… or a known prefix, kg:Meeting "
        "(/api/search?name=… finds the IRI of a name)",
    )


def _short(store: Store, node: NamedNode) -> dict[str, Any]:
    labels = [o for o in _objects(store, node, RDFS.label) if isinstance(o, Literal)]
    arabic = [o.value for o in labels if o.language == "ar"]
    english = [o.value for o in labels if o.language == "en"]
    kinds = sorted((o for o in _objects(store, node, RDF.type)), key=str)
    return {
        "iri": node.value,
        "label": min(arabic, default=None) or shorten(node.value),
        "label_en": min(english, default=None),
        "types": [
            {"iri": kind.value, "label": label(kind), "label_en": label(kind, "en")}
            for kind in kinds
            if isinstance(kind, NamedNode)
        ],
    }


def _fact(store: Store, predicate: NamedNode, value: Any) -> dict[str, Any]:
    return {
        "predicate": predicate.value,
        "label": label(predicate),
        "label_en": label(predicate, "en"),
        "value": _value(store, value),
    }


def _value(store: Store, value: Any) -> dict[str, Any]:
    if isinstance(value, Literal):
        kind = None if value.language else value.datatype.value
        return {"text": value.value, "language": value.language, "datatype": kind}
    if isinstance(value, NamedNode):
        known = [o for o in _objects(store, value, RDFS.label) if isinstance(o, Literal)]
        shown = min(known, key=lambda o: (o.language != "ar", o.value), default=None)
        name = shown.value if shown else label(value).removeprefix(DATA)
        return {"iri": value.value, "label": name}
    return {"text": str(value), "language": None, "datatype": None}


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> list[Any]:
    return [q.object for q in store.quads_for_pattern(node, predicate, None, _MERGED)]


def _first(store: Store, node: NamedNode, predicate: NamedNode) -> str:
    return min((o.value for o in _objects(store, node, predicate)), default="")


def _order(fact: dict[str, Any]) -> tuple[str, str]:
    return fact["predicate"], str(fact["value"])


def _sentence(one: Evidence) -> dict[str, Any]:
    return asdict(one) | {"words": list(one.words), "parts": list(_parts(one))}


def _parts(one: Evidence) -> Iterable[tuple[bool, str]]:
    """The sentence in pieces: whether each is one of the words, and its text."""
    at = 0
    for begin, end in ((a - one.begin, b - one.begin) for a, b in one.spans):
        if begin > at:
            yield False, one.sentence[at:begin]
        yield True, one.sentence[begin:end]
        at = end
    if at < len(one.sentence):
        yield False, one.sentence[at:]
