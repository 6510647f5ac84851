"""The opening scene: which nodes it draws, how large, where, as a pyvis network.

The way is networkx graph → ``pyvis.network.Network.from_nx`` → our own template, with preset
positions and physics off: what plain pyvis leaves to the browser takes it minutes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import networkx as nx

from kg.triple.article_label import short
from kg.view import layout
from kg.view.data import PageData, PageEvent
from kg.view.table import rows, words

ALL = 2_000
"""Up to so many nodes (entities and events) a page opens on everything."""
OPENING = 1_000
"""A larger page opens on so many of the most important entities."""
EVENTS = 160
"""Above so many nodes the page opens with its events folded into direct links."""
UNFOLDED = 1_000
"""Up to so many nodes a folded page also knows a layout with its events drawn."""
POST_LENGTH, NAME_LENGTH = 34, 38


@dataclass(frozen=True, slots=True)
class Scene:
    """The opening scene, and what was worked out for all nodes on the way."""

    graph: nx.MultiDiGraph
    """Drawn nodes, with pyvis attributes; edges with a ``label``."""
    weights: dict[str, int]
    """How much is told of each entity: roles, posts, relations and mentions."""
    communities: dict[str, int]
    folded: bool
    unfolded: dict[str, tuple[int, int]]
    """Places of all nodes when events are drawn too, where the opening scene folds them."""


def scene(data: PageData, *, limit: int = OPENING) -> Scene:
    """Choose, size and place the nodes that the page opens with."""
    weights = _weights(data)
    total = len(data.entities) + len(data.events)
    folded = total > EVENTS
    drawn = {e.iri for e in data.entities}
    if total > max(ALL, limit) or len(drawn) > max(ALL, limit):
        ranked = sorted(drawn, key=lambda iri: (-weights[iri], iri))
        drawn = set(ranked[:limit])
    ties = _ties(data, drawn)
    plan = ties if folded else _with_events(data, drawn)
    captions = _captions(data)
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    shapes = {row["type"]: row for row in rows("shapes")}
    for entity in sorted(data.entities, key=lambda e: e.iri):
        if entity.iri in drawn:
            shape = shapes[entity.type]
            graph.add_node(
                entity.iri,
                label=captions[entity.iri],
                shape=shape["shape"],
                color=shape["light"],
                size=size(weights[entity.iri]),
            )
    if not folded:
        for event in data.events:
            graph.add_node(
                event.iri,
                label=_longest_word(event),
                shape=shapes["event"]["shape"],
                color=shapes["event"]["light"],
                size=8,
            )
    named = len(graph) <= EVENTS
    boxes = {n: _box(a["label"], a["size"], a["shape"], named) for n, a in graph.nodes(data=True)}
    for iri, (x, y) in layout.positions(plan, boxes).items():
        graph.nodes[iri].update(x=x, y=y)
    graph.add_edges_from(plan.edges())
    groups = layout.communities(ties) if len(ties) else {}
    unfolded = _unfolded(data, weights) if folded and total <= UNFOLDED else {}
    return Scene(graph, weights, groups, folded, unfolded)


def _unfolded(data: PageData, weights: dict[str, int]) -> dict[str, tuple[int, int]]:
    """A second layout, with events as nodes, for graphs small enough to be read so."""
    boxes = {e.iri: _box("", size(weights[e.iri]), "dot", False) for e in data.entities}
    boxes |= {e.iri: _box("12345", 8, "box", False) for e in data.events}
    return layout.positions(_with_events(data, set(weights)), boxes)


def pyvis_network(graph: nx.MultiDiGraph) -> Any:
    """The scene as a ``pyvis.network.Network`` with our options, ready for our template."""
    from pyvis.network import Network

    # directed: pyvis compares every new edge of an undirected network with all before it
    network = Network(height="100%", width="100%", directed=True, cdn_resources="in_line")
    network.from_nx(graph)
    large = graph.number_of_nodes() > EVENTS
    network.options = {
        "autoResize": True,
        "physics": {"enabled": False, "solver": "forceAtlas2Based"},
        "layout": {"improvedLayout": False, "randomSeed": layout.SEED},
        "interaction": {
            "hover": True,
            "hideEdgesOnDrag": large,
            "hideEdgesOnZoom": large,
            "tooltipDelay": 250,
            "keyboard": False,
        },
        "nodes": {"borderWidth": 1.5, "font": {"size": 15}},
        "edges": {"smooth": False, "arrows": {"to": {"scaleFactor": 0.5}}},
    }
    return network


def size(weight: int) -> int:
    """Radius in pixels of a node of which so much is told."""
    return round(min(9 + 4.2 * math.log2(1 + weight), 44))


def _weights(data: PageData) -> dict[str, int]:
    count: Counter[str] = Counter({e.iri: 0 for e in data.entities})
    for event in data.events:
        count.update(r.entity for r in event.roles if r.entity)
    for post in data.posts:
        count.update(x for x in (post.holder, post.of) if x)
    for relation in data.relations:
        count.update((relation.source, relation.target))
    for article in data.articles:
        count.update(s.target for s in article.spans if s.target in count)
    return {e.iri: count[e.iri] for e in data.entities}


def _captions(data: PageData) -> dict[str, str]:
    """Label of each entity; a person's carries the post on a second line."""
    labels = {e.iri: e.label for e in data.entities}
    posts: dict[str, list[str]] = defaultdict(list)
    for post in sorted(data.posts, key=lambda p: (p.former, p.holder)):
        posts[post.holder].append(post.title + (f"، {labels[post.of]}" if post.of else ""))
    return {
        iri: short(label, NAME_LENGTH)
        + (f"\n{short(posts[iri][0], POST_LENGTH)}" if iri in posts else "")
        for iri, label in labels.items()
    }


def _longest_word(event: PageEvent) -> str:
    """What the event's pill says in the wordier language, so that there is room for both."""
    key = f"mode.{event.mode}" if event.mode else f"event.{event.type}"
    return max(words("ar")[key], words("en")[key], key=len)


def _box(label: str, radius: int, shape: str, named: bool) -> layout.Box:
    """Room of a node. In a large picture (not ``named``) the page shows names as room allows."""
    lines = label.split("\n")
    width = max(len(line) for line in lines) * 7.0
    if shape == "box":
        return width + 18, 26.0
    if not named:
        return 2.0 * radius + 34, 2.0 * radius + 22
    return max(width + 8, 2.0 * radius), 2.0 * radius + 18 * len(lines) + 6


def _with_events(data: PageData, drawn: set[str]) -> nx.Graph:
    """Entities and events as nodes, roles as edges."""
    graph = _standing(data, drawn)
    for event in data.events:
        graph.add_node(event.iri)
        graph.add_edges_from((event.iri, r.entity) for r in event.roles if r.entity in drawn)
    iris = {e.iri for e in data.events}
    for event in data.events:
        links = (*event.reports, *((event.made_at,) if event.made_at else ()))
        graph.add_edges_from((event.iri, other) for other in links if other in iris)
    return graph


def _standing(data: PageData, drawn: set[str]) -> nx.Graph:
    """Entities joined by relations and posts."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(sorted(drawn))
    pairs = [(r.source, r.target) for r in data.relations]
    pairs += [(p.holder, p.of) for p in data.posts if p.of]
    graph.add_edges_from((a, b) for a, b in pairs if a in drawn and b in drawn and a != b)
    return graph


def _ties(data: PageData, drawn: set[str]) -> nx.Graph:
    """Entities joined by whatever joins them, weighted by how often."""
    graph = _standing(data, drawn)
    nx.set_edge_attributes(graph, 1, "weight")
    for event in data.events:
        for a, b in _pairs(event, drawn):
            weight = graph.get_edge_data(a, b, default={"weight": 0})["weight"]
            graph.add_edge(a, b, weight=weight + 1)
    return graph


def _pairs(event: PageEvent, drawn: set[str]) -> Iterator[tuple[str, str]]:
    actors = sorted({r.entity for r in event.roles if r.entity in drawn})
    if len(actors) > 12:  # a summit of thirty is a star, not 435 lines
        yield from ((actors[0], other) for other in actors[1:])
    else:
        yield from combinations(actors, 2)
