"""Coordination: a list has one role."""

from __future__ import annotations

from kg.event.coordination import completed, lists
from kg.nouns import Article, Entity, EntityType, Mention, Role

TEXT = "التقى وفود مصر والأردن، والعراق وتونس في باريس، وغابت قطر وليبيا."
ARTICLE = Article("a", TEXT)


def entity(number: int, text: str, kind: EntityType = "CTRY") -> Entity:
    at = TEXT.index(text)
    return Entity(f"e{number}", kind, text, (Mention(at, at + len(text), kind),))


NAMES = ("مصر", "الأردن", "العراق", "تونس", "قطر", "ليبيا")
ENTITIES = (*(entity(n, t) for n, t in enumerate(NAMES)), entity(9, "باريس", "LOC"))
ROW = ("e0", "e1", "e2", "e3")


def test_names_in_a_row_are_a_list_and_a_pair_is_none() -> None:
    assert lists(ARTICLE, ENTITIES) == (ROW,)


def test_most_of_a_list_brings_the_rest() -> None:
    filled = tuple(Role("participant", e, 0.8) for e in ROW[:3])
    told = completed(filled, [ROW])
    assert [r.filler for r in told] == list(ROW)
    assert told[-1].confidence < 0.8


def test_half_of_a_list_does_not() -> None:
    filled = tuple(Role("participant", e, 0.8) for e in ROW[:2])
    assert completed(filled, [ROW]) == filled
