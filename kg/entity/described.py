"""Descriptions as references: التنظيم, الحركة, بلاده.

What the reader leaves unchained: a bare class noun with the article stands for the last thing
whose name begins with that noun (التنظيم after تنظيم الدولة), and "his country" for the country
of the post of the person told of before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.entity.name import surface
from kg.nouns import Article, Entity, Mention, Post
from kg.sentence.spelling import fold
from kg.sentence.table import table

NEAR: Final = 1
"""Sentences back to which "his country" looks for the person."""


@cache
def _homelands() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("homelands"))


def described(
    article: Article, entities: Sequence[Entity], owner: Sequence[str], posts: Sequence[Post]
) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
    """The entities, each bare description joined to what it describes, and the new owners."""
    moved: dict[str, str] = {}
    for e in entities:
        if e.type in ("PER", "GRP") or not e.mentions or e.kb:
            continue
        if all(m.kind == "nominal" for m in e.mentions):
            first = e.mentions[0]
            word = fold(surface(article, first)).text
            found = [
                *_homeland(word, first, entities, posts),
                *_namesake(word, first, e, entities),
            ]
            if found and (target := _end(found[0], moved)) != e.id:
                moved[e.id] = target
    moved = {source: _end(target, moved) for source, target in moved.items()}
    joined = {e.id: e for e in entities}
    for source, target in moved.items():
        mentions = (*joined[target].mentions, *joined.pop(source).mentions)
        ordered = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
        joined[target] = replace(joined[target], mentions=ordered)
    return tuple(joined.values()), tuple(moved.get(o, o) for o in owner)


def _end(entity: str, moved: Mapping[str, str]) -> str:
    """What an entity is in the end, if what it was joined to was itself joined to another."""
    while entity in moved:
        entity = moved[entity]
    return entity


def _homeland(
    word: str, mention: Mention, entities: Sequence[Entity], posts: Sequence[Post]
) -> Iterator[str]:
    """The country of the last person before ``mention`` who holds a post of a country."""
    if word not in _homelands():
        return
    countries = {e.id for e in entities if e.type == "CTRY"}
    of = {p.holder: p.of for p in posts if p.of in countries}
    before = [
        (m.start, of[e.id])
        for e in entities
        if e.id in of
        for m in e.mentions
        if m.start < mention.start and mention.sentence - m.sentence <= NEAR
    ]
    if before:
        yield str(max(before)[1])


def _namesake(
    word: str, mention: Mention, own: Entity, entities: Sequence[Entity]
) -> Iterator[str]:
    """The last entity of the type told of before, whose name begins with the bare noun."""
    noun = word.removeprefix("ال")
    if noun == word or " " in word:
        return
    before = [
        (m.start, e.id)
        for e in entities
        if e.id != own.id
        and e.type == own.type
        and any(fold(n).text.split()[0].removeprefix("ال") == noun for n in _names(e))
        for m in e.mentions
        if m.start < mention.start
    ]
    if before:
        yield max(before)[1]


def _names(e: Entity) -> list[str]:
    """The entity's names of more than one word: the noun and what tells it from others."""
    return [n for n in (e.name, *e.other_names) if len(fold(n).text.split()) > 1]
