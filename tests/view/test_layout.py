"""Places of nodes: repeatable, and without boxes on each other."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.view.layout import communities, positions


def overlap(a, b, boxes, spots):
    return all(
        abs(spots[a][axis] - spots[b][axis]) < (boxes[a][axis] + boxes[b][axis]) / 2 - 1
        for axis in (0, 1)
    )


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 30).flatmap(
        lambda n: st.tuples(
            st.just(n),
            st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=60),
            st.lists(st.tuples(st.integers(10, 150), st.integers(10, 60)), min_size=n, max_size=n),
        )
    )
)
def test_any_graph_is_laid_out_without_overlap(case):
    count, edges, sizes = case
    graph = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(edges)
    boxes = dict(enumerate(sizes))
    spots = positions(graph, boxes)
    assert spots.keys() == set(range(count))
    pairs = [(a, b) for a in graph for b in graph if a < b and overlap(a, b, boxes, spots)]
    assert len(pairs) <= count // 10, pairs


def test_the_same_graph_is_laid_out_the_same_however_it_was_made():
    edges = [(f"n{a}", f"n{b}") for a, b in nx.barabasi_albert_graph(120, 2, seed=1).edges()]
    boxes = {f"n{i}": (40.0, 30.0) for i in range(120)}
    forward, backward = nx.Graph(edges), nx.Graph([(b, a) for a, b in reversed(edges)])
    assert positions(forward, boxes) == positions(backward, boxes)
    assert communities(forward) == communities(backward)


def test_neighbours_stand_near():
    graph = nx.path_graph(30)
    spots = positions(graph, dict.fromkeys(graph, (20.0, 20.0)))

    def away(a, b):
        return ((spots[a][0] - spots[b][0]) ** 2 + (spots[a][1] - spots[b][1]) ** 2) ** 0.5

    assert max(away(n, n + 1) for n in range(29)) < away(0, 29) / 3
