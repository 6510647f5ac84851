"""Read the nouns of the page off the RDF of a graph: the only place where the view sees RDF.

Works on whatever holds the triples: a ``kg`` Graph, a pyoxigraph Store, an rdflib Graph or
Dataset. The terms are those of ``kg/triple/ontology.ttl``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from kg.view.data import (
    Evidence,
    PageArticle,
    PageData,
    PageEntity,
    PageEvent,
    PagePost,
    PageRelation,
    PageRole,
    PageSpan,
)
from kg.view.triples import Index, triples

KG = "https://w3id.org/khabar/ns#"
SCHEMA = "https://schema.org/"
SEM = "http://semanticweb.cs.vu.nl/2009/11/sem/"
ORG = "http://www.w3.org/ns/org#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
ITSRDF = "http://www.w3.org/2005/11/its/rdf#"
DCTERMS = "http://purl.org/dc/terms/"
PROV = "http://www.w3.org/ns/prov#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"

TYPE = RDF + "type"
ENTITY_TYPES = {
    SCHEMA + "Person": "PER",
    SCHEMA + "Country": "CTRY",
    SCHEMA + "Place": "LOC",
    SCHEMA + "City": "LOC",
    SCHEMA + "Organization": "ORG",
    SCHEMA + "GovernmentOrganization": "ORG",
    KG + "Group": "GRP",
}
ORDER = ("PER", "CTRY", "LOC", "ORG", "GRP")
"""Which type wins when a node has several (a Country is a Place too)."""
EVENT_TYPES = (
    "PressConference", "Statement", "Meeting", "Visit", "Attack", "Casualties", "Detain", "Release",
    "Agree", "Support", "Sanction", "Office", "Protest", "Move", "Control", "Decide",
)  # fmt: skip
RELATIONS = {
    ORG + "memberOf": "memberOf",
    SCHEMA + "containedInPlace": "locatedIn",
    KG + "capitalOf": "capitalOf",
    ORG + "subOrganizationOf": "partOf",
    KG + "allyOf": "allyOf",
    KG + "supports": "supports",
    SCHEMA + "nationality": "nationalityOf",
    SCHEMA + "worksFor": "worksFor",
    SCHEMA + "relatedTo": "relativeOf",
    KG + "member": "member",
}
ROLES = (
    "speaker", "addressee", "participant", "host", "visitor", "destination", "attacker", "target",
    "victim", "agent", "person", "party", "giver", "recipient", "protester", "origin",
    "what_place", "of", "content", "topic", "what", "instrument", "number",
)  # fmt: skip
READ = frozenset((
    TYPE, RDFS + "label", SKOS + "altLabel", OWL + "sameAs",
    ITSRDF + "taIdentRef", ITSRDF + "taConfidence", KG + "confidence", KG + "mentionKind",
    NIF + "isString", NIF + "referenceContext", NIF + "beginIndex", NIF + "endIndex",
    DCTERMS + "identifier", SCHEMA + "headline", SCHEMA + "datePublished", SCHEMA + "url",
    SCHEMA + "publisher", SCHEMA + "name",
    SCHEMA + "latitude", SCHEMA + "longitude", GEO + "lat", GEO + "long",
    ORG + "heldBy", ORG + "postIn", KG + "title", KG + "former", PROV + "wasDerivedFrom",
    RDF + "subject", RDF + "predicate", RDF + "object", *RELATIONS,
    *(KG + name for name in ROLES), SEM + "hasPlace", KG + "status", KG + "mode",
    KG + "kind", KG + "change", KG + "madeAt", KG + "reports",
    SEM + "hasTimeStamp", SEM + "hasBeginTimeStamp", SEM + "hasEndTimeStamp",
))  # fmt: skip
"""All predicates that a page tells something of."""


def page_data(source: Any) -> PageData:
    """All that a page can show, out of a graph.

    ``source``: a ``kg`` Graph, a pyoxigraph Store or quads, an rdflib Graph or Dataset.
    """
    index = Index(triples(source), READ)
    kinds = _kinds(index)
    spans = _spans(index, kinds)
    articles = tuple(_articles(index, spans))
    return PageData(
        articles=articles,
        entities=tuple(_entities(index, kinds)),
        posts=tuple(_posts(index, kinds)),
        relations=tuple(_relations(index, kinds)),
        events=tuple(_events(index, kinds)),
    )


def _kinds(index: Index) -> dict[str, str]:
    """IRI → entity or event type, for all that can be a node."""
    events = {KG + name: name for name in EVENT_TYPES}
    kinds: dict[str, str] = {}
    for subject, classes in sorted(index.subjects(TYPE).items()):
        names = {c.value for c in classes}
        found = [events[c] for c in names if c in events]
        if found:
            # the finest class is first in EVENT_TYPES: a press conference is a Meeting too
            kinds[subject] = min(found, key=EVENT_TYPES.index)
            continue
        types = {ENTITY_TYPES[c] for c in names if c in ENTITY_TYPES}
        if types and index.one(subject, RDFS + "label"):
            kinds[subject] = min(types, key=ORDER.index)
    return kinds


def _spans(index: Index, kinds: dict[str, str]) -> dict[str, list[PageSpan]]:
    """Article IRI → its mentions and triggers."""
    spans: dict[str, list[PageSpan]] = defaultdict(list)
    for mention, targets in index.subjects(ITSRDF + "taIdentRef").items():
        article = index.one(mention, NIF + "referenceContext")
        start, end = index.one(mention, NIF + "beginIndex"), index.one(mention, NIF + "endIndex")
        if article is None or start is None or end is None:
            continue
        kind = (index.one(mention, KG + "mentionKind") or KG + "name").removeprefix(KG)
        confidence = _confidence(index, mention)
        for target in targets:
            if target.value in kinds:
                event = kinds[target.value] in EVENT_TYPES
                spans[article].append(
                    PageSpan(
                        int(start),
                        int(end),
                        target.value,
                        "trigger" if event else kind,
                        confidence,
                    )
                )
    return spans


def _articles(index: Index, spans: dict[str, list[PageSpan]]) -> Iterator[PageArticle]:
    sentences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for subject, classes in index.subjects(TYPE).items():
        if any(c.value == NIF + "Sentence" for c in classes):
            context = index.one(subject, NIF + "referenceContext")
            start, end = (
                index.one(subject, NIF + "beginIndex"),
                index.one(subject, NIF + "endIndex"),
            )
            if context is not None and start is not None and end is not None:
                sentences[context].append((int(start), int(end)))
    found: list[PageArticle] = []
    for iri, texts in index.subjects(NIF + "isString").items():
        text = texts[0].value
        lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        article = PageArticle(
            iri=iri,
            id=index.one(iri, DCTERMS + "identifier") or iri.rsplit("/", 1)[-1],
            text=text,
            title=index.one(iri, SCHEMA + "headline"),
            source=_publisher(index, iri),
            date=index.one(iri, SCHEMA + "datePublished"),
            url=index.one(iri, SCHEMA + "url"),
            sentences=tuple(sorted(sentences.get(iri, lines))),
            spans=tuple(
                sorted(
                    (s for s in spans.get(iri, ()) if 0 <= s.start < s.end <= len(text)),
                    key=lambda s: (s.start, -s.end, s.target),
                )
            ),
        )
        found.append(article)
    yield from sorted(found, key=lambda a: (a.date or "", a.id))


def _publisher(index: Index, article: str) -> str | None:
    """The publisher's name, whether it is a literal or a node with a label."""
    for term in index.all(article, SCHEMA + "publisher"):
        if term.iri:
            return index.one(term.value, RDFS + "label", SCHEMA + "name") or term.value
        return term.value
    return None


def _entities(index: Index, kinds: dict[str, str]) -> Iterator[PageEntity]:
    for iri, kind in kinds.items():
        if kind not in ORDER:
            continue
        labels = index.all(iri, RDFS + "label")
        label = next((t.value for t in labels if t.language == "ar"), labels[0].value)
        english = next((t.value for t in labels if t.language == "en"), None)
        others = {t.value for t in labels} | {t.value for t in index.all(iri, SKOS + "altLabel")}
        qids = (
            re.search(r"wikidata\.org/entity/(Q\d+)$", t.value)
            for t in index.all(iri, OWL + "sameAs")
        )
        yield PageEntity(
            iri=iri,
            type=kind,
            label=label,
            label_en=english,
            # a space that does not break looks like any other
            names=tuple(sorted({" ".join(name.split()) for name in others} - {label, english})),
            qid=next((m.group(1) for m in qids if m), None),
            latitude=index.number(iri, SCHEMA + "latitude", GEO + "lat"),
            longitude=index.number(iri, SCHEMA + "longitude", GEO + "long"),
        )


def _confidence(index: Index, subject: str) -> float:
    found = index.number(subject, KG + "confidence", ITSRDF + "taConfidence")
    return 1.0 if found is None else found


def _evidence(index: Index, subject: str) -> tuple[Evidence, ...]:
    found: set[tuple[str, int]] = set()
    for term in index.all(subject, PROV + "wasDerivedFrom"):
        article = index.one(term.value, NIF + "referenceContext")
        start = index.one(term.value, NIF + "beginIndex")
        if article is not None and start is not None:
            found.add((article, int(start)))
    return tuple(Evidence(*pair) for pair in sorted(found))


def _posts(index: Index, kinds: dict[str, str]) -> Iterator[PagePost]:
    for post, holders in sorted(index.subjects(ORG + "heldBy").items()):
        title = index.one(post, KG + "title", RDFS + "label")
        of = index.one(post, ORG + "postIn")
        for holder in holders:
            if title and holder.value in kinds:
                yield PagePost(
                    holder=holder.value,
                    title=title,
                    of=of if of in kinds else None,
                    former=index.one(post, KG + "former") in ("true", "True", "1"),
                    confidence=_confidence(index, post),
                    evidence=_evidence(index, post),
                )


def _relations(index: Index, kinds: dict[str, str]) -> Iterator[PageRelation]:
    reified: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for node, subjects in sorted(index.subjects(RDF + "subject").items()):
        predicate, object_ = index.one(node, RDF + "predicate"), index.one(node, RDF + "object")
        if predicate and object_:
            reified[subjects[0].value, predicate, object_].append(node)
    for predicate, name in RELATIONS.items():
        for source, targets in sorted(index.subjects(predicate).items()):
            for target in targets:
                if source not in kinds or target.value not in kinds:
                    continue
                nodes = reified[source, predicate, target.value]
                yield PageRelation(
                    type=name,
                    source=source,
                    target=target.value,
                    confidence=max((_confidence(index, n) for n in nodes), default=1.0),
                    evidence=tuple(
                        sorted({e for n in nodes for e in _evidence(index, n)}, key=str)
                    ),
                )


def _events(index: Index, kinds: dict[str, str]) -> Iterator[PageEvent]:
    def local(subject: str, name: str) -> str | None:
        value = index.one(subject, KG + name)
        return None if value is None else value.removeprefix(KG)

    for iri, kind in kinds.items():
        if kind not in EVENT_TYPES:
            continue
        roles = [
            PageRole(name, entity=t.value) if t.iri else PageRole(name, words=t.value)
            for name in ROLES
            for t in index.all(iri, KG + name)
            if not t.iri or t.value in kinds
        ]
        roles += [
            PageRole("place", entity=t.value)
            for t in index.all(iri, SEM + "hasPlace")
            if t.value in kinds
        ]
        yield PageEvent(
            iri=iri,
            type=kind,
            status=local(iri, "status") or "actual",
            mode=local(iri, "mode"),
            begin=index.one(iri, SEM + "hasTimeStamp", SEM + "hasBeginTimeStamp"),
            end=index.one(iri, SEM + "hasEndTimeStamp"),
            roles=tuple(roles),
            made_at=index.one(iri, KG + "madeAt"),
            reports=tuple(t.value for t in index.all(iri, KG + "reports") if t.value in kinds),
            detail=local(iri, "kind") or local(iri, "change"),
            confidence=_confidence(index, iri),
        )
