"""The evaluation as text, JSON and a page: everything from outside is escaped."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kg import Graph
from kg.errors import KhabarError
from kg.evaluate.evaluation import Evaluation, evaluate, evaluate_facts, judge
from kg.evaluate.page import errors_page
from tests.evaluate.hand_made import SOURCE, hand_facts, hand_gold


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate_facts([hand_facts()], [hand_gold()])


class Tags(HTMLParser):
    """All tags, marks by class, and whether every opened tag is closed."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [v or "" for k, v in attrs if k in ("href", "src")]
        if tag == "mark":
            self.marks.append((dict(attrs)["class"] or "", ""))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "mark":
            self.marks[-1] = (self.marks[-1][0], data)


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    return tags


def test_page_colours_what_was_missed_added_and_right(evaluation: Evaluation) -> None:
    tags = parsed(errors_page(evaluation))
    assert ("missed", "بلاده") in tags.marks
    assert ("ok", "سامي عواد") in tags.marks
    assert ("missed event", "شكرت") in tags.marks
    assert ("wrong event", "ستمنح") in tags.marks
    assert tags.marks.count(("ok", "الكرم")) >= 6


def test_page_is_self_contained_right_to_left_and_counts(evaluation: Evaluation) -> None:
    page = errors_page(evaluation)
    tags = parsed(page)
    assert page.startswith("<!doctype html>") and 'dir="rtl"' in page
    assert not {"script", "link", "img", "iframe", "object"} & set(tags.tags)
    assert tags.addresses and all(a.startswith("#kind-") for a in tags.addresses)
    assert all(f'id="{a[1:]}"' in page for a in tags.addresses)
    assert "دور فائت" in page and "default-src 'none'" in page


def test_hostile_names_and_texts_are_escaped() -> None:
    bad = '<script>alert(1)</script>"><img src=x onerror=y>'
    gold, facts = hand_gold(), hand_facts()
    article = replace(gold.article, id=bad, source=bad)
    entities = tuple(replace(e, name=bad) for e in gold.entities)
    hostile = replace(gold, article=article, entities=entities)
    told = replace(
        facts,
        article=replace(facts.article, id=bad),
        entities=tuple(replace(e, name=bad) for e in facts.entities),
        posts=tuple(replace(p, title=bad) for p in facts.posts),
    )
    page = errors_page(evaluate_facts([told], [hostile]))
    tags = parsed(page)
    assert not {"script", "img"} & set(tags.tags)
    missing = errors_page(judge([hostile], {}))
    assert not {"script", "img"} & set(parsed(missing).tags)


def test_rows_and_json(evaluation: Evaluation) -> None:
    lines = evaluation.rows().splitlines()
    assert lines[0].startswith("FACTS") and "gold    21" in lines[0]
    told = json.loads(evaluation.json())
    assert told["articles"] == 1 and told["missing"] == []
    assert told["figures"]["mentions"] == {
        "precision": 1.0,
        "recall": round(8 / 11, 4),
        "f1": round(16 / 19, 4),
        "gold": 11,
        "system": 8,
    }
    assert told["faults"]["role missed"] == 3
    assert evaluation.commonest()[0][1] == 3


def test_graph_file_and_folder_give_the_same(tmp_path: Path, evaluation: Evaluation) -> None:
    gold = tmp_path / "hand.json"
    gold.write_text(json.dumps(SOURCE), encoding="utf-8")
    for name in ("graph.trig", "graph.ttl", "graph.nq"):
        Graph([hand_facts()]).save(tmp_path / name)
        assert evaluate(tmp_path / name, gold).figures == evaluation.figures
    (tmp_path / "folder").mkdir()
    Graph([hand_facts()]).save(tmp_path / "folder" / "graph.trig")
    assert evaluate(tmp_path / "folder", gold).figures == evaluation.figures
    with pytest.raises(KhabarError):
        evaluate(tmp_path / "none.trig", gold)


def test_articles_that_the_graph_lacks_are_named() -> None:
    evaluation = judge([hand_gold()], {})
    assert evaluation.missing == ("hand",)
    assert evaluation.rows().startswith("not in the graph: hand")
    assert "hand" in errors_page(evaluation)
