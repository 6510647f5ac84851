"""What a graph says of each article, read back from RDF in the terms of the vocabulary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.evaluate.found import KINDS, Found, FoundEntity, FoundEvent, FoundPost, mentions_of, order
from kg.evaluate.gold import QUOTED, Span
from kg.mention.label import EVENT_TYPES, RELATIONS
from kg.triple.vocabulary import (
    DCTERMS,
    ENTITY_CLASS,
    ENTITY_ROLES,
    ITSRDF,
    KG,
    NIF,
    ORG,
    OWL,
    RDF,
    RDFS,
    RELATION,
    SEM,
    WD,
)


def found_in(quads: Iterable[Quad]) -> dict[str, Found]:
    """Article identifier → what the graph says of it.

    An article's own named graph is read where it has one, else the merge of all.
    """
    graphs: dict[str, _Index] = {}
    merge = _Index()
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            graphs.setdefault(quad.graph_name.value, _Index()).add(quad)
        merge.add(quad)
    articles = {
        identifier: node for node, values in merge.all(DCTERMS.identifier) for identifier in values
    }
    return {name: graphs.get(iri, merge).article(iri) for name, iri in sorted(articles.items())}


class _Index:
    """Triples by predicate and subject, all as plain strings."""

    def __init__(self) -> None:
        self._by: defaultdict[str, defaultdict[str, dict[str, None]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        self._about: dict[str, list[str]] | None = None

    def add(self, quad: Quad) -> None:
        subject, predicate, object_ = (getattr(t, "value", str(t)) for t in quad.triple)
        self._by[predicate][subject][object_] = None

    def all(self, predicate: NamedNode) -> Iterable[tuple[str, Iterable[str]]]:
        return self._by[predicate.value].items() if predicate.value in self._by else ()

    def get(self, subject: str, predicate: NamedNode) -> tuple[str, ...]:
        rows = self._by.get(predicate.value)
        return tuple(rows[subject]) if rows and subject in rows else ()

    def article(self, iri: str) -> Found:
        kinds: dict[Span, set[str]] = {}
        targets: dict[Span, dict[str, None]] = {}
        for mention in self._mentions().get(iri, ()):
            begin, end = self.get(mention, NIF.beginIndex), self.get(mention, NIF.endIndex)
            if begin and end and (about := self.get(mention, ITSRDF.taIdentRef)):
                span = int(begin[0]), int(end[0])
                told = {k.removeprefix(KG.base) for k in self.get(mention, KG.mentionKind)}
                kinds.setdefault(span, set()).update(told)
                targets.setdefault(span, {}).update(dict.fromkeys(about))
        spans, unscored = mentions_of(kinds, targets)
        entities, events = [], []
        for node, where in spans.items():
            types = set(self.get(node, RDF.type))
            event = next((t for t in EVENT_TYPES if KG.base + t in types), None)
            kind = next((k for k in KINDS if ENTITY_CLASS[k].value in types), None)
            if event:
                events.append(self._event(node, event, where))
            elif kind:
                qids = {q for q in (node, *self.get(node, OWL.sameAs)) if q.startswith(WD)}
                name = (self.get(node, RDFS.label) or (node,))[0]
                links = frozenset(q.removeprefix(WD) for q in qids)
                entities.append(FoundEntity(node, kind, name, tuple(where), links))
        known = {e.node for e in entities}
        used = {n for e in events for nodes in e.fillers.values() for n in nodes}
        names = {n: (self.get(n, RDFS.label) or (n,))[0] for n in known | unscored | used}
        return Found(
            tuple(entities),
            tuple(sorted(events, key=lambda e: (e.triggers[0], e.node))),
            tuple(sorted(self._posts(known), key=order)),
            frozenset(self._relations(known)),
            frozenset(unscored - known),
            names,
        )

    def _mentions(self) -> Mapping[str, Sequence[str]]:
        if self._about is None:
            self._about = defaultdict(list)
            for mention, contexts in self.all(NIF.referenceContext):
                for context in contexts:
                    self._about[context].append(mention)
        return self._about

    def _posts(self, known: set[str]) -> Iterable[FoundPost]:
        for post, types in self.all(RDF.type):
            if ORG.Post.value in types:
                title = (self.get(post, KG.title) or ("",))[0]
                of = frozenset(self.get(post, ORG.postIn))
                for holder in self.get(post, ORG.heldBy):
                    if holder in known:
                        yield FoundPost(holder, title, of)

    def _relations(self, known: set[str]) -> Iterable[tuple[str, str, str]]:
        for name in RELATIONS:
            for source, targets in self.all(RELATION[name]):
                for target in targets:
                    if source in known and target in known:
                        yield name, source, target

    def _event(self, node: str, kind: str, triggers: Sequence[Span]) -> FoundEvent:
        fillers = {r: frozenset(self.get(node, KG[r])) for r in ENTITY_ROLES}
        fillers["place"] = frozenset(self.get(node, SEM.hasPlace))
        words = (*sorted(QUOTED), "kind", "change")
        quotes = {r: tuple(sorted(self.get(node, KG[r]))) for r in words}
        times = (*self.get(node, SEM.hasTimeStamp), *self.get(node, SEM.hasBeginTimeStamp))
        status, mode = self.get(node, KG.status), self.get(node, KG.mode)
        return FoundEvent(
            node,
            kind,
            tuple(triggers),
            {role: nodes for role, nodes in fillers.items() if nodes},
            {role: texts for role, texts in quotes.items() if texts},
            tuple(dict.fromkeys(times)),
            status[0].removeprefix(KG.base) if status else "actual",
            mode[0].removeprefix(KG.base) if mode else None,
            float((self.get(node, KG.confidence) or ("1",))[0]),
        )
