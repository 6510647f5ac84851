"""Where the nodes stand: computed once in Python, the same from build to build.

Each connected part is laid out by stress majorization (Gansner, Koren & North, "Graph Drawing
by Stress Majorization", 2004): the picture that Kamada and Kawai's method aims at, at a tenth
of the time. Then the boxes of shapes and labels are pushed apart until none overlaps, and the
parts are packed in rows.
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
LARGEST = 2_500
"""Parts of more nodes are left to networkx's spring layout: stress needs all distances."""
SMALL = 250
"""Up to so many nodes plain numpy is quick enough; scipy takes half a second to import."""
GAP = 12.0
"""Free pixels between two boxes."""
ASPECT = 1.15
"""Width to height of the picture: labels are wide, and so are screens."""


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
    count = len(nodes)
    if count == 1:
        return np.zeros((1, 2))
    if count <= LARGEST:
        points = _stress(_distances(graph, nodes))
    else:
        place = nx.spring_layout(graph, seed=SEED, iterations=30)
        points = np.array([place[n] for n in nodes], dtype=float)
    points -= points.mean(axis=0)
    points = points @ _upright(points)
    reach = float(np.sqrt((points**2).sum(axis=1).mean())) or 1.0
    room = math.sqrt(float(((sizes[:, 0] + GAP) * (sizes[:, 1] + GAP)).sum()))
    scaled: Points = points / reach * room * 0.52
    return scaled


def _distances(graph: nx.Graph, nodes: list[Any]) -> Points:
    """Length of the shortest way between any two nodes; links between hubs are longer."""
    row = {node: i for i, node in enumerate(nodes)}
    ends = np.array([(row[a], row[b]) for a, b in graph.edges() if a != b])
    degree = np.bincount(ends.ravel(), minlength=len(nodes))
    length = 1 + 0.25 * np.sqrt(np.minimum(degree[ends[:, 0]], degree[ends[:, 1]]))
    if len(nodes) <= SMALL:
        return _all_ways(ends, length, len(nodes))
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import shortest_path

    matrix = coo_array((length, (ends[:, 0], ends[:, 1])), shape=(len(nodes), len(nodes)))
    ways: Points = shortest_path(matrix.tocsr(), directed=False)
    return ways


def _all_ways(ends: npt.NDArray[np.int64], length: Points, count: int) -> Points:
    """Floyd & Warshall's: ways through one more node at a time."""
    ways = np.full((count, count), np.inf)
    np.fill_diagonal(ways, 0.0)
    ways[ends[:, 0], ends[:, 1]] = ways[ends[:, 1], ends[:, 0]] = length
    for node in range(count):
        np.minimum(ways, ways[:, node, None] + ways[None, node, :], out=ways)
    return ways


def _stress(distances: Points) -> Points:
    """Points whose distances come closest to those asked for, near ones counting most."""
    count = len(distances)
    points = _pivots(distances)
    # nodes with the same neighbours start on one spot: a tiny spiral pulls them apart
    turn = np.arange(count) * 2.399963
    points += 0.05 * np.stack([np.cos(turn), np.sin(turn)], axis=1)
    weights = 1.0 / np.maximum(distances, 0.5) ** 2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    solved = np.linalg.inv(laplacian + 1.0 / count) - 1.0 / count
    pull = weights * distances
    rounds = 120 if count <= 400 else 50 if count <= 1200 else 25
    for _ in range(rounds):
        delta_x = points[:, 0][:, None] - points[:, 0][None, :]
        delta_y = points[:, 1][:, None] - points[:, 1][None, :]
        ratio = pull / np.maximum(np.sqrt(delta_x**2 + delta_y**2), 1e-6)
        target = np.diag(ratio.sum(axis=1)) - ratio
        points = solved @ (target @ points)
    return points


def _pivots(distances: Points) -> Points:
    """A quick first picture without chance: Brandes & Pich, "Pivot MDS", 2007."""
    chosen = [0]
    while len(chosen) < min(len(distances), 50):
        chosen.append(int(distances[:, chosen].min(axis=1).argmax()))
    squares = distances[:, chosen] ** 2
    rows, columns = squares.mean(axis=1, keepdims=True), squares.mean(axis=0, keepdims=True)
    centred = -0.5 * (squares - rows - columns + squares.mean())
    _, vectors = np.linalg.eigh(centred.T @ centred)
    points: Points = centred @ vectors[:, -2:]
    if points.shape[1] < 2:
        points = np.pad(points, ((0, 0), (0, 1)))
    largest = np.abs(points).argmax(axis=0)
    points = points * np.where(points[largest, range(2)] < 0, -1.0, 1.0)
    scale: float = distances.max() / max(float(np.ptp(points)), 1e-9)
    return points * scale


def _upright(points: Points) -> Points:
    """The rotation that lays the longest extent of the picture along the x axis."""
    _, vectors = np.linalg.eigh(np.cov(points.T))
    turned: Points = vectors[:, ::-1] * (np.sign(vectors[0, -1]) or 1.0)
    return turned


def _separated(points: Points, sizes: Points, gap: float = GAP, rounds: int = 120) -> Points:
    """Push boxes apart, each pair along the axis on which they overlap least."""
    points = points.copy()
    if len(points) < 2:
        return points
    radius = float(np.sqrt((sizes**2).sum(axis=1)).max()) + gap
    for _ in range(rounds):
        pairs = _close(points, radius)
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


def _close(points: Points, radius: float) -> npt.NDArray[np.int64]:
    """Rows of two: all pairs of points that are no farther apart than ``radius``."""
    if len(points) <= SMALL:
        delta = points[:, None] - points[None]
        near = (delta**2).sum(axis=2) <= radius**2
        return np.argwhere(np.triu(near, 1))
    from scipy.spatial import cKDTree

    pairs: npt.NDArray[np.int64] = cKDTree(points).query_pairs(radius, output_type="ndarray")
    return pairs


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
    width = max(
        [math.sqrt(total * ASPECT * 1.25), *(float(size[0]) for *_, size in areas)], default=1.0
    )
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
