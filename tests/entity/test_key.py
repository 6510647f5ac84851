"""What an entity is by itself: which names are enough, wherever they are read."""

from __future__ import annotations

import pytest

from kg.entity.key import key_of
from kg.nouns import Article, Entity, Mention


def _entity(name: str, kind: str = "CTRY") -> tuple[Article, Entity]:
    article = Article("a", f"{name} هنا")
    mention = Mention(0, len(name), kind, "name", 0, 0.9)
    return article, Entity("e1", kind, name, mentions=(mention,))


@pytest.mark.parametrize("word", ["بلادنا", "الوطن", "وطنهم", "الدولة"])
def test_our_country_is_no_name_though_it_was_read_as_one(word: str) -> None:
    """In two articles it is two countries."""
    assert key_of(*_entity(word)).basis == "local"


@pytest.mark.parametrize("name", ["جزر القمر الجديدة", "بلاد النوبة"])
def test_a_name_with_such_a_word_in_it_stays_a_name(name: str) -> None:
    assert key_of(*_entity(name)).basis == "name"


@pytest.mark.parametrize(
    "name", ["شاه إيران", "رئيس الوزراء", "عمدة لندن", "هو الآخر", "خالد في الحلف"]
)
def test_an_office_or_a_pronoun_is_nobody_s_name(name: str):
    article, entity = Article("a", name), Entity("e0", "PER", name, (Mention(0, 4, "PER"),))
    assert key_of(article, entity).basis == "local"


@pytest.mark.parametrize("name", ["زوج المعلمة", "الملحق التجاري", "مقيم عربي"])
def test_whoever_is_only_described_is_nobody_s_name(name: str):
    """The teacher's husband, the commercial attaché, an Arab resident: one in each article."""
    assert key_of(*_entity(name, "PER")).basis == "local"
