"""Groups: how many they are, and who of the article is listed as a member."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.entity.series import Member, series
from kg.nouns import Article, Entity
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

REACH: Final = 40
"""Characters between a group and the cue that opens its list: الأكثر التزاما في الحملة، وهي"""


@cache
def _numbers() -> dict[str, int]:
    return {
        fold(row["surface"]).text: int(row["value"])
        for row in table("time_numbers")
        if row["category"] in ("cardinal", "ten") and row["value"].isdigit()
    }


@cache
def _cues() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("list_cues"))


def counted(name: str) -> int | None:
    """The number in a description: سبع دول, وزراء الدول السبع, الدول الأعضاء الـ26 → 7, 7, 26."""
    for word in words(name):
        plain = fold(word.text).text
        if plain.isdigit():
            return int(plain)
        found = _numbers().get(plain) or _numbers().get(plain.removeprefix("ال"))
        if found and found > 1:
            return found
    return None


def grouped(article: Article, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities, groups with their ``member_count`` and the listed ``members``."""
    rows = [row for row in series(article, entities) if len(row) > 1]
    return tuple(
        replace(e, member_count=counted(e.name), members=_members(article, e, rows))
        if e.type == "GRP"
        else e
        for e in entities
    )


def _members(article: Article, group: Entity, rows: Sequence[Sequence[Member]]) -> tuple[str, ...]:
    """Two or more names in a row, after the group and a cue (وهي "they are")."""
    for mention in group.mentions:
        limit = mention.end + 3 * REACH
        for row in rows:
            for at, (first, _) in enumerate(row):
                if not mention.end < first.start <= limit:
                    continue
                before = words(article.text[mention.end : first.start])
                if before and fold(before[-1].text).text in _cues() | {":"}:
                    found = tuple(dict.fromkeys(e for _, e in row[at:]))
                    if len(found) > 1:
                        return found
    return ()
