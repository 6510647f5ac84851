"""The tables of the time stage: no row twice, every row usable."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.time.attach import weights
from kg.time.lexemes import TABLES
from kg.time.patterns import patterns
from kg.time.values import RULES


def test_no_surface_stands_in_two_rows() -> None:
    rows = [row["surface"] for name in TABLES for row in table(name)]
    assert [s for s, n in Counter(rows).items() if n > 1] == []


def test_spellings_of_one_surface_agree() -> None:
    """Rows that fold to the same letters may differ in spelling, never in meaning."""
    meanings: dict[str, set[tuple[str, str]]] = {}
    for name in TABLES:
        for row in table(name):
            key = fold(row["surface"]).text
            meanings.setdefault(key, set()).add((row["category"], row["value"]))
    assert {k: v for k, v in meanings.items() if len(v) > 1} == {}


@pytest.mark.parametrize("name", [*TABLES, "time_patterns", "time_cues", "time_weights"])
def test_rows_are_whole(name: str) -> None:
    rows = table(name)
    assert rows
    for row in rows:
        first, second = list(row.values())[:2]
        assert first
        assert first == first.strip()
        assert None not in row, row
        assert second or name == "time_patterns"


def test_each_naming_system_has_twelve_months() -> None:
    months: dict[str, set[str]] = {}
    for row in table("time_months"):
        months.setdefault(row["system"], set()).add(row["value"])
    twelve = {str(i) for i in range(1, 13)}
    assert months["egyptian"] == months["levantine"] == months["hijri"] == twelve
    assert len(months["maghrebi"]) >= 9  # the others are spelt as in Egypt


def test_pattern_names_are_unique_and_rules_exist() -> None:
    rows = table("time_patterns")
    assert len({row["name"] for row in rows}) == len(rows)
    assert {p.rule for p in patterns()} == set(RULES)


def test_no_pattern_matches_nothing() -> None:
    assert [p.name for p in patterns() if p.regex.match("")] == []


def test_weights_are_numbers() -> None:
    assert all(abs(w) < 20 for w in weights().values())
