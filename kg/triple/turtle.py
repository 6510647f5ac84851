"""Turtle and TriG that a person can read: prefixes bound, one block a subject, a fixed order.

The order is of the triples alone (articles first, then entities, posts, events, relations,
sentences, mentions; inside a block ``a``, labels, the rest by name), so the same triples give
the same bytes. IRIs of the graph itself are written short, relative to ``@base``. Characters
that would hide or reorder text on a reader's screen (bidi controls, NUL …) are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg.triple.vocabulary import DATA, PREFIXES, RDF, XSD, shorten

_TYPE = RDF.type.value
_LABELS = ("rdfs:label", "skos:altLabel", "owl:sameAs", "dcterms:identifier")
_FIRST = {name: f"{n}" for n, name in enumerate(("a", *_LABELS))}  # inside a block
_ORDER = [
    "schema:NewsArticle",
    "prov:Activity",
    "schema:Person",
    "schema:Country",
    "schema:Organization",
    "schema:Place",
    "kg:Group",
    "org:Post",
    "sem:Event",
    "rdf:Statement",
    "nif:Sentence",
    "nif:Phrase",
]
_HIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
_SHORT = re.compile(rf'["\\\n\r\t{_HIDDEN}]')
_LONG = re.compile(rf'["\\\r{_HIDDEN}]')
_NAMED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/#=,-]*")

_STRING, _DECIMAL = XSD.string.value, XSD.decimal.value
_BARE = {  # what Turtle writes without quotation marks
    XSD.integer.value: re.compile(r"-?[0-9]+"),
    XSD.boolean.value: re.compile(r"true|false"),
    _DECIMAL: re.compile(r"-?[0-9]+(\.[0-9]+)?"),
}
_INSIDE = {"nif:Sentence": "/sentence/", "nif:Phrase": "#char="}
"""What lies inside an article: the IRI goes on from the article's so."""
_Po = tuple[str, str]
_Natural = tuple[str | int, ...]
_Place = tuple[_Natural, str, _Natural]


def turtle(quads: Iterable[Quad | Triple]) -> str:
    """The triples of all graphs together, merged, as one Turtle document."""
    lines = [*_head(), *_blocks(_subjects(quads))]
    return "".join(lines)


def turtle_of(store: Store) -> Iterator[str]:
    """The same document in pieces, read off a store that holds the merge as its default graph.

    Nothing is held but one article and the subjects of one class: sentences and mentions, which
    are most of a graph, lie in their article's own graph.
    """
    yield from _head()
    articles = [a.value for a in _of_class(store, _ORDER[0], DefaultGraph())]
    for rank, kind in enumerate(_ORDER):
        if kind in _INSIDE:
            for article in sorted(articles, key=lambda a: _inside(_iri(a + _INSIDE[kind] + "0"))):
                quads = store.quads_for_pattern(None, None, None, NamedNode(article))
                here = _subjects(quads).items()
                yield from _blocks({s: pairs for s, pairs in here if _rank(pairs) == rank})
        else:
            nodes = {_term(s): s for s in _of_class(store, kind, DefaultGraph())}
            for subject in sorted(nodes, key=_natural):
                quads = store.quads_for_pattern(nodes[subject], None, None, DefaultGraph())
                told = _subjects(quads)
                if _rank(told[subject]) == rank:
                    yield from _blocks(told)


def trig(quads: Iterable[Quad]) -> str:
    """The same, one named graph after the other, in order of their IRIs."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad)
    return "".join(trig_of(sorted(graphs.items())))


def trig_of(graphs: Iterable[tuple[str, Iterable[Quad]]]) -> Iterator[str]:
    """The same document in pieces, of graphs that come in order; ``""`` is the default graph."""
    yield from _head()
    for name, quads in graphs:
        blocks = _blocks(_subjects(quads))
        yield "".join([f"\n{_iri(name)} {{\n", *blocks, "}\n"] if name else blocks)


def _of_class(store: Store, kind: str, graph: DefaultGraph) -> Iterator[NamedNode]:
    prefix, _, local = kind.partition(":")
    for quad in store.quads_for_pattern(None, RDF.type, NamedNode(PREFIXES[prefix] + local), graph):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _head() -> Iterator[str]:
    yield f"@base <{DATA}> .\n"
    for prefix, base in PREFIXES.items():
        yield f"@prefix {prefix}: <{base}> .\n"


def _subjects(quads: Iterable[Quad | Triple]) -> dict[str, set[_Po]]:
    subjects: dict[str, set[_Po]] = {}
    for quad in quads:
        pair = (_predicate(quad.predicate.value), _term(quad.object))
        subjects.setdefault(_term(quad.subject), set()).add(pair)
    return subjects


def _blocks(subjects: dict[str, set[_Po]]) -> Iterator[str]:
    for subject in sorted(subjects, key=lambda s: (_place(s, subjects[s]), s)):
        pairs = sorted(subjects[subject], key=lambda po: (_FIRST.get(po[0], po[0]), po[1]))
        line, last = f"\n{subject}", ""
        for predicate, value in pairs:
            if predicate == last:
                line += f" , {value}"
            else:
                line += f" {predicate} {value}" if not last else f" ;\n    {predicate} {value}"
            last = predicate
        yield line + " .\n"


def _place(subject: str, pairs: set[_Po]) -> tuple[int, _Place]:
    rank = _rank(pairs)
    inside = rank < len(_ORDER) and _ORDER[rank] in _INSIDE
    return rank, _inside(subject) if inside else (_natural(subject), subject, ())


def _rank(pairs: set[_Po]) -> int:
    classes = {value for predicate, value in pairs if predicate == "a"}
    return next((n for n, name in enumerate(_ORDER) if name in classes), len(_ORDER))


def _inside(subject: str) -> _Place:
    """Article by article, and within one in the order of the text."""
    head, sign, rest = subject.rpartition("#" if "#" in subject else "/")
    return _natural(head + sign), head, _natural(rest)


def _natural(name: str) -> _Natural:
    """``event/v10`` after ``event/v9``: texts at even places, numbers at odd ones."""
    parts = re.split(r"([0-9]+)", name)
    return tuple(int(part) if n % 2 else part for n, part in enumerate(parts))


@lru_cache(maxsize=1024)
def _predicate(iri: str) -> str:
    return "a" if iri == _TYPE else _iri(iri)


def _term(term: object) -> str:
    if isinstance(term, NamedNode):
        return _iri(term.value)
    if isinstance(term, Literal):
        return _literal(term)
    return str(term)  # a blank node, of a graph that is not ours


@lru_cache(maxsize=65536)
def _iri(iri: str) -> str:
    if iri.startswith(DATA):
        local = iri[len(DATA) :]
        if _RELATIVE.fullmatch(local) and "//" not in local and "/." not in local:
            return f"<{local}>"
    short = shorten(iri)
    if short != iri and _LOCAL.fullmatch(short.partition(":")[2]):
        return short
    return f"<{iri}>"


def _literal(literal: Literal) -> str:
    value, language = literal.value, literal.language
    if language:
        return f"{_quoted(value)}@{language}"
    kind = literal.datatype.value
    if kind == _STRING:
        return _quoted(value)
    bare = _BARE.get(kind)
    if bare and bare.fullmatch(value):
        return value if kind != _DECIMAL or "." in value else value + ".0"
    return f"{_quoted(value)}^^{_iri(kind)}"


def _quoted(value: str) -> str:
    if "\n" in value:  # a text with paragraphs stays one on the page
        return f'"""{_LONG.sub(_escaped, value)}"""'
    return f'"{_SHORT.sub(_escaped, value)}"'


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _NAMED.get(character) or f"\\u{ord(character):04X}"
