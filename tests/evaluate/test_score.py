"""The measure: counted by hand, the same from facts and from RDF, the same as its model's."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import Graph
from kg.evaluate.found import found
from kg.evaluate.gold import load
from kg.evaluate.match import alike, overlaps, pairs
from kg.evaluate.readback import found_in
from kg.evaluate.score import Figures, score, score_found
from kg.nouns import Facts, Mention
from tests.evaluate.hand_made import hand_facts, hand_gold

SHARED = Path(__file__).parents[3] / "shared"
needs_shared = pytest.mark.skipif(
    not (SHARED / "eval" / "score.py").exists(),
    reason="the annotation's own scorer (../shared/eval/score.py) is not on this machine",
)


def counts(figures: Figures) -> tuple[float, int, int]:
    return figures.hit, figures.system, figures.gold


def test_rows_counted_by_hand() -> None:
    rows = score([hand_facts()], [hand_gold()])
    assert counts(rows["mentions"]) == (8, 8, 11)
    # Dice: سامي 4/5, هدى 2/3, الكرم 6/7, الأردن 2/3; the split-off عواد is the fifth.
    assert rows["entities"].hit == pytest.approx(4 / 5 + 2 / 3 + 6 / 7 + 2 / 3)
    assert (rows["entities"].system, rows["entities"].gold) == (5, 4)
    assert counts(rows["wikidata links"]) == (1, 1, 1)
    assert counts(rows["positions"]) == (1, 1, 2)
    assert counts(rows["relations"]) == (1, 1, 1)
    assert counts(rows["events"]) == (3, 4, 5)
    assert counts(rows["time"]) == (1, 1, 1)
    assert counts(rows["status"]) == (2, 3, 3)
    assert counts(rows["Statement mode"]) == (1, 2, 2)
    assert counts(rows["Meeting.participant"]) == (1, 2, 2)
    assert counts(rows["Statement.speaker"]) == (1, 2, 3)
    assert counts(rows["Statement.content"]) == (1, 1, 2)
    assert counts(rows["Support.what"]) == (0, 0, 1)
    # roles: 1 participant, 1 place, 1 speaker, 1 content of 2 + 1 + 2 + 2 + 3 + 2 annotated.
    assert counts(rows["roles"]) == (4, 6, 12)
    assert counts(rows["FACTS"]) == (1 + 1 + 3 + 4 + 1, 1 + 1 + 4 + 6 + 1, 2 + 1 + 5 + 12 + 1)
    assert rows["FACTS"].precision == round(10 / 13, 4)
    assert rows["FACTS"].recall == round(10 / 21, 4)
    assert rows["FACTS"].f1 == round(2 * 10 / (13 + 21), 4)


def test_facts_and_rdf_score_alike() -> None:
    facts, wanted = hand_facts(), hand_gold()
    assert score_found(found_in(Graph([facts]).quads), [wanted]) == score([facts], [wanted])


def test_an_article_that_is_not_there_counts_as_empty() -> None:
    rows = score([], [hand_gold()])
    assert counts(rows["FACTS"]) == (0, 0, 21)
    assert rows["mentions"].f1 == 0


def test_adjectives_and_pronouns_are_neither_rewarded_nor_punished() -> None:
    facts = hand_facts()
    jo = facts.entities[4]
    adjective = replace(jo, mentions=tuple(replace(m, kind="demonym") for m in jo.mentions))
    hidden = replace(
        facts,
        entities=(*facts.entities[:4], replace(adjective, mentions=())),
        demonyms=tuple((m, "e4") for m in adjective.mentions),
        relations=(),
    )
    for told in (hidden, replace(facts, entities=(*facts.entities[:4], adjective), relations=())):
        mine = found(told)
        assert len(mine.unscored) == 1 and len(mine.entities) == 4
        rows = score([told], [hand_gold()])
        assert counts(rows["mentions"])[1] == 7
        assert rows == score_found(found_in(Graph([told]).quads), [hand_gold()])


def test_two_entities_of_one_row_are_one_node() -> None:
    facts = hand_facts()
    jo, karm = facts.entities[4], facts.entities[2]
    twin = replace(jo, id="e9", mentions=(replace(karm.mentions[0], type="CTRY"),))
    assert len(found(replace(facts, entities=(*facts.entities, twin))).entities) == 5


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=6),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=6),
)
def test_overlap_is_symmetric_and_bounded(
    a: list[tuple[int, int]], b: list[tuple[int, int]]
) -> None:
    x, y = [(s, s + n) for s, n in a], [(s, s + n) for s, n in b]
    shared = overlaps(x, y)
    assert (shared == overlaps(y, x).T).all()
    assert ((shared >= 0) & (shared <= 1)).all()
    chosen = pairs(shared)
    assert len({i for i, _ in chosen}) == len({j for _, j in chosen}) == len(chosen)


def test_likeness_of_quotations_ignores_marks_and_order() -> None:
    assert alike("قُتل جنديان", "قتل جنديان") == 1
    assert alike("أ ب", "ب أ") == 1
    assert alike("أ ب", "ج") == alike("", "") == 0


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_whatever_is_found_scores_between_nothing_and_all(rng: random.Random) -> None:
    facts = hand_facts()
    size = len(facts.article.text)

    def moved(m: Mention) -> Mention:
        start = rng.randrange(size)
        return replace(m, start=start, end=min(size, start + rng.randrange(4)))

    wild = replace(
        facts,
        entities=tuple(replace(e, mentions=tuple(map(moved, e.mentions))) for e in facts.entities),
        events=tuple(replace(e, triggers=tuple(map(moved, e.triggers))) for e in facts.events),
    )
    for row in score([wild], [hand_gold()]).values():
        assert 0 <= row.hit <= min(row.system, row.gold) + 1e-9 or row.system == 0


@needs_shared
def test_same_figures_as_the_annotations_own_scorer(tmp_path: Path) -> None:
    sys.path.insert(0, str(SHARED / "eval"))
    try:
        import gold_to_rdf
    finally:
        sys.path.remove(str(SHARED / "eval"))
    from rdflib import Graph as Rdf

    folder, rng, rdf = tmp_path / "gold", random.Random(7), Rdf()
    folder.mkdir()
    for file in sorted((SHARED / "gold" / "dev").glob("*.json"))[::3]:
        (folder / file.name).write_bytes(file.read_bytes())
        gold_to_rdf.add_article(rdf, _noisy(json.loads(file.read_text(encoding="utf-8")), rng))
    graph = tmp_path / "noisy.ttl"
    rdf.serialize(graph)
    theirs = _theirs(graph, folder)
    ours = score_found(found_in(_quads(graph)), load(folder))
    assert set(ours) == set(theirs)
    for name, row in ours.items():
        told = theirs[name]
        assert (row.gold, row.system) == (told["gold"], told["system"]), name
        for figure in ("precision", "recall", "f1"):
            assert getattr(row, figure) == pytest.approx(told[figure], abs=2e-4), (name, figure)
    assert 0.5 < ours["FACTS"].f1 < 0.95


@needs_shared
def test_same_figures_on_the_hand_made_graph(tmp_path: Path) -> None:
    from tests.evaluate.hand_made import SOURCE, compile_source

    wanted, graph = tmp_path / "hand.json", tmp_path / "hand.trig"
    wanted.write_text(json.dumps(compile_source(SOURCE)), encoding="utf-8")
    Graph([hand_facts()]).save(graph)
    theirs = _theirs(graph, wanted)
    for name, row in score([hand_facts()], [hand_gold()]).items():
        told = theirs[name]
        figures = {k: getattr(row, k) for k in told}
        assert figures == told, name


def _theirs(graph: Path, wanted: Path) -> dict[str, dict[str, float]]:
    """The rows of the annotation's own scorer; its ties are broken by the hash seed."""
    command = [sys.executable, str(SHARED / "eval" / "score.py"), str(graph), str(wanted), "--json"]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    figures: dict[str, dict[str, float]] = json.loads(done.stdout)["figures"]
    return figures


def _quads(graph: Path) -> list[object]:
    from kg.graph.files import load_quads

    return list(load_quads(graph))


def _noisy(article: dict, rng: random.Random) -> dict:  # type: ignore[type-arg]
    """An annotation with faults of every kind put into it."""
    for e in article["entities"]:
        e["mentions"] = [
            [max(0, a - rng.choice((0, 0, 0, 1, 4))), b + rng.choice((0, 0, 0, 2))]
            for a, b in e["mentions"]
            if rng.random() > 0.15
        ]
        e["type"] = rng.choice(("PER", "LOC", "ORG")) if rng.random() < 0.1 else e["type"]
        e["qid"] = None if rng.random() < 0.2 else e["qid"]
    ids = [e["id"] for e in article["entities"]]
    for key in ("positions", "relations", "events"):
        article[key] = [x for x in article[key] if rng.random() > 0.2]
    for e in article["events"]:
        e["type"] = "Attack" if rng.random() < 0.1 else e["type"]
        e["status"] = "planned" if rng.random() < 0.1 else e["status"]
        for role, values in e["roles"].items():
            if isinstance(values, list) and values and rng.random() < 0.3:
                if isinstance(values[0], str):
                    e["roles"][role] = [*values, rng.choice(ids)]
                else:
                    e["roles"][role] = [[a, a + max(1, (b - a) // 2)] for a, b in values]
    return article


def test_gold_turned_to_facts_and_back_is_whole() -> None:
    """Facts that say just what the annotation says score 1 in every row that has gold."""
    from tests.evaluate.perfect import perfect

    folder = Path(__file__).parents[1] / "gold" / "articles"
    golds = load(folder)
    facts: list[Facts] = [perfect(g) for g in golds]
    rows = score(facts, golds)
    assert {name: row.f1 for name, row in rows.items() if row.gold and row.f1 < 1} == {}
    assert score_found(found_in(Graph(facts).quads), golds) == rows
