"""Calibration: known confidences give the error worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.calibration import bins, calibration_error, judgements
from tests.evaluate.hand_made import hand_facts, hand_gold


def test_honest_confidences_have_no_error() -> None:
    assert calibration_error([(1.0, True)] * 5) == 0
    assert calibration_error([(0.5, True), (0.5, False)]) == 0
    assert calibration_error([]) == 0


def test_error_by_hand() -> None:
    # Four at 0.9 of which two are right (0.4 off), one at 0.1 that is wrong (0.1 off).
    judged = [(0.9, True), (0.9, True), (0.9, False), (0.9, False), (0.1, False)]
    assert calibration_error(judged) == pytest.approx((4 * 0.4 + 0.1) / 5)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40))
def test_every_judgement_is_in_one_bin(judged: list[tuple[float, bool]]) -> None:
    assert sum(b.count for b in bins(judged)) == len(judged)
    assert 0 <= calibration_error(judged) <= 1


def test_mentions_and_events_are_judged_by_the_match() -> None:
    mentions, events = judgements([hand_facts()], [hand_gold()])
    assert mentions == [(0.9, True)] * 8
    assert sorted(events) == [(0.4, False), (0.7, True), (0.8, True), (0.9, True)]
    assert judgements([], [hand_gold()]) == ([], [])
