"""Reckoning from a day, a month or a year of writing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.time import hijri
from kg.time.anchor import Anchor, add_months, interval, week_of


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2016-02-10", "2016-02-10", "2016-02-10"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02-10T08:00:00Z", "2016-02-10", "2016-02-10"),
        ("2016-02-31", None, None),
        ("2016-13", None, None),
        ("0000", None, None),
        ("أمس", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_anchor(published: str | None, first: str | None, last: str | None) -> None:
    anchor = Anchor.of(published)
    assert (anchor.first and anchor.first.isoformat()) == first
    assert (anchor.last and anchor.last.isoformat()) == last


def test_what_a_month_does_not_tell() -> None:
    month = Anchor.of("2016-01")
    assert month.shifted("day", -1) is None
    assert month.shifted("week", -1) is None
    assert month.shifted("month", -1) == "2015-12"
    assert month.shifted("year", 1) == "2017"
    assert Anchor.of("2016").shifted("month", 1) is None
    assert Anchor().shifted("year", 1) is None


def test_the_calendar_ends() -> None:
    assert Anchor.of("9999-12-31").shifted("day", 1) is None
    assert Anchor.of("0001-01-01").shifted("month", -1) is None
    assert Anchor.of("2016-01-01").shifted("day", -(10**12)) is None


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(-30000, 30000))
def test_months_go_there_and_back(year: int, month: int, count: int) -> None:
    try:
        there = add_months(year, month, count)
    except ValueError:
        return
    assert add_months(*there, -count) == (year, month)


@given(st.dates(date(1, 1, 8), date(9999, 12, 20)))
def test_a_week_holds_its_day(day: date) -> None:
    begin, end = (date.fromisoformat(part) for part in week_of(day).split("/"))
    assert begin <= day <= end
    assert begin.isoweekday() == 1
    assert (end - begin).days == 6


@pytest.mark.parametrize(
    ("begin", "end", "both"),
    [
        ("2015-04", "2015-08", "2015-04/2015-08"),
        ("2015", "2015-08", "2015"),
        ("2015-08", None, "2015-08"),
        (None, "2015-08", None),
        ("2015-08/2015-09", "2015-10/2015-11", "2015-08/2015-11"),
        ("2015-08", "2015-04", "2015-08"),
    ],
)
def test_interval(begin: str | None, end: str | None, both: str | None) -> None:
    assert interval(begin, end) == both


def test_hijri_years_beyond_the_tables() -> None:
    assert hijri.to_day(1, 1, 1) is None
    assert hijri.to_month(1342, 12) is None
    assert hijri.to_day(1437, 2, 31) is None
    assert hijri.year_near(9, None, Anchor(), None, False) is None


@given(st.integers(1344, 1459), st.integers(1, 12))
def test_hijri_months_follow_each_other(year: int, month: int) -> None:
    this = hijri.to_month(year, month)
    following = hijri.to_month(year + month // 12, month % 12 + 1)
    assert this and following
    gap = date.fromisoformat(following.split("/")[0]) - date.fromisoformat(this.split("/")[1])
    assert gap.days == 1
