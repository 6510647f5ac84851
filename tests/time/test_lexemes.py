"""Words of time inside running text: clitics, spellings, phrases, signs."""

from __future__ import annotations

import pytest

from kg.sentence.spelling import fold
from kg.time.lexemes import OTHER, lexemes
from kg.time.patterns import matches
from kg.time.scene import number


def categories(text: str) -> list[str]:
    return [x.category if x else OTHER for x in lexemes(fold(text).text)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أول من أمس", ["deictic"]),
        ("وأمس", ["and", "deictic"]),
        ("بالأمس", ["deictic"]),
        ("للأسبوع المقبل", ["unit_the", "direction"]),
        ("ولليوم", ["and", "today"]),
        ("كانون الثاني/يناير", ["month", "slash", "month"]),
        ("باب", [OTHER]),
        ("وآب", ["and", "month_weak"]),
        ("سيزور", ["future"]),
        ("وستعقد", ["future"]),
        ("السياسة سياسة", [OTHER, OTHER]),
        ("5 250 2016 123456", ["small", "num", "big", "num"]),
        ("٢٠١٦", ["big"]),
        ("الأربع والعشرين", ["cardinal_the", "and", "tens_the"]),
        ("", []),
    ],
)
def test_categories(text: str, expected: list[str]) -> None:
    assert categories(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ألف وتسعمئة وثمانية وأربعون", 1948),
        ("ألفين وثلاثة عشر", 2013),
        ("الخامس والعشرين", 25),
        ("خمسة وتسعين", 95),
        ("مئتين وخمسين", 250),
        ("ثلاثة آلاف", 3000),
        ("17", 17),
    ],
)
def test_number(text: str, value: int) -> None:
    assert number(x for x in lexemes(fold(text).text)[1] if x) == value


def test_the_longest_match_wins_and_matches_do_not_overlap() -> None:
    string, words = lexemes(fold("يوم الأربعاء 20 يناير/كانون الثاني 2016 وصباح أمس").text)
    found = list(matches(string, words))
    assert [m.pattern.rule for m in found] == ["date", "deictic"]
    assert found[0].last <= found[1].first
    assert found[0].value("weekday") == "3"
