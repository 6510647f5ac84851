"""Posts: who holds which position, of which country or body.

Titles, their holders and their bodies come linked from the reader. The country is often only
an adjective inside the title (وزير الخارجية الماليزي), and "his counterpart" (نظيره) has the
title of the post before it: both are read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from kg.mention.threshold import floor
from kg.nouns import Article, Entity, Mention, Post, Reading
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

REACH: Final = 2
"""Words after a title that may still say its country or that it is past."""


@cache
def _former() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("former"))


@cache
def _counterparts() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("counterparts"))


def posts(
    article: Article,
    reading: Reading,
    owner: Sequence[str],
    entities: Sequence[Entity],
    demonyms: Iterable[tuple[Mention, str]],
) -> tuple[Post, ...]:
    """All posts of an article. ``owner`` gives each mention's entity id, ``demonyms`` the
    nationality adjectives with their country's entity id."""
    kind = {e.id: e.type for e in entities}
    countries = sorted(((d.start, d.end, c) for d, c in demonyms))
    found: dict[tuple[str, str], Post] = {}

    def add(post: Post) -> None:
        key = (post.holder, fold(post.title).text)
        old = found.get(key)
        if old is None or (old.of is None and post.of is not None):
            found[key] = post

    told: list[tuple[int, int, Post]] = []
    for number, title in enumerate(reading.titles):
        after = words(article.text[title.end : title.end + 40])[:REACH]
        stop = title.end + (after[-1].end if after else 0)
        inside = [(a, b, c) for a, b, c in countries if title.start <= a and b <= stop]
        of = _best(reading, number, "of", floor("post-of"))
        body = owner[of[0]] if of else (inside[0][2] if inside else None)
        name, former = _title(article, title, inside, stop)
        for target, score in _all(reading, number, "holder", floor("holder")):
            holder = owner[target]
            if name and kind[holder] in ("PER", "GRP") and holder != body:
                post = Post(
                    holder,
                    name,
                    body,
                    former,
                    title.sentence,
                    round(min(score, title.confidence), 3),
                )
                add(post)
                told.append((title.start, title.sentence, post))
    for index, m in enumerate(reading.mentions):
        first = words(article.text[m.start : m.end])[:1]
        if m.type != "PER" or not first or fold(first[0].text).text not in _counterparts():
            continue
        before = [p for at, sentence, p in told if at < m.start and m.sentence - sentence <= 1]
        if before:
            near = [c for a, _, c in countries if m.start <= a <= m.end + 25]
            add(
                Post(
                    owner[index],
                    before[-1].title,
                    near[0] if near else None,
                    False,
                    m.sentence,
                    round(m.confidence * 0.9, 3),
                )
            )
    return tuple(sorted(found.values(), key=lambda p: (p.sentence, p.holder, p.title)))


def _all(reading: Reading, title: int, label: str, least: float) -> list[tuple[int, float]]:
    links = [k for k in reading.posts if k.source == title and k.label == label and k.score > least]
    return [(k.target, k.score) for k in sorted(links, key=lambda k: (-k.score, k.target))]


def _best(reading: Reading, title: int, label: str, least: float) -> tuple[int, float] | None:
    found = _all(reading, title, label, least)
    return found[0] if found else None


def _title(
    article: Article, title: Mention, inside: Sequence[tuple[int, int, str]], stop: int
) -> tuple[str, bool]:
    """The title without nationality, and whether it is past (said in it or right after it)."""
    kept, former = [], False
    for w in words(article.text[title.start : stop]):
        at = title.start + w.start
        if fold(w.text).text in _former():
            former = True
        elif at < title.end and not any(a < title.start + w.end and b > at for a, b, _ in inside):
            kept.append(w.text.replace("ـ", ""))
    if (
        kept
        and kept[0].startswith("ل")
        and article.text[max(0, title.start - 1) : title.start] == "ل"
    ):
        kept[0] = "ا" + kept[0]  # للرئيس → الرئيس
    return " ".join(kept), former
