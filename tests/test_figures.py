"""The table of all figures: its rows can be run, read and judged."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from tests.benchmarks.table import reached, rows


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_a_row_names_a_program_and_one_figure(row: dict[str, str]) -> None:
    words = row["run"].split()
    assert words == ["score"] or (words[0] == "-m" and find_spec(words[1])), words
    assert re.compile(row["pattern"]).groups == 1
    assert re.fullmatch(r"([≥≤] \d+(\.\d+)?)?", row["limit"])


def test_limits_are_kept_from_their_own_side() -> None:
    assert reached("0.75", "≥ 0.75") and not reached("0.74", "≥ 0.75")
    assert reached("2.0", "≤ 2") and not reached("2.01", "≤ 2")
    assert reached("none", "")
