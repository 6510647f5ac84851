"""Tuning: a floor moves where that wins facts, stays where it does not; the table it writes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kg.evaluate.score import Figures
from kg.evaluate.thresholds import GRID, TABLE, filled_often, tune, worth, written
from kg.mention.label import QUOTED, ROLES
from kg.mention.threshold import floor, floors, tried
from kg.sentence.table import table
from tests.evaluate.hand_made import hand_gold


def figures(f1: float) -> Figures:
    return Figures(f1, f1, f1, 500, 500)


class Hill:
    """A score with one summit: the further ``link`` is from ``best``, the lower."""

    def __init__(self, link: str, best: float, height: float = 0.1) -> None:
        self.link, self.best, self.height = link, best, height
        self.tries = 0

    def __call__(self, values: Mapping[str, float]) -> Mapping[str, Figures]:
        self.tries += 1
        distance = abs(values.get(self.link, values["*"]) - self.best)
        return {"FACTS": figures(0.7 - self.height * distance)}


def test_a_floor_climbs_to_the_summit() -> None:
    (move,) = tune(Hill("speaker", 0.3), {"*": 0.5})
    assert (move.link, move.before) == ("speaker", 0.5)
    assert move.after == pytest.approx(0.3)
    assert move.gain > 0.01


def test_it_stays_where_the_gain_is_less_than_the_facts_asked_for() -> None:
    # One fact of 1000 is worth 0.002; the summit wins 0.003.
    small = Hill("speaker", 0.3, height=0.015)
    assert tune(small, {"*": 0.5}, least=2) == []
    assert tune(Hill("speaker", 0.5), {"*": 0.5}) == []


def test_one_lucky_value_does_not_count() -> None:
    def spike(values: Mapping[str, float]) -> Mapping[str, Figures]:
        return {"FACTS": figures(0.705 if values.get("place") == GRID[2] else 0.7)}

    assert tune(spike, {"*": 0.5}) == []


def test_roles_that_are_seldom_filled_are_left_alone() -> None:
    assert filled_often([hand_gold()]) == ()
    often = filled_often([hand_gold()] * 5)
    assert set(often) == {"speaker", "participant", "content"}


def test_worth_counts_the_row_that_a_floor_is_about() -> None:
    rows = {"FACTS": figures(0.6), "entities": figures(0.8)}
    assert worth(rows, "speaker") == pytest.approx(0.6)
    assert worth(rows, "coref") == pytest.approx(0.7)


def test_the_table_keeps_its_notes_and_leaves_out_what_is_default() -> None:
    text = written("# a note\nlink\tfloor\n*\t0.5\n", {"*": 0.5, "place": 0.35, "agent": 0.5})
    assert text == "# a note\nlink\tfloor\n*\t0.5\nplace\t0.35\n"
    shipped = TABLE.read_text(encoding="utf-8")
    assert written(shipped, floors()).splitlines()[0] == shipped.splitlines()[0]


def test_the_shipped_table() -> None:
    known = {
        "*",
        "mention",
        "trigger",
        "title",
        "coref",
        "coref-definite",
        "same",
        "holder",
        "post-of",
        "relation",
    }
    known |= {"speaker?", "speaker-sure", *ROLES, *QUOTED}
    names = [row["link"] for row in table("thresholds")]
    assert len(names) == len(set(names)) and set(names) <= known
    assert all(0 < float(row["floor"]) < 1 for row in table("thresholds"))


def test_tried_floors_hold_inside_only() -> None:
    before = floor("agent")
    with tried({"agent": 0.9}):
        with tried({"place": 0.1}):
            assert (floor("agent"), floor("place")) == (0.9, 0.1)
        assert floor("agent") == 0.9
        assert floor("place") == floors().get("place", floors()["*"])
    with pytest.raises(ValueError, match="stop"), tried({"agent": 0.9}):
        raise ValueError("stop")
    assert floor("agent") == before
