"""A graph too large for one page: its latest articles are shown, each whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg import Graph
from kg.view import latest as module
from kg.view.latest import latest
from kg.view.page import page
from kg.view.reading import page_data
from tests.triple.example import articles


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Five articles of five days."""
    told = articles()[0]
    return Graph(
        replace(told, article=replace(told.article, id=f"n{day}", date=f"2016-01-0{day}"))
        for day in (3, 1, 5, 2, 4)
    )


def shown(graph: Graph, **options: object) -> tuple[list[str], int]:
    chosen, of = latest(graph, **options)  # type: ignore[arg-type]
    return sorted(a.id for a in page_data(chosen).articles), of


def test_all_that_one_page_holds_is_shown(graph: Graph):
    assert shown(graph, most=5) == (["n1", "n2", "n3", "n4", "n5"], 0)


def test_of_more_the_latest(graph: Graph):
    assert shown(graph, most=2) == (["n4", "n5"], 5)
    assert shown(graph, most=2, until="2016-01-03") == (["n2", "n3"], 5)
    assert shown(graph, most=4, since="2016-01-04") == (["n4", "n5"], 5)
    assert shown(graph, most=4, since="2017") == ([], 5)


def test_an_article_is_shown_whole(graph: Graph):
    chosen, _ = latest(graph, most=1)
    whole = page_data([q for q in graph.quads if q.graph_name.value.endswith("/n5")])
    assert page_data(chosen) == whole


def test_its_quads_go_by_and_are_not_held(graph: Graph):
    chosen, _ = latest(graph, most=2)
    assert iter(chosen) is chosen  # a list of a thousand articles' took a gigabyte


def test_those_that_name_somebody(graph: Graph):
    name = page_data(graph).entities[0].label
    assert shown(graph, most=2, around=name) == (["n4", "n5"], 5)


def test_the_title_says_so(graph: Graph, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        module.latest, "__kwdefaults__", {**module.latest.__kwdefaults__, "most": 2}
    )
    assert "<title>خبر: أحدث المقالات، 2 من 5</title>" in page(graph)
    assert "أحدث" not in page(graph, title="عنوان").split("<title>")[1].split("</title>")[0]
