"""Publication dates: of the precision given, or not at all."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.date import date_in_name, month_first, publication_date


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
        ("1437/04/10", "2016-01-20"),  # Hijri
        ("10 ربيع الآخر 1437هـ", "2016-01-20"),
        ("1437", None),  # a Hijri year is in two years
        ("الأربعاء 20 كانون الثاني 2016", "2016-01-20"),
        ("٢٠ يناير ٢٠١٦", "2016-01-20"),
        ("يناير 2016", "2016-01"),
        ("Jan 20, 2016", "2016-01-20"),
        ("20 January 2016", "2016-01-20"),
        ("January 2016", "2016-01"),
        ("20 Foo 2016", None),
        ("42389", "2016-01-20"),  # a spreadsheet's count of days
        ("99999", None),
        ("وقع 3 قتلى يوم 20 يناير 2016", None),  # a text that holds a date is none
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


def test_only_a_day_above_twelve_shows_that_the_month_is_first() -> None:
    assert month_first("07/13/2015") and month_first("٠٧/١٣/٢٠١٥ 10:00")
    assert not any(map(month_first, ("05/07/2015", "13/07/2015", "2015-07-13", "07/13")))


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2015-07-21 فرق ترفيهية", "2015-07-21"),
        ("خبر_2015_7_21", "2015-07-21"),
        ("news20150721", "2015-07-21"),
        ("٢١-٧-٢٠١٥ خبر", "2015-07-21"),
        ("خبر 7.7.2015", "2015-07-07"),
        ("2022-05 خبر", "2022-05"),
        ("5-7-2015", None),  # 5 July or 7 May
        ("2010-12 سنوات الجفاف", None),  # three years
        ("من 2015-07-21 إلى 2015-07-23", None),
        ("2015-13-41", None),
        ("1436-10-05", None),
        ("خبر 12345678901", None),
        ("خبر 2015", None),
    ],
)
def test_dates_in_the_names_of_files(name: str, date: str | None):
    assert date_in_name(name) == date
