"""A post beside a name, and later the post alone."""

from __future__ import annotations

import pytest

from kg.entity.allegiance import allegiances
from kg.entity.apposition import held_by
from kg.entity.base import KnowledgeBase
from kg.entity.coreference import clusters
from kg.nouns import Article, Link, Mention, Reading

BASE = KnowledgeBase.load()
TEXT = "تلقى الأمير سالم الفهد اتصالا من عبدالله الحسن ملك المغرب. وعبر ملك المغرب عن شكره."
ARTICLE = Article("a", TEXT)


def mention(text: str, kind: str, name: str = "name", nth: int = 0) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(text, at + 1)
    return Mention(at, at + len(text), kind, name)  # type: ignore[arg-type]


PRINCE, KING = mention("سالم الفهد", "PER"), mention("عبدالله الحسن", "PER")
COUNTRY, AGAIN = mention("المغرب", "CTRY"), mention("المغرب", "CTRY", nth=1)
THE_KING = mention("ملك المغرب", "PER", "nominal", nth=1)
MENTIONS = (PRINCE, KING, COUNTRY, THE_KING, AGAIN)
READING = Reading(
    MENTIONS,
    titles=(mention("ملك", "TITLE"),),
    coref=(Link("coref", 3, 0, 0.95),),
    posts=(Link("holder", 0, 1, 0.9), Link("of", 0, 2, 0.9)),
)


def test_the_post_alone_is_who_had_it_beside_the_name() -> None:
    """Though the reader is sure that the prince is meant."""
    bound = allegiances(ARTICLE, MENTIONS, (), BASE)
    assert list(held_by(ARTICLE, READING, bound)) == [(1, 3)]
    assert clusters(ARTICLE, READING, bound) == [[0], [1, 3], [2, 4]]


@pytest.mark.parametrize("ends", [("holder",), ("of",), ()])
def test_without_holder_or_country_nothing_is_said(ends: tuple[str, ...]) -> None:
    posts = tuple(p for p in READING.posts if p.label in ends)
    reading = Reading(MENTIONS, titles=READING.titles, posts=posts)
    assert not list(held_by(ARTICLE, reading, allegiances(ARTICLE, MENTIONS, (), BASE)))


def test_a_description_is_of_the_country_that_it_names() -> None:
    bound = dict(zip(MENTIONS, allegiances(ARTICLE, MENTIONS, (), BASE), strict=True))
    assert bound[THE_KING] == bound[COUNTRY] == {"country/MA"}
    assert not bound[PRINCE] and not bound[KING]
