"""The sentence that a fact was read from: of each event, relation and post, as rows tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import Store

from kg.graph.store import told
from kg.triple.vocabulary import DCTERMS, ITSRDF, KG, NIF, ORG, PROV, RDF, RELATION, SCHEMA

_RELATIONS = {**RELATION, "member": KG.member}


def evidence(store: Store) -> dict[str, dict[str, Any]]:
    """The first sentence of each event, relation and post, by its ``key``, with its article; the
    ``confidence``, how many ``articles`` tell it, and which ones are the others (``also_in``)."""
    place = _sentences(store)
    sure = {node: float(value) for node, value, _ in told(store, KG.confidence)}
    behind: dict[str, list[str]] = {}  # node → sentences
    said_in = {mention: sentence for mention, sentence, _ in told(store, NIF.sentence)}
    for mention, target, _ in told(store, ITSRDF.taIdentRef):
        behind.setdefault(target, []).append(said_in.get(mention, ""))
    for node, sentence, _ in told(store, PROV.wasDerivedFrom):
        behind.setdefault(node, []).append(sentence)
    found = {}
    for name, node in _keys(store):
        sentences = [place[s] for s in behind.get(node, ()) if s in place]
        if sentences:
            first = min(sentences, key=lambda s: (s["article"], s["begin"]))
            others = sorted({s["article"] for s in sentences} - {first["article"]})
            many = {"articles": 1 + len(others), "also_in": others}
            found[name] = {**first, "confidence": sure.get(node), **many}
    return found


def key(source: str, target: str, edge: Mapping[str, Any]) -> str:
    """What the evidence of a network's edge is called: a role's is that of its event."""
    relation = _RELATIONS.get(edge["type"])
    if edge["kind"] == "post":
        return f"{source} post {target}"
    return f"{source} {relation.value} {target}" if relation else source


def _sentences(store: Store) -> dict[str, dict[str, Any]]:
    """Sentence IRI → its article, words and place."""
    names = (DCTERMS.identifier, NIF.isString, SCHEMA.headline, SCHEMA.url)
    identifier, text, title, url = (
        {node: value for node, value, _ in told(store, name)} for name in names
    )
    published, publisher = (
        {node: value for node, value, _ in told(store, name)}
        for name in (SCHEMA.datePublished, SCHEMA.publisher)
    )
    begin = {node: int(value) for node, value, _ in told(store, NIF.beginIndex)}
    end = {node: int(value) for node, value, _ in told(store, NIF.endIndex)}
    found = {}
    for node, article, _ in told(store, NIF.referenceContext):
        if node in begin and node in end:
            found[node] = {
                "article": identifier.get(article, article),
                "title": title.get(article),
                "url": url.get(article),
                "published": published.get(article),
                "publisher": publisher.get(article),
                "sentence": text.get(article, "")[begin[node] : end[node]],
                "begin": begin[node],
                "end": end[node],
            }
    return found


def _keys(store: Store) -> list[tuple[str, str]]:
    """What ``key`` calls an event or edge → the node that carries its evidence."""
    keys = [(event, event) for event, _, _ in told(store, KG.status)]
    ends = (RDF.subject, RDF.predicate, RDF.object)
    subject, predicate, target = (
        {node: value for node, value, _ in told(store, end)} for end in ends
    )
    keys += [(f"{subject[n]} {predicate[n]} {target[n]}", n) for n in sorted(subject)]
    holder = {post: person for post, person, _ in told(store, ORG.heldBy)}
    keys += [(f"{holder[p]} post {of}", p) for p, of, _ in told(store, ORG.postIn) if p in holder]
    # a group lists its members where it is mentioned
    return keys + [(f"{g} {KG.member.value} {m}", g) for g, m, _ in told(store, KG.member)]
