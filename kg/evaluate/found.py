"""What a graph says of one article, in the shape that it is scored in.

Made out of ``Facts`` directly (for tuning: no RDF is written), or read back from any RDF file
in the terms of the vocabulary. Both give the same: entities that are one node of the graph are
one here, and what an article knows by adjectives and pronouns alone is set apart, for the score
neither rewards nor punishes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.entity.merge import key_of
from kg.evaluate.gold import QUOTED, Span
from kg.mention.label import EVENT_TYPES, RELATIONS
from kg.nouns import Event, Facts, Quote
from kg.sentence.spelling import name_key
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

KINDS: Final = ("PER", "CTRY", "ORG", "GRP", "LOC")
"""A node of several classes counts as the first of these."""
SET_APART: Final = frozenset({"demonym", "pronoun"})


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """A node that stands for an entity, with its mentions in this article."""

    node: str
    type: str
    name: str
    mentions: tuple[Span, ...]
    qids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event. ``fillers``: role (and ``place``) → nodes; ``quotes``: role → texts, ``kind`` and
    ``change`` too; ``times``: days, months or years it (or its interval) begins."""

    node: str
    type: str
    triggers: tuple[Span, ...]
    fillers: Mapping[str, frozenset[str]]
    quotes: Mapping[str, tuple[str, ...]]
    times: tuple[str, ...]
    status: str
    mode: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A position with its holder's node."""

    holder: str
    title: str
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """All that a graph says of one article."""

    entities: tuple[FoundEntity, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    posts: tuple[FoundPost, ...] = ()
    relations: frozenset[tuple[str, str, str]] = frozenset()
    unscored: frozenset[str] = frozenset()
    """Nodes known in this article by adjectives and pronouns alone."""
    names: Mapping[str, str] | None = None
    """What each node is called, to show it."""


def found(facts: Facts) -> Found:
    """The facts of one article as a graph of them would say it."""
    article, text = facts.article, facts.article.text
    node = {e.id: "{0.type}/{0.basis}/{0.value}".format(key_of(article, e)) for e in facts.entities}
    kinds: defaultdict[Span, set[str]] = defaultdict(set)
    targets: defaultdict[Span, dict[str, None]] = defaultdict(dict)
    for entity in facts.entities:
        for m in entity.mentions:
            kinds[m.start, m.end].add(m.kind)
            targets[m.start, m.end][node[entity.id]] = None
    for demonym, country in facts.demonyms:
        kinds[demonym.start, demonym.end].add(demonym.kind)
        targets[demonym.start, demonym.end][node[country]] = None
    for event in facts.events:
        for t in event.triggers:
            targets[t.start, t.end][event.id] = None
    spans, unscored = _spans(kinds, targets)
    entities: dict[str, FoundEntity] = {}
    for entity in facts.entities:
        name = node[entity.id]
        if spans[name]:
            old = entities.get(name)
            qids = (old.qids if old else frozenset()) | ({entity.qid} if entity.qid else set())
            types = {entity.type, *_types(entity.classes), *([old.type] if old else [])}
            kind = next(k for k in KINDS if k in types)
            entities[name] = FoundEntity(name, kind, entity.name, tuple(spans[name]), qids)
    posts = {
        (p.holder, name_key(p.title), p.of, p.former): FoundPost(
            node[p.holder], p.title, frozenset({node[p.of]} if p.of else ())
        )
        for p in reversed(facts.posts)
    }
    return Found(
        tuple(entities.values()),
        tuple(_event(e, spans[e.id], node, text) for e in facts.events if spans[e.id]),
        tuple(sorted({p for p in posts.values() if p.holder in entities}, key=_order)),
        frozenset(
            (r.type, node[r.source], node[r.target])
            for r in facts.relations
            if node[r.source] in entities and node[r.target] in entities
        ),
        frozenset(unscored - set(entities)),
        {node[e.id]: e.name for e in facts.entities},
    )


def _spans(
    kinds: Mapping[Span, set[str]], targets: Mapping[Span, Mapping[str, None]]
) -> tuple[defaultdict[str, list[Span]], set[str]]:
    """Node → its mentions; and the nodes that an adjective or pronoun speaks of."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    unscored: set[str] = set()
    for span in sorted(targets):
        if kinds.get(span, set()) & SET_APART:
            unscored |= set(targets[span])
        else:
            for target in targets[span]:
                spans[target].append(span)
    return spans, unscored


_CURIE: Final = {
    "schema:" + c.value.rpartition("/")[2]: k for k, c in ENTITY_CLASS.items() if k != "GRP"
}


def _types(classes: Iterable[str]) -> set[str]:
    return {_CURIE[c] for c in classes if c in _CURIE}


def _order(post: FoundPost) -> tuple[str, str, tuple[str, ...]]:
    return post.holder, post.title, tuple(sorted(post.of))


def _event(
    event: Event, triggers: Sequence[Span], node: Mapping[str, str], text: str
) -> FoundEvent:
    fillers: defaultdict[str, set[str]] = defaultdict(set)
    quotes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for role in event.roles:
        if isinstance(role.filler, Quote):
            quotes[role.name][text[role.filler.start : role.filler.end]] = None
        else:
            fillers[role.name].add(node[role.filler])
    fillers["place"] = {node[p] for p in event.places}
    for name, word in (("kind", event.kind), ("change", event.change)):
        if word:
            quotes[name][word] = None
    start = (event.time.value or "").partition("/")[0] if event.time else ""
    return FoundEvent(
        event.id,
        event.type,
        tuple(triggers),
        {role: frozenset(nodes) for role, nodes in fillers.items()},
        {role: tuple(sorted(texts)) for role, texts in quotes.items()},
        (start,) if start else (),
        event.status,
        event.mode,
        event.confidence,
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
        spans, unscored = _spans(kinds, targets)
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
        names = {n: (self.get(n, RDFS.label) or (n,))[0] for n in known | unscored}
        return Found(
            tuple(entities),
            tuple(sorted(events, key=lambda e: (e.triggers[0], e.node))),
            tuple(sorted(self._posts(known), key=_order)),
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
