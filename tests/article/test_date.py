"""Publication dates: of the precision given, or not at all."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.date import publication_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2016-01-20", "2016-01-20"),
        ("2016-1-5", "2016-01-05"),
        ("2016-01", "2016-01"),
        ("2016", "2016"),
        (" 2016 ", "2016"),
        ("2016-01-20T23:30:00+03:00", "2016-01-20"),  # the day as written, not as in Greenwich
        ("2016-01-20 23:30", "2016-01-20"),
        ("2016/01/20", "2016-01-20"),
        ("20/1/2016", "2016-01-20"),
        ("01/02/2016", "2016-02-01"),  # day first, as Arab newspapers write
        ("01/20/2016", "2016-01-20"),  # can only be month first
        ("20.1.2016", "2016-01-20"),
        ("20160120", "2016-01-20"),
        ("٢٠١٦-٠١-٢٠", "2016-01-20"),
        ("Wed, 20 Jan 2016 23:00:00 +0300", "2016-01-20"),
        ("2016-02-30", None),
        ("2016-13", None),
        ("1437/04/10", None),  # Hijri
        ("أمس", None),
        ("20-01-16", None),
        ("", None),
        ("2016-01/20", None),
    ],
)
def test_publication_date_of(written: str, expected: str | None) -> None:
    assert publication_date(written) == expected


@given(st.dates(min_value=datetime.date(1800, 1, 1)).filter(lambda d: d.year < 2100))
def test_every_day_is_understood_in_each_form(day: object) -> None:
    iso = str(day)
    year, month, number = iso.split("-")
    for written in (iso, iso.replace("-", "/"), iso.replace("-", ""), f"{number}/{month}/{year}"):
        assert publication_date(written) == iso


@given(st.one_of(st.text(), st.text(st.sampled_from("0123456789-/. T:²٢"))))
def test_nothing_raises(written: str) -> None:
    publication_date(written)
