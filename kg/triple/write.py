"""Facts of one article → quads in the article's own named graph, in the terms of ontology.ttl.

The quads hold no clock time and no order of reading: the same facts give the same quads.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.entity.merge import Identity
from kg.entity.post import kind_of
from kg.entity.profile import favourite
from kg.event.merge import Occurrences
from kg.nouns import Entity, Event, Facts, Mention, Post, Quote, Relation, Sentence
from kg.triple import iri
from kg.triple.event_label import event_label, event_label_en
from kg.triple.literal import arabic, day, decimal, english, share, text, whole
from kg.triple.vocabulary import (
    DCTERMS,
    ENTITY_CLASS,
    ITSRDF,
    KG,
    NIF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    RELATION,
    SCHEMA,
    SEM,
    SKOS,
    WD,
    curie,
    label,
    plover,
)

Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Run:
    """What made the facts: written into the graph, so no clock time is in it."""

    version: str = "0"
    model: str = "none"
    """Name and fingerprint of the trained reader."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options of the build that change its result."""


def quads(
    facts: Facts, identity: Identity, run: Run, events: Occurrences | None = None
) -> Iterator[Quad]:
    """All that an article says, as RDF in its own named graph, each quad once.

    ``identity`` has read all articles of the build (``kg.entity.merge.identify``), and so has
    ``events`` (``kg.event.merge.occurrences``); without it no two articles share an event.
    """
    return _ArticleGraph(facts, identity, events or Occurrences()).all(run)


def all_quads(
    facts: Iterable[Facts],
    identity: Identity,
    run: Run | Mapping[str, Run],
    events: Occurrences | None = None,
) -> Iterator[Quad]:
    """The quads of several articles, one article after the other; ``run`` may be by article."""
    for one in facts:
        made = run if isinstance(run, Run) else run[one.article.id]
        yield from quads(one, identity, made, events)


class _ArticleGraph:
    """The quads of one article as they come together."""

    def __init__(self, facts: Facts, identity: Identity, events: Occurrences) -> None:
        self.facts, self.identity, self.occurrences = facts, identity, events
        article = facts.article
        self.node = NamedNode(iri.article(article.id))
        self.triples: dict[tuple[NamedNode, NamedNode, Term], None] = {}
        self.nodes = {e.id: NamedNode(iri.entity(identity.key(article, e))) for e in facts.entities}
        self.names = {e.id: identity.name(article, e) for e in facts.entities}
        self.english = {e.id: identity.name_en(article, e) for e in facts.entities}
        self.events = {e.id: NamedNode(iri.event(*events.lead(article, e))) for e in facts.events}

    def all(self, run: Run) -> Iterator[Quad]:
        self.article(run)
        for sentence in self.facts.sentences:
            self.sentence(sentence)
        for entity in self.facts.entities:
            self.entity(entity)
        for demonym, country in self.facts.demonyms:
            self.mention(demonym, self.nodes[country], KG[demonym.kind])
        for post in self.facts.posts:
            self.post(post)
        for index, relation in enumerate(self.facts.relations):
            self.relation(relation, index)
        for event in self.facts.events:
            self.event(event)
        for s, p, o in self.triples:
            yield Quad(s, p, o, self.node)

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        for o in objects:
            self.triples[subject, predicate, o] = None

    def article(self, run: Run) -> None:
        article, node = self.facts.article, self.node
        self.add(node, RDF.type, SCHEMA.NewsArticle, NIF.Context)
        self.add(node, DCTERMS.identifier, text(article.id))
        self.add(node, RDFS.label, arabic(article.title or article.id))
        self.add(node, NIF.isString, arabic(article.text))
        self.add(node, SCHEMA.inLanguage, Literal("ar"))
        if article.title:
            self.add(node, SCHEMA.headline, arabic(article.title))
        if article.source:
            self.add(node, SCHEMA.publisher, text(article.source))
        if article.date:
            self.add(node, SCHEMA.datePublished, day(article.date))
        if article.url:
            self.add(node, SCHEMA.url, _web(article.url))
        options = json.dumps(dict(run.options), ensure_ascii=False, sort_keys=True)
        made = NamedNode(iri.run(run.version, run.model, options))
        self.add(node, PROV.wasGeneratedBy, made)
        self.add(made, RDF.type, PROV.Activity)
        self.add(made, RDFS.label, arabic(f"خبر {run.version}"), english(f"Khabar {run.version}"))
        self.add(made, SCHEMA.softwareVersion, text(run.version))
        self.add(made, KG.model, text(run.model))
        self.add(made, KG.options, text(options))

    def sentence_node(self, index: int) -> NamedNode:
        return NamedNode(iri.sentence(self.facts.article.id, index))

    def sentence(self, sentence: Sentence) -> None:
        node = self.sentence_node(sentence.index)
        self.add(node, RDF.type, NIF.Sentence)
        self.add(node, NIF.referenceContext, self.node)
        self.add(node, NIF.beginIndex, whole(sentence.start))
        self.add(node, NIF.endIndex, whole(sentence.end))

    def mention(self, mention: Mention, target: NamedNode, kind: NamedNode) -> None:
        start, end = mention.start, mention.end
        node = NamedNode(iri.mention(self.facts.article.id, start, end))
        self.add(self.node, SCHEMA.mentions, target)
        self.add(node, RDF.type, NIF.Phrase)
        self.add(node, NIF.referenceContext, self.node)
        self.add(node, NIF.beginIndex, whole(start))
        self.add(node, NIF.endIndex, whole(end))
        self.add(node, NIF.anchorOf, arabic(self.facts.article.text[start:end]))
        self.add(node, NIF.sentence, self.sentence_node(mention.sentence))
        self.add(node, KG.mentionKind, kind)
        self.add(node, ITSRDF.taIdentRef, target)
        self.add(node, ITSRDF.taConfidence, share(mention.confidence))

    def entity(self, entity: Entity) -> None:
        node, name = self.nodes[entity.id], self.names[entity.id]
        self.add(node, RDF.type, ENTITY_CLASS[entity.type], *map(curie, entity.classes))
        self.add(node, RDFS.label, arabic(name))
        name_en = self.english[entity.id]
        if name_en:
            self.add(node, RDFS.label, english(name_en))
        body = self.facts.article.text
        told = [body[m.start : m.end] for m in entity.mentions if m.kind == "name"]
        for other in sorted({entity.name, *entity.other_names, *told} - {name}):
            self.add(node, SKOS.altLabel, arabic(other))
        if entity.qid:
            self.add(node, OWL.sameAs, NamedNode(WD + entity.qid))
        if entity.same_as:
            self.add(node, OWL.sameAs, NamedNode(entity.same_as))
        if entity.latitude is not None and entity.longitude is not None:
            self.add(node, SCHEMA.latitude, decimal(f"{entity.latitude:.4f}"))
            self.add(node, SCHEMA.longitude, decimal(f"{entity.longitude:.4f}"))
        if entity.member_count is not None:
            self.add(node, KG.memberCount, whole(entity.member_count))
        self.add(node, KG.member, *(self.nodes[m] for m in entity.members))
        for mention in entity.mentions:
            self.mention(mention, node, KG[mention.kind])

    def posted(self, post: Post) -> NamedNode:
        of = self.nodes[post.of].value if post.of else None
        return NamedNode(iri.post(self.nodes[post.holder].value, post.title, of, post.former))

    def post(self, post: Post) -> None:
        node, holder = self.posted(post), self.nodes[post.holder]
        of = self.nodes[post.of] if post.of else None
        # المدرب "the coach" and مدرب "coach" are one post: it bears the title told most often
        title = favourite(Counter(p.title for p in self.facts.posts if self.posted(p) == node))
        assert title is not None
        body = f" ({self.names[post.of]})" if post.of else ""
        self.add(node, RDF.type, ORG.Post)
        self.add(node, RDFS.label, arabic(title + body))
        self.add(node, KG.title, arabic(title))
        if kind := kind_of(title):
            self.add(node, KG.postKind, Literal(kind))
        self.add(node, ORG.heldBy, holder)
        self.add(holder, ORG.holds, node)
        if of:
            self.add(node, ORG.postIn, of)
        if post.former:
            self.add(node, KG.former, Literal(True))
        self.add(node, PROV.wasDerivedFrom, self.sentence_node(post.sentence))
        self.add(node, KG.confidence, share(post.confidence))

    def relation(self, relation: Relation, index: int) -> None:
        source, target = self.nodes[relation.source], self.nodes[relation.target]
        predicate = RELATION[relation.type]
        node = NamedNode(iri.relation(self.facts.article.id, index))
        said = (self.names[relation.source], label(predicate), self.names[relation.target])
        self.add(source, predicate, target)
        self.add(node, RDF.type, RDF.Statement)
        self.add(node, RDFS.label, arabic(" ".join(said)))
        self.add(node, RDF.subject, source)
        self.add(node, RDF.predicate, predicate)
        self.add(node, RDF.object, target)
        self.add(node, KG.confidence, share(relation.confidence))
        self.add(node, PROV.wasDerivedFrom, self.sentence_node(relation.sentence))

    def event(self, event: Event) -> None:
        node, words = self.events[event.id], self.facts.article.text
        self.add(node, RDF.type, SEM.Event, KG[event.type])
        if event.subtype:
            self.add(node, RDF.type, KG[event.subtype])
        # One node has one label and one confidence, whichever article tells of it.
        first, told, confidence = self.occurrences.told(self.facts, event)
        self.add(node, RDFS.label, arabic(event_label(first, told, self.identity)))
        self.add(node, RDFS.label, english(event_label_en(first, told, self.identity)))
        category = plover(event.type, event.mode)
        if category:
            self.add(node, SEM.eventType, category)
        for role in event.roles:
            filler = role.filler
            if isinstance(filler, Quote):
                self.add(node, KG[role.name], arabic(words[filler.start : filler.end]))
            else:
                self.add(node, KG[role.name], self.nodes[filler])
        if event.kind:
            self.add(node, KG.kind, Literal(event.kind))
        if event.change:
            self.add(node, KG.change, Literal(event.change))
        self.add(node, SEM.hasPlace, *(self.nodes[p] for p in event.places))
        if event.time:
            self.add(node, KG.timeText, arabic(words[event.time.start : event.time.end]))
            self._when(node, event.time.value)
        self.add(node, KG.status, KG[event.status])
        if event.mode:
            self.add(node, KG.mode, KG[event.mode])
        if event.quotation:
            self.add(node, KG.quotation, KG[event.quotation])
        if event.made_at:
            self.add(node, KG.madeAt, self.events[event.made_at])
        self.add(node, KG.reports, *(self.events[e] for e in event.reports))
        self.add(node, KG.confidence, share(confidence))
        for trigger in event.triggers:
            self.mention(trigger, node, KG.trigger)

    def _when(self, node: NamedNode, value: str | None) -> None:
        start, _, end = (value or "").partition("/")
        if start and end:
            self.add(node, SEM.hasBeginTimeStamp, day(start))
            self.add(node, SEM.hasEndTimeStamp, day(end))
        elif start:
            self.add(node, SEM.hasTimeStamp, day(start))


def _web(url: str) -> Term:
    address = iri.web(url)
    try:
        return NamedNode(address) if address else text(url)
    except ValueError:
        return text(url)
