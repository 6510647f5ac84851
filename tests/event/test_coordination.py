"""Coordination: a list has one role."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.event.coordination import levelled, lists
from kg.mention.threshold import floor
from kg.nouns import Article, Entity, EntityType, Mention

TEXT = "التقى وفود مصر والأردن، والعراق وتونس في باريس، وغابت قطر وليبيا."
ARTICLE = Article("a", TEXT)


def entity(number: int, text: str, kind: EntityType = "CTRY") -> Entity:
    at = TEXT.index(text)
    return Entity(f"e{number}", kind, text, (Mention(at, at + len(text), kind),))


NAMES = ("مصر", "الأردن", "العراق", "تونس", "قطر", "ليبيا")
ENTITIES = (*(entity(n, t) for n, t in enumerate(NAMES)), entity(9, "باريس", "LOC"))
ROW = ("e0", "e1", "e2", "e3")


def test_names_in_a_row_are_a_list_and_a_pair_is_none() -> None:
    assert lists(ARTICLE, ENTITIES) == ((0, ROW),)


def likely(*scores: float) -> dict[tuple[str, str], float]:
    return {("participant", e): s for e, s in zip(ROW, scores, strict=False)}


def test_a_list_takes_part_together() -> None:
    """Three of four are believed enough to bring the fourth, whom nobody saw."""
    told = levelled(likely(0.8, 0.7, 0.6), [ROW])
    assert all(told["participant", e] > floor("participant") for e in ROW)
    assert told["participant", "e0"] == 0.8


def test_all_half_believed_are_believed() -> None:
    told = levelled(likely(0.45, 0.44, 0.43, 0.42), [ROW])
    assert all(told["participant", e] > floor("participant") for e in ROW)


def test_one_of_a_list_does_not_bring_the_rest() -> None:
    alone = likely(0.9)
    assert levelled(alone, [ROW]) == alone


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4))
def test_nobody_is_believed_less_for_his_company(scores: list[float]) -> None:
    before = likely(*scores)
    after = levelled(before, [ROW])
    assert all(before[k] <= after[k] <= 1 for k in before)
