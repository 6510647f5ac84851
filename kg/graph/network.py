"""The graph as a network: entities and events are nodes; roles, relations and posts are edges.

Every node has ``label`` (Arabic), ``label_en``, ``type`` (Person, Country, Place, Organization,
Group, or an event class) and ``kind`` ("entity" or "event"). Entities have ``qid``, ``posts``,
``mentions``, ``latitude``, ``longitude`` where known; events ``status``, ``mode``, ``date``,
``confidence`` and the words of their literal roles. Edges have ``key`` and ``type`` (the role
or relation), ``label``, ``label_en``, ``kind`` ("role", "relation", "post", "event") and
``confidence`` (of a role that of its event). Events, relations and posts tell their source: the
``sentence`` that tells them first, its ``article``, ``published``, ``publisher``, and ``also_in``,
the other articles. Values are texts and numbers, which every format of networkx can hold; several
of one attribute are divided by `` | ``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyoxigraph import NamedNode, Store, Triple

from kg.graph.evidence import evidence, key
from kg.graph.store import told
from kg.triple.vocabulary import (
    ENTITY_CLASS,
    ENTITY_ROLES,
    EVENT_CLASSES,
    ITSRDF,
    KG,
    ORG,
    OWL,
    QUOTED_ROLES,
    RDF,
    RDFS,
    RELATION,
    SCHEMA,
    SEM,
    SKOS,
    WD,
    label,
)

_ROLES = {**{name: KG[name] for name in ENTITY_ROLES}, "place": SEM.hasPlace}
_RELATIONS = {**RELATION, "member": KG.member}
_LINKS = {"madeAt": KG.madeAt, "reports": KG.reports}
_WORDS = {**{name: KG[name] for name in QUOTED_ROLES}, "kind_of_harm": KG.kind, "change": KG.change}
_SOURCE = ("article", "published", "publisher", "sentence", "also_in")
_DATES = (SEM.hasTimeStamp, SEM.hasBeginTimeStamp)


def network(store: Store, behind: Mapping[str, Mapping[str, Any]] | None = None) -> Any:
    """The ``networkx.MultiDiGraph`` of a store, nodes and edges in order of their IRIs.

    ``behind``: what ``kg.graph.evidence`` tells of the store, where it is at hand.
    """
    import networkx

    behind = evidence(store) if behind is None else behind
    graph = networkx.MultiDiGraph()
    for iri, attributes in sorted({**_entities(store), **_events(store)}.items()):
        all_told = {**attributes, **_source(behind.get(iri, {}))}
        graph.add_node(iri, **{name: plain(value) for name, value in all_told.items()})
    for source, target, name, attributes in sorted(_edges(store), key=lambda edge: edge[:3]):
        if source in graph and target in graph:
            found = behind.get(key(source, target, attributes), {})
            more = {} if attributes["kind"] in ("role", "event") else _source(found)
            if found.get("confidence") is not None:
                more["confidence"] = found["confidence"]
            told_of = {**attributes, **more}
            graph.add_edge(
                source, target, key=name, **{name: plain(value) for name, value in told_of.items()}
            )
    return graph


def _source(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in _SOURCE if found.get(name)}


def plain(value: Any) -> Any:
    """Several values as one text, divided by `` | ``."""
    return " | ".join(map(str, value)) if isinstance(value, list | tuple) else value


def meetings(graph: Any) -> Any:
    """Who met whom: an undirected ``networkx.Graph`` of the network's participants.

    ``weight`` counts the meetings that two of them attended, ``dates`` tells their days.
    """
    import networkx

    met = networkx.Graph()
    for event, data in graph.nodes(data=True):
        if data["type"] != "Meeting" or data.get("status") != "actual":
            continue
        there = sorted({v for _, v, k in graph.out_edges(event, keys=True) if k in _ATTENDS})
        for n, one in enumerate(there):
            met.add_node(one, **graph.nodes[one])
            for other in there[:n]:
                tie = met.get_edge_data(one, other, default={"weight": 0, "dates": ""})
                dates = {*tie["dates"].split(" | "), data.get("date", "")} - {""}
                met.add_edge(other, one, weight=tie["weight"] + 1, dates=plain(sorted(dates)))
    return met


_ATTENDS = ("participant", "host")


def _entities(store: Store) -> dict[str, dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for kind in reversed(ENTITY_CLASS.values()):
        name = kind.value.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        for node in _of_class(store, kind):
            nodes[node] = {"kind": "entity", "type": name, "posts": [], "mentions": 0}
    _labels(store, nodes)
    for _, target, _ in told(store, ITSRDF.taIdentRef):
        if target in nodes:
            nodes[target]["mentions"] += 1
    for node, other, _ in told(store, OWL.sameAs):
        if node in nodes and other.startswith(WD):
            nodes[node]["qid"] = other[len(WD) :]
    for name, predicate in (("latitude", SCHEMA.latitude), ("longitude", SCHEMA.longitude)):
        for node, value, _ in told(store, predicate):
            if node in nodes:
                nodes[node][name] = float(value)
    titles = {post: text for post, text, _ in told(store, RDFS.label)}
    for holder, post, _ in told(store, ORG.holds):
        if holder in nodes:
            nodes[holder]["posts"] = sorted({*nodes[holder]["posts"], titles.get(post, "")})
    return nodes


def _events(store: Store) -> dict[str, dict[str, Any]]:
    nodes: dict[str, dict[str, Any]] = {}
    for name in EVENT_CLASSES:
        for iri in _of_class(store, KG[name]):
            nodes[iri] = {"kind": "event", "type": name}
    for iri in _of_class(store, KG.PressConference):
        if iri in nodes:
            nodes[iri]["subtype"] = "PressConference"
    _labels(store, nodes)
    for name, predicate in (("status", KG.status), ("mode", KG.mode), ("quotation", KG.quotation)):
        for node, value, _ in told(store, predicate):
            if node in nodes:
                nodes[node][name] = value.removeprefix(KG.base)
    for predicate in _DATES:
        for node, value, _ in told(store, predicate):
            if node in nodes:
                nodes[node]["date"] = value
    for name, predicate in _WORDS.items():
        for node, value, _ in told(store, predicate):
            if node in nodes:
                nodes[node].setdefault(name, []).append(value)
    for node, value, _ in told(store, KG.confidence):
        if node in nodes:
            nodes[node]["confidence"] = float(value)
    return nodes


def _labels(store: Store, nodes: dict[str, dict[str, Any]]) -> None:
    for data in nodes.values():
        data["label"] = ""
    for node, name, language in told(store, RDFS.label):
        if node in nodes:
            nodes[node]["label_en" if language == "en" else "label"] = name
    for node, name, _ in told(store, SKOS.altLabel):
        if node in nodes:
            nodes[node].setdefault("other_names", []).append(name)


def _edges(store: Store) -> list[tuple[str, str, str, dict[str, Any]]]:
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for kind, table in (("role", _ROLES), ("relation", _RELATIONS), ("event", _LINKS)):
        for name, predicate in table.items():
            for source, target, _ in told(store, predicate):
                found[source, target, name] = {"type": name, "kind": kind, **_names(predicate)}
    bodies = {post: body for post, body, _ in told(store, ORG.postIn)}
    titles = {post: title for post, title, _ in told(store, KG.title)}
    for post, holder, _ in told(store, ORG.heldBy):
        if post in bodies:
            title = titles.get(post, "")
            named = {"type": "post", "kind": "post", "label": title, "label_en": "holds a post in"}
            found[holder, bodies[post], f"post: {title}"] = named
    return [(*key, named) for key, named in found.items()]


def _names(predicate: NamedNode) -> dict[str, str]:
    return {"label": label(predicate), "label_en": label(predicate, "en")}


def _of_class(store: Store, kind: NamedNode) -> list[str]:
    quads = store.quads_for_pattern(None, RDF.type, kind)
    return sorted({q.subject.value for q in quads if not isinstance(q.subject, Triple)})
