"""The sentences behind a node or a fact, with the words that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from pyoxigraph import Literal, NamedNode, Store

from kg.query.ask import store_of
from kg.query.evidence import Evidence, Evidences
from kg.query.names import Names
from kg.triple.vocabulary import (
    DCTERMS,
    ENTITY_CLASS,
    ITSRDF,
    KG,
    NIF,
    ORG,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SEM,
    expand,
)

_ENTITIES = frozenset(ENTITY_CLASS.values())


def why(graph: Any, what: str | tuple[str, str, str]) -> Evidences:
    """The evidence for an entity, event, post, relation or mention (IRI or any of its names).

    A triple of IRIs or names asks for that fact: the sentences of a relation or post, or those
    of an event in which the role is filled, with the filler's words marked too.
    Raises ``KhabarError`` K505 when the graph has nothing of that name.
    """
    store = store_of(graph)
    names = getattr(graph, "names", None) or Names(store)
    finder = _Finder(store)
    if isinstance(what, tuple):
        found: Iterator[Evidence] = finder.fact(
            names.find(what[0]), expand(what[1]) or expand("kg:" + what[1]), names.find(what[2])
        )
    else:
        found = (e for iri in names.find(what) for e in finder.node(NamedNode(iri)))
    order = sorted(set(found), key=lambda e: (e.date or "", e.article, e.begin, e.about))
    return Evidences(tuple(order))


class _Finder:
    """Walks from nodes to mentions, from mentions to sentences."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._articles: dict[NamedNode, _Source] = {}

    def node(self, node: NamedNode) -> Iterator[Evidence]:
        classes = set(self.objects(node, RDF.type))
        if ORG.Post in classes or RDF.Statement in classes:
            ends = [*self.objects(node, ORG.heldBy), *self.objects(node, ORG.postIn)]
            ends += [*self.objects(node, RDF.subject), *self.objects(node, RDF.object)]
            yield from self.fact_sentences(node, ends)
        elif NIF.Phrase in classes:
            for target in self.objects(node, ITSRDF.taIdentRef):
                yield from self.mentioned(target, [node])
        elif NIF.Context in classes:
            return
        else:
            yield from self.mentioned(node, self.subjects(ITSRDF.taIdentRef, node))
            if not classes & _ENTITIES and SEM.Event not in classes:
                yield from self.fact_sentences(node, [])

    def fact(
        self, subjects: Iterable[str], predicate: str | None, objects: Iterable[str]
    ) -> Iterator[Evidence]:
        if predicate is None:
            return
        ends = {NamedNode(iri) for iri in objects}
        for subject in map(NamedNode, subjects):
            for end in ends.intersection(self.objects(subject, NamedNode(predicate))):
                for node in self.subjects(RDF.subject, subject):
                    if end in self.objects(node, RDF.object) and NamedNode(
                        predicate
                    ) in self.objects(node, RDF.predicate):
                        yield from self.fact_sentences(node, [subject, end])
                if SEM.Event in self.objects(subject, RDF.type):
                    for evidence in self.node(subject):
                        yield self.with_words(evidence, [end])
                elif ORG.Post in self.objects(end, RDF.type):
                    yield from self.node(end)

    def mentioned(self, target: NamedNode, mentions: Iterable[NamedNode]) -> Iterator[Evidence]:
        """One evidence for each sentence that mentions ``target``, all its words marked."""
        sentences: dict[NamedNode, list[NamedNode]] = {}
        for mention in mentions:
            for sentence in self.objects(mention, NIF.sentence):
                sentences.setdefault(sentence, []).append(mention)
        for sentence, inside in sentences.items():
            spans = tuple(sorted({self.span(m) for m in inside}))
            kinds = sorted({k.value[len(KG.base) :] for m in inside for k in self.kinds(m)})
            sure = [float(c.value) for m in inside for c in self.literals(m, ITSRDF.taConfidence)]
            yield self.evidence(target, sentence, spans, tuple(kinds), max(sure, default=None))

    def fact_sentences(self, node: NamedNode, ends: Iterable[NamedNode]) -> Iterator[Evidence]:
        """Evidence for a post or relation, the words for its two ends marked."""
        sure = [float(c.value) for c in self.literals(node, KG.confidence)]
        ends = list(ends)
        for sentence in self.objects(node, PROV.wasDerivedFrom):
            evidence = self.evidence(node, sentence, (), ("fact",), max(sure, default=None))
            yield self.with_words(evidence, ends)

    def with_words(self, evidence: Evidence, ends: Iterable[NamedNode]) -> Evidence:
        """The evidence with the mentions of ``ends`` inside its sentence marked as well."""
        spans = set(evidence.spans)
        for end in ends:
            for mention in self.subjects(ITSRDF.taIdentRef, end):
                span = self.span(mention)
                inside = evidence.begin <= span[0] and span[1] <= evidence.end
                if inside and self.source_of(mention).id == evidence.article:
                    spans.add(span)
        return replace(evidence, spans=_apart(spans))

    def evidence(
        self,
        about: NamedNode,
        sentence: NamedNode,
        spans: tuple[tuple[int, int], ...],
        kinds: tuple[str, ...],
        confidence: float | None,
    ) -> Evidence:
        source = self.source_of(sentence)
        begin, end = self.span(sentence)
        return Evidence(
            about=about.value,
            label=self.label(about),
            article=source.id,
            title=source.title,
            date=source.date,
            source=source.publisher,
            url=source.url,
            sentence=source.text[begin:end],
            begin=begin,
            end=end,
            spans=_apart(spans),
            kinds=kinds,
            confidence=confidence,
        )

    def source_of(self, node: NamedNode) -> _Source:
        article = self.objects(node, NIF.referenceContext)[0]
        if article not in self._articles:
            self._articles[article] = _Source(self, article)
        return self._articles[article]

    def span(self, node: NamedNode) -> tuple[int, int]:
        begin, end = self.literals(node, NIF.beginIndex), self.literals(node, NIF.endIndex)
        return int(begin[0].value), int(end[0].value)

    def kinds(self, mention: NamedNode) -> list[NamedNode]:
        return self.objects(mention, KG.mentionKind)

    def label(self, node: NamedNode) -> str:
        labels = self.literals(node, RDFS.label)
        arabic = [one.value for one in labels if one.language == "ar"]
        return arabic[0] if arabic else labels[0].value if labels else node.value

    def objects(self, node: NamedNode, predicate: NamedNode) -> list[NamedNode]:
        found = (q.object for q in self.store.quads_for_pattern(node, predicate, None))
        return sorted({o for o in found if isinstance(o, NamedNode)}, key=str)

    def literals(self, node: NamedNode, predicate: NamedNode) -> list[Literal]:
        found = (q.object for q in self.store.quads_for_pattern(node, predicate, None))
        return sorted({o for o in found if isinstance(o, Literal)}, key=str)

    def subjects(self, predicate: NamedNode, node: NamedNode) -> list[NamedNode]:
        found = (q.subject for q in self.store.quads_for_pattern(None, predicate, node))
        return sorted({s for s in found if isinstance(s, NamedNode)}, key=str)


class _Source:
    """What is told of an article, read once."""

    def __init__(self, finder: _Finder, node: NamedNode) -> None:
        self._finder, self._node = finder, node

    @cached_property
    def id(self) -> str:
        return self._one(DCTERMS.identifier) or self._node.value

    @cached_property
    def text(self) -> str:
        return self._one(NIF.isString) or ""

    @cached_property
    def title(self) -> str | None:
        return self._one(SCHEMA.headline)

    @cached_property
    def date(self) -> str | None:
        return self._one(SCHEMA.datePublished)

    @cached_property
    def publisher(self) -> str | None:
        return self._one(SCHEMA.publisher)

    @cached_property
    def url(self) -> str | None:
        found = self._finder.objects(self._node, SCHEMA.url)
        return found[0].value if found else self._one(SCHEMA.url)

    def _one(self, predicate: NamedNode) -> str | None:
        found = self._finder.literals(self._node, predicate)
        return found[0].value if found else None


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Spans in order; one that begins inside the one before is dropped, the longer first."""
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return tuple(kept)
