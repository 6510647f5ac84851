"""Groups: how many, and who is listed."""

from __future__ import annotations

import pytest

from kg.entity.group import counted, grouped
from kg.nouns import Article, Entity, Mention

TEXT = "اجتمع وزراء الدول الأربع الأعضاء، وهي الأردن ومصر والمغرب وتونس، في عمان بحضور قطر."


def entity(number: int, text: str, kind: str) -> Entity:
    at = TEXT.index(text)
    m = Mention(at, at + len(text), kind, "nominal" if kind == "GRP" else "name")
    return Entity(f"e{number}", kind, text, (m,))  # type: ignore[arg-type]


def test_listed_members_are_found_and_the_list_ends() -> None:
    places = [
        entity(n, t, "CTRY") for n, t in enumerate(("الأردن", "مصر", "المغرب", "تونس", "قطر"), 1)
    ]
    group = entity(0, "الدول الأربع الأعضاء", "GRP")
    found = grouped(Article("a", TEXT), [group, *places])[0]
    assert found.members == ("e1", "e2", "e3", "e4")
    assert found.member_count == 4


def test_group_without_a_list_has_no_members() -> None:
    found = grouped(
        Article("a", TEXT), [entity(0, "الدول الأربع", "GRP"), entity(1, "قطر", "CTRY")]
    )[0]
    assert found.members == ()


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("سبع دول", 7),
        ("وزراء الدول السبع", 7),
        ("الدول الأعضاء الـ26", 26),
        ("٣ مسؤولين", 3),
        ("متظاهرون", None),
    ],
)
def test_counts(name: str, number: int | None) -> None:
    assert counted(name) == number
