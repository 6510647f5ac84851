"""Titles as references: الرئيس الروسي is Putin where the article has him president of Russia.

The reader chains many of these by itself. What it leaves as a person without a name is compared
with the posts that the article tells of: same title and country, or the bare noun (الوزير "the
minister") after a person whose title begins with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.entity.name import surface
from kg.nouns import Article, Entity, Mention, Post
from kg.sentence.spelling import fold
from kg.sentence.words import words

NEAR: Final = 4
"""Sentences back to which a bare noun reaches."""


@dataclass(frozen=True, slots=True)
class _Title:
    words: tuple[str, ...]
    """Folded, without the article and without nationality."""
    country: str | None
    definite: bool


def titled(
    article: Article,
    entities: Sequence[Entity],
    owner: Sequence[str],
    posts: Sequence[Post],
    demonyms: Sequence[tuple[Mention, str]],
) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
    """The entities, unnamed people joined to the holder of the post that describes them, and
    each mention's new owner."""
    by_id = {e.id: e for e in entities}
    named = {e.id for e in entities if any(m.kind == "name" for m in e.mentions)}
    held = [(p, _plain(p.title)) for p in posts if p.holder in named]
    moved: dict[str, str] = {}
    for e in entities:
        if e.type != "PER" or e.id in named or not e.mentions:
            continue
        for m in e.mentions:
            target = _holder(_title(article, m, demonyms), m, held, by_id)
            if target is not None:
                moved[e.id] = target
                break
    if not moved:
        return tuple(entities), tuple(owner)
    joined = dict(by_id)
    for source, target in moved.items():
        mentions = (*joined[target].mentions, *joined.pop(source).mentions)
        ordered = tuple(sorted(mentions, key=lambda m: (m.start, m.end)))
        joined[target] = replace(joined[target], mentions=ordered)
    return tuple(joined.values()), tuple(moved.get(o, o) for o in owner)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(fold(w.text).text.removeprefix("ال") for w in words(text))


def _title(article: Article, m: Mention, demonyms: Sequence[tuple[Mention, str]]) -> _Title:
    name = surface(article, m)
    inside = [(d, c) for d, c in demonyms if m.start <= d.start and d.end <= m.end]
    adjectives = {_plain(article.text[d.start : d.end]) for d, _ in inside}
    kept = tuple(w for w in _plain(name) if (w,) not in adjectives)
    return _Title(kept, inside[0][1] if inside else None, name.startswith("ال"))


def _fits(said: tuple[str, ...], its: tuple[str, ...]) -> bool:
    """The title itself, or two words or more that it begins with: خادم الحرمين for خادم الحرمين
    الشريفين, ولي العهد for ولي العهد نائب رئيس مجلس الوزراء."""
    return said == its or (len(said) > 1 and said == its[: len(said)])


def _holder(
    title: _Title,
    mention: Mention,
    held: Sequence[tuple[Post, tuple[str, ...]]],
    by_id: dict[str, Entity],
) -> str | None:
    """The one person whom the title fits, or for a bare noun the one told of last."""
    if not title.words:
        return None
    fits = {
        p.holder
        for p, its in held
        if _fits(title.words, its) and (title.country is None or p.of in (None, title.country))
    }
    if len(fits) == 1 and (len(title.words) > 1 or title.country):
        return fits.pop()
    if len(title.words) > 1 or title.country or not title.definite:
        return None
    before = [
        (n.start, p.holder)
        for p, its in held
        if its[:1] == title.words
        for n in by_id[p.holder].mentions
        if n.start < mention.start and mention.sentence - n.sentence <= NEAR
    ]
    return max(before)[1] if before else None
