"""The TIMEX3 comparison, on a small folder of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.evaluate.heideltime import Timex, comparable, compare, doubt, read, written

HEAD = '<?xml version="1.0"?>\n<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n<TimeML>\n\ufeff'


def timex(text: str, value: str, kind: str = "DATE") -> str:
    return f'<TIMEX3 tid="t1" type="{kind}" value="{value}">{text}</TIMEX3>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    body = (
        f"وصل الوفد {timex('اليوم', '2016-01-20')} إلى المدينة، وكان الوزير قد غادر "
        f"{timex('الشهر الماضي', '2015-12')} بعد إقامة دامت {timex('يومين', 'P2D', 'DURATION')}. "
        f"وكان {timex('الأحد الماضي', '2016-01-18')} يوم عطلة."
    )
    (tmp_path / "one.tml").write_text(f"{HEAD}{body}\n</TimeML>", encoding="utf-8")
    return tmp_path


def test_markup_goes_and_offsets_stay(folder: Path) -> None:
    (document,) = read(folder)
    assert "<" not in document.text
    assert [document.text[g.start : g.end] for g in document.gold] == [
        g.text for g in document.gold
    ]
    assert [g.text for g in document.gold] == ["اليوم", "الشهر الماضي", "الأحد الماضي"]


def test_report(folder: Path) -> None:
    documents = read(folder)
    assert written(documents) == "2016-01-20"
    lines = list(compare(documents, written(documents)))
    assert lines[1].startswith("strict   P 1.000  R 1.000")
    assert "2/3" in lines[3]
    assert "2/2" in lines[4]
    assert lines[5].startswith("1 doubtful")
    assert "الأحد الماضي" in lines[6]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        ("2015-12-23TNI", "2015-12-23"),
        ("2015-SU", "2015"),
        ("2015-H2", "2015-07"),
        ("2015-W53", "2015-12-28"),
        ("196", "1960"),
        ("19", None),
        ("PAST_REF", None),
        ("UNDEF-day", None),
    ],
)
def test_comparable(value: str, plain: str | None) -> None:
    assert comparable(value) == plain


def test_doubt() -> None:
    today = "2015-12-24"

    def of(text: str, value: str, *others: Timex) -> str | None:
        return doubt(Timex("f", 0, 1, text, value), today, others)

    assert of("يوم الأربعاء المقبل", "2015-12-23")
    assert of("أمس الجمعة", "2015-12-23")
    assert of("12 أبريل الجاري", "2015-04-12")
    assert of("31 مارس من العام الماضي", "2015-03-31")
    assert of("12 مايو", "2015-05-12", Timex("f", 0, 1, "1 مايو", "2016-05-01"))
    assert of("12 مايو", "2015-05-12", Timex("f", 0, 1, "1 مايو", "2015-05-01")) is None
    assert of("الأربعاء", "2015-12-23") is None
    assert of("الآن", "PRESENT_REF") is None
