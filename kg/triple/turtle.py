"""Turtle and TriG that a person can read: prefixes bound, one block a subject, a fixed order.

The order is of the triples alone (articles first, then entities, posts, events, relations,
sentences, mentions; inside a block ``a``, labels, the rest by name), so the same triples give
the same bytes. IRIs of the graph itself are written short, relative to ``@base``. Characters
that would hide or reorder text on a reader's screen (bidi controls, NUL …) are escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

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
_ADVICE = """\
# Each article is a graph of its own, so a query asks GRAPH ?article { … }, or all graphs together:
# in rdflib Dataset(default_union=True), which else finds nothing.
"""
_INSIDE = ("nif:Sentence", "nif:Phrase")
"""What lies inside one article."""
_Po = tuple[str, str]
_Natural = tuple[str | int, ...]
_Placed = tuple[_Natural, str, _Natural]


class Block(NamedTuple):
    """All that is said of one subject."""

    rank: int
    """Place of its class in the document."""
    subject: str
    text: str


def turtle(quads: Iterable[Quad | Triple]) -> str:
    """The triples of all graphs together, merged, as one Turtle document."""
    return "".join([*_head(), *(block.text for block in blocks(quads))])


def trig(quads: Iterable[Quad]) -> str:
    """The same, one named graph after the other, in order of their IRIs."""
    graphs: dict[str, list[Quad]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, DefaultGraph) else quad.graph_name.value
        graphs.setdefault(name, []).append(quad)
    return "".join(trig_of((name, blocks(graphs[name])) for name in sorted(graphs)))


def trig_of(graphs: Iterable[tuple[str, Iterable[Block]]]) -> Iterator[str]:
    """The same document in pieces, of graphs that come in order; ``""`` is the default graph.

    It begins by telling how rdflib reads it: a ``Dataset`` as it comes looks, where a query names
    no graph, into the default graph alone, which is empty here.
    """
    yield _ADVICE
    yield from _head()
    for name, told in graphs:
        texts = [block.text for block in told]
        yield "".join([f"\n{_iri(name)} {{\n", *texts, "}\n"] if name else texts)


def blocks(quads: Iterable[Quad | Triple]) -> list[Block]:
    """The subjects of some quads, in the order of a document."""
    subjects: dict[str, set[_Po]] = {}
    for quad in quads:
        pair = (_predicate(quad.predicate.value), _term(quad.object))
        subjects.setdefault(_term(quad.subject), set()).add(pair)
    ranks = {subject: _rank(pairs) for subject, pairs in subjects.items()}
    order = sorted(subjects, key=lambda s: (ranks[s], _place(s, ranks[s]), s))
    return [Block(ranks[s], s, _block(s, subjects[s])) for s in order]


class Merged:
    """The Turtle document of a graph too large to be held.

    Sentences and mentions, which are most of a graph, lie in one article each: their blocks are
    put aside as the articles go by. The rest is read off a store that holds the merge as its
    default graph, subject by subject.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """``folder``: where there is room to put blocks aside."""
        self._aside = {
            _ORDER.index(kind): TemporaryFile(dir=folder)  # noqa: SIM115 (closed with the rest)
            for kind in _INSIDE
        }
        self._where: dict[int, list[tuple[_Placed, int, int]]] = {rank: [] for rank in self._aside}

    def __enter__(self) -> Merged:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._aside.values():
            file.close()

    def aside(self, told: Sequence[Block]) -> None:
        """Note the blocks of one article."""
        for rank, file in self._aside.items():
            inside = [block for block in told if block.rank == rank]
            if inside:
                text = "".join(block.text for block in inside).encode("utf-8")
                place = _place(inside[0].subject, rank)
                self._where[rank].append((place, file.tell(), len(text)))
                file.write(text)

    def document(self, store: Store) -> Iterator[bytes]:
        """The document in pieces, when all articles went by."""
        yield from (line.encode("utf-8") for line in _head())
        for rank, kind in enumerate(_ORDER):
            if rank in self._aside:
                for _, start, length in sorted(self._where[rank]):
                    self._aside[rank].seek(start)
                    yield self._aside[rank].read(length)
                continue
            nodes = {_term(node): node for node in _of_class(store, kind)}
            for subject in sorted(nodes, key=lambda s: (_place(s, rank), s)):
                quads = store.quads_for_pattern(nodes[subject], None, None, DefaultGraph())
                (block,) = blocks(quads)
                if block.rank == rank:
                    yield block.text.encode("utf-8")


def _of_class(store: Store, kind: str) -> Iterator[NamedNode]:
    prefix, _, local = kind.partition(":")
    node = NamedNode(PREFIXES[prefix] + local)
    for quad in store.quads_for_pattern(None, RDF.type, node, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject


def _head() -> Iterator[str]:
    yield f"@base <{DATA}> .\n"
    for prefix, base in PREFIXES.items():
        yield f"@prefix {prefix}: <{base}> .\n"


def _block(subject: str, told: set[_Po]) -> str:
    pairs = sorted(told, key=lambda po: (_FIRST.get(po[0], po[0]), po[1]))
    line, last = f"\n{subject}", ""
    for predicate, value in pairs:
        if predicate == last:
            line += f" , {value}"
        else:
            line += f" {predicate} {value}" if not last else f" ;\n    {predicate} {value}"
        last = predicate
    return line + " .\n"


def _place(subject: str, rank: int) -> _Placed:
    """Where a subject stands among those of its rank."""
    if rank == len(_ORDER) or _ORDER[rank] not in _INSIDE:
        return _natural(subject), "", ()
    # article by article, and within one in the order of the text
    head, sign, rest = subject.rpartition("#" if "#" in subject else "/")
    return _natural(head + sign), head, _natural(rest)


def _rank(pairs: set[_Po]) -> int:
    classes = {value for predicate, value in pairs if predicate == "a"}
    return next((n for n, name in enumerate(_ORDER) if name in classes), len(_ORDER))


def _natural(name: str) -> _Natural:
    """``event/v10`` after ``event/v9``: texts at even places, numbers at odd ones."""
    parts = re.split(r"([0-9]+)", name)
    return tuple(int(part) if n % 2 else part for n, part in enumerate(parts))


def relative(iri: str) -> str | None:
    """An IRI of the graph itself without its base, where it can be read back so."""
    local = iri[len(DATA) :] if iri.startswith(DATA) else ""
    plain = _RELATIVE.fullmatch(local) and "//" not in local and "/." not in local
    return local if plain else None


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
    if local := relative(iri):
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
