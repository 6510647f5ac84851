"""``output/``: what ``make run`` gave stands in the repository, whole and true to its promises."""

from __future__ import annotations

from pathlib import Path

import kg
from kg.graph.check import check
from tests.conftest import FOUNDING

FOLDER = Path(__file__).parent.parent / "output" / "founding"


def test_it_is_the_founding_article_and_keeps_its_promises():
    graph = kg.Graph.load(FOLDER)
    (article,) = graph.query("SELECT ?text { ?a nif:isString ?text }")
    assert article.text == FOUNDING.read_text("utf-8")
    assert not check(FOLDER).violations


def test_page_picture_and_answers_are_there():
    graph = kg.Graph.load(FOLDER)
    page = (FOLDER / "graph.html").read_text("utf-8")
    assert "<script" in page and 'dir="rtl"' in page
    assert (FOLDER / "page.png").read_bytes().startswith(b"\x89PNG")
    answers = (FOLDER / "answers.txt").read_text("utf-8")
    for row in graph.ask("ministers-spoke"):
        assert str(row.minister) in answers
