"""Groups: how many they are, and who of the article is listed as a member."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.nouns import Article, Entity
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

REACH: Final = 40
"""Characters between a group and the cue that opens its list: الأكثر التزاما في الحملة، وهي"""
GAP: Final = re.compile(r"^[\s،,؛«»\"]*(?:و\s*)?$")
"""What may stand between two members of a list: a comma, و "and", or both."""


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
    named = sorted(
        (m.start, m.end, e.id, e.type)
        for e in entities
        if e.type != "GRP"
        for m in e.mentions
        if m.kind == "name"
    )
    return tuple(
        replace(e, member_count=counted(e.name), members=_members(article, e, named))
        if e.type == "GRP"
        else e
        for e in entities
    )


def _members(
    article: Article, group: Entity, named: Sequence[tuple[int, int, str, str]]
) -> tuple[str, ...]:
    """Two or more names of one type, in a row, after the group and a cue (وهي "they are")."""
    for mention in group.mentions:
        limit = mention.end + 3 * REACH
        for start, end, entity, kind in named:
            if not mention.end < start <= limit:
                continue
            before = words(article.text[mention.end : start])
            if not before or fold(before[-1].text).text not in _cues() | {":"}:
                continue
            found, at = [entity], end
            for nxt, stop, other, its in named:
                if nxt >= at and its == kind and GAP.match(article.text[at:nxt]):
                    found.append(other)
                    at = stop
            if len(found) > 1:
                return tuple(dict.fromkeys(found))
    return ()
