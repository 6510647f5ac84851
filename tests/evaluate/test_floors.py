"""The quality gate: no row of the score under its floor, on our articles and on dev."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import KhabarError
from kg.evaluate.floors import (
    EPSILON,
    SETS,
    Floors,
    falls,
    fingerprint,
    measure,
    pinned,
    slack,
    updated,
    write,
)
from kg.evaluate.score import Figures


def figures(f1: float, items: int = 1000) -> Figures:
    return Figures(f1, f1, f1, items, items)


OLD = Floors("abc", 20, {"FACTS": 0.7, "events": 0.8})


@pytest.mark.parametrize("name", SETS)
def test_no_row_under_its_floor(name: str) -> None:
    folder = SETS[name]
    if not folder.is_dir():
        pytest.skip(f"the annotated articles of {name} are not on this machine: not measured")
    floors = pinned().get(name)
    if floors is None:
        pytest.fail(f"{name} has no floors: python -m kg.evaluate.floors --update")
    assert floors.sha256 == fingerprint(folder), (
        f"{name}: these are not the articles the floors were measured on; "
        "measure again: python -m kg.evaluate.floors --update"
    )
    fallen = falls(floors, measure(folder))
    told = [f"{f.row} fell to {f.now:.4f}, floor {f.floor:.4f}" for f in fallen]
    assert not fallen, "; ".join(told)


def test_a_row_falls_when_it_loses_more_than_rounding() -> None:
    assert falls(OLD, {"FACTS": figures(0.7 - EPSILON / 2), "events": figures(0.9)}) == []
    (fall,) = falls(OLD, {"FACTS": figures(0.69), "events": figures(0.8)})
    assert (fall.row, fall.floor, fall.now) == ("FACTS", 0.7, 0.69)
    assert {f.row for f in falls(OLD, {"FACTS": figures(0.7)})} == {"events"}


def test_two_answers_may_tip_in_a_small_row_and_no_more() -> None:
    small = figures(0.8, 10)
    assert slack(small) == pytest.approx(0.2)
    assert slack(figures(0.8)) == EPSILON
    assert falls(OLD, {"FACTS": figures(0.7), "events": figures(0.61, 10)}) == []
    assert falls(OLD, {"FACTS": figures(0.7), "events": figures(0.59, 10)}) != []


def test_floors_are_raised_freely() -> None:
    now = {"FACTS": figures(0.75), "events": figures(0.8), "time": figures(0.5)}
    new = updated(OLD, "abc", 20, now)
    assert new.rows == {"FACTS": 0.75, "events": 0.8, "time": 0.5}
    assert new.lowered == ()
    assert updated(None, "abc", 20, now).rows == new.rows


def test_floors_are_lowered_only_for_a_reason_that_is_kept() -> None:
    now = {"FACTS": figures(0.6), "events": figures(0.8)}
    for reason in ("", "  "):
        with pytest.raises(KhabarError) as error:
            updated(OLD, "abc", 20, now, reason)
        assert error.value.code == "K704"
    new = updated(OLD, "abc", 20, now, "a smaller model")
    assert new.rows["FACTS"] == 0.6
    assert new.lowered == ({"row": "FACTS", "from": 0.7, "to": 0.6, "reason": "a smaller model"},)


def test_what_merely_tipped_keeps_its_floor_on_the_same_articles_only() -> None:
    now = {"FACTS": figures(0.6995), "events": figures(0.8)}
    assert updated(OLD, "abc", 20, now).rows["FACTS"] == 0.7
    with pytest.raises(KhabarError):
        updated(OLD, "other", 20, now)
    assert updated(OLD, "other", 21, now, "an article more").sha256 == "other"


def test_written_floors_read_back(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert pinned(file) == {}
    floors = {"b": OLD, "a": replace(OLD, lowered=({"row": "x", "reason": "y"},))}
    write(floors, file)
    assert pinned(file) == floors
    before = file.read_bytes()
    write(pinned(file), file)
    assert file.read_bytes() == before


def test_fingerprint_changes_with_the_annotation_not_with_its_layout(tmp_path: Path) -> None:
    import json

    from tests.evaluate.hand_made import SOURCE

    file = tmp_path / "hand.json"
    file.write_text(json.dumps(SOURCE), encoding="utf-8")
    first = fingerprint(tmp_path)
    file.write_text(json.dumps(SOURCE, indent=3, ensure_ascii=False), encoding="utf-8")
    assert fingerprint(tmp_path) == first
    file.write_text(json.dumps({**SOURCE, "date": "2020-03-03"}), encoding="utf-8")
    assert fingerprint(tmp_path) != first
