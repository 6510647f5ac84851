"""Certainties: probabilities that keep the order of the model's scores."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.calibration import calibration_error, fitted
from kg.mention.certainty import certainty, straightened

SHARE = st.floats(0, 1)


@given(SHARE, SHARE)
def test_order_stays_and_all_is_probability(a: float, b: float) -> None:
    for span in ("mention", "trigger", "title"):
        low, high = sorted((a, b))
        assert 0 <= certainty(span, low) <= certainty(span, high) <= 1


def test_a_line_of_slope_one_changes_nothing() -> None:
    assert abs(straightened(0.73, 1, 0) - 0.73) < 1e-9
    assert straightened(0.95, 0.5, 0) < 0.95


def test_what_is_too_sure_becomes_honest() -> None:
    """Told with 0.9 and 0.99, right in six and eight of ten."""
    judged = [(0.9, n % 10 < 6) for n in range(200)] + [(0.99, n % 10 < 8) for n in range(200)]
    slope, shift = fitted(judged)
    honest = [(straightened(c, slope, shift), ok) for c, ok in judged]
    assert calibration_error(judged) > 0.2
    assert calibration_error(honest) < 0.02
