"""Where the nodes stand: computed once in Python, the same from build to build.

A connected part of up to 150 nodes is laid out by Kamada and Kawai (1989), a larger one by
Fruchterman and Reingold (1991); above 600 nodes each Louvain community is laid out on its own
and the communities are placed around each other. Then the boxes of shapes and labels are
pushed apart until none overlaps, and the parts are packed in rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import networkx as nx
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Box = tuple[float, float]
SEED = 7
SMALL, LARGE = 150, 600
GAP = 14.0
"""Free pixels between two boxes."""


def positions(graph: nx.Graph, boxes: Mapping[Any, Box]) -> dict[Any, tuple[int, int]]:
    """Place every node of an undirected graph; pixels, the whole centred on (0, 0).

    ``boxes``: width and height in pixels of each node with its label.
    """
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_rank)
    placed: list[tuple[list[Any], Points]] = []
    for part in parts:
        sizes = np.array([boxes[n] for n in part], dtype=float)
        placed.append((part, _separated(_spread(graph.subgraph(part), part, sizes), sizes)))
    return _packed(placed, boxes)


def communities(graph: nx.Graph) -> dict[Any, int]:
    """Community number of each node (Louvain, fixed seed), 0 the largest."""
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_weighted_edges_from(
        sorted((*sorted(e[:2]), e[2]) for e in graph.edges.data("weight", 1))
    )
    groups = nx.community.louvain_communities(ordered, weight="weight", seed=SEED)
    ranked = sorted((sorted(g) for g in groups), key=_rank)
    return {node: number for number, group in enumerate(ranked) for node in group}


def _rank(part: list[Any]) -> tuple[int, Any]:
    return -len(part), part[0]


def _spread(graph: nx.Graph, nodes: list[Any], sizes: Points) -> Points:
    """A first picture of one connected part, scaled to the room that its boxes need."""
    ordered = nx.Graph()
    ordered.add_nodes_from(nodes)
    ordered.add_edges_from(sorted(tuple(sorted(e)) for e in graph.edges()))
    count = len(nodes)
    if count == 1:
        return np.zeros((1, 2))
    if count <= SMALL:
        place = nx.kamada_kawai_layout(ordered, pos=nx.circular_layout(ordered))
    elif count <= LARGE:
        place = nx.spring_layout(ordered, seed=SEED, iterations=60, k=2.2 / math.sqrt(count))
    else:
        place = _by_community(ordered)
    points = np.array([place[n] for n in nodes], dtype=float)
    points -= points.mean(axis=0)
    reach = float(np.sqrt((points**2).sum(axis=1).mean())) or 1.0
    room = math.sqrt(float(((sizes[:, 0] + GAP) * (sizes[:, 1] + GAP)).sum()))
    scaled: Points = points / reach * room * 0.75
    scaled[:, 0] *= 1.25  # labels are wide, and so are screens
    return scaled


def _by_community(graph: nx.Graph) -> dict[Any, Points]:
    """Layout of a large part: communities on a spring layout, each laid out inside its circle."""
    group = communities(graph)
    members: dict[int, list[Any]] = {}
    for node in graph:
        members.setdefault(group[node], []).append(node)
    between = nx.Graph()
    between.add_nodes_from(sorted(members))
    for a, b in graph.edges():
        if group[a] != group[b]:
            pair = tuple(sorted((group[a], group[b])))
            weight = between.get_edge_data(*pair, default={"weight": 0})["weight"] + 1
            between.add_edge(*pair, weight=weight)
    rooms = {g: (2 * math.sqrt(len(m)), 2 * math.sqrt(len(m))) for g, m in members.items()}
    order = sorted(members)
    centres = nx.spring_layout(between, seed=SEED, iterations=100)
    first = np.array([centres[g] for g in order], dtype=float) * 2 * math.sqrt(len(graph))
    spaced = _separated(first, np.array([rooms[g] for g in order], dtype=float), gap=0.5)
    place: dict[Any, Points] = {}
    for row, g in enumerate(order):
        inside = graph.subgraph(members[g])
        inner = nx.Graph()
        inner.add_nodes_from(members[g])
        inner.add_edges_from(sorted(tuple(sorted(e)) for e in inside.edges()))
        local = nx.spring_layout(inner, seed=SEED, iterations=30) if len(inner) > 1 else None
        for node in members[g]:
            offset = np.zeros(2) if local is None else local[node] * math.sqrt(len(inner))
            place[node] = spaced[row] + offset
    return place


def _separated(points: Points, sizes: Points, gap: float = GAP, rounds: int = 120) -> Points:
    """Push boxes apart, each pair along the axis on which they overlap least."""
    from scipy.spatial import cKDTree

    points = points.copy()
    if len(points) < 2:
        return points
    radius = float(np.sqrt((sizes**2).sum(axis=1)).max()) + gap
    for _ in range(rounds):
        pairs = cKDTree(points).query_pairs(radius, output_type="ndarray")
        if not len(pairs):
            break
        a, b = pairs[:, 0], pairs[:, 1]
        delta = points[b] - points[a]
        need = (sizes[a] + sizes[b]) / 2 + gap - np.abs(delta)
        hit = (need > 0.5).all(axis=1)
        if not hit.any():
            break
        a, b, delta, need = a[hit], b[hit], delta[hit], need[hit]
        axis = np.argmin(need, axis=1)
        rows = np.arange(len(axis))
        sign = np.where(delta[rows, axis] >= 0, 1.0, -1.0)
        shift = np.zeros_like(delta)
        shift[rows, axis] = sign * need[rows, axis] * 0.5
        total = np.zeros_like(points)
        np.add.at(total, b, shift)
        np.add.at(total, a, -shift)
        met = np.zeros(len(points))
        np.add.at(met, a, 1.0)
        np.add.at(met, b, 1.0)
        points += total / np.maximum(met, 1.0)[:, None] * np.minimum(met, 2.0)[:, None]
    return points


def _packed(
    placed: list[tuple[list[Any], Points]], boxes: Mapping[Any, Box]
) -> dict[Any, tuple[int, int]]:
    """Put the parts beside and below each other in rows, the largest first."""
    areas = []
    for part, points in placed:
        half = np.array([boxes[n] for n in part]) / 2
        low, high = (points - half).min(axis=0), (points + half).max(axis=0)
        areas.append((part, points, low, high - low))
    total = sum(float((size + 2 * GAP).prod()) for *_, size in areas)
    width = max([math.sqrt(total) * 1.5, *(float(size[0]) for *_, size in areas)], default=1.0)
    x = y = row = 0.0
    spots: dict[Any, tuple[float, float]] = {}
    for part, points, low, size in areas:
        if x and x + size[0] > width:
            x, y, row = 0.0, y + row + 3 * GAP, 0.0
        for node, point in zip(part, points - low, strict=True):
            spots[node] = (point[0] + x, point[1] + y)
        x += float(size[0]) + 3 * GAP
        row = max(row, float(size[1]))
    if not spots:
        return {}
    middle = np.array(list(spots.values())).mean(axis=0)
    return {n: (round(p[0] - middle[0]), round(p[1] - middle[1])) for n, p in spots.items()}
