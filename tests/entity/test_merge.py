"""Identity across articles: what joins, what must never join, and that order does not matter."""

import pytest

from kg.entity.merge import identify, key_of
from kg.nouns import Article, Entity, Facts, Mention

NAMED, DESCRIBED = (Mention(0, 4, "X"),), (Mention(0, 4, "X", "nominal"),)


def facts(article: str, *entities: Entity) -> Facts:
    return Facts(Article(article, "نص قصير"), entities=entities)


def key(entity: Entity, article: str = "a1"):
    return key_of(Article(article, "نص قصير"), entity)


def test_one_person_in_every_spelling():
    spellings = ("أحمد عبد الله الإدريسي", "احمد عبدالله الادريسي", "أحمدُ عبد اللّه الإدريسى")
    keys = {
        key(Entity("e0", "PER", name, NAMED), a) for a, name in zip("abc", spellings, strict=True)
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    "entity",
    [
        Entity("e0", "PER", "الإدريسي", NAMED),  # one name may be anyone's
        Entity("e0", "PER", "وزير الدفاع", DESCRIBED),
        Entity("e0", "GRP", "سبع دول", DESCRIBED),
        Entity("e0", "GRP", "سبع دول", NAMED, kb="group/x"),
        Entity("e0", "ORG", "وزارة الخارجية", NAMED),  # every country has one
        Entity("e0", "ORG", "التنظيم", DESCRIBED),
        Entity("e0", "LOC", "…", NAMED),
    ],
)
def test_what_stays_inside_its_article(entity):
    assert key(entity, "a1").basis == "local"
    assert key(entity, "a1") != key(entity, "a2")


def test_the_knowledge_base_comes_first():
    one = Entity("e0", "CTRY", "فرنسا", NAMED, kb="country/FR")
    other = Entity("e7", "CTRY", "باريس", NAMED, kb="country/FR")
    assert key(one, "a1") == key(other, "a2")


def test_types_stay_apart():
    assert key(Entity("e0", "LOC", "نجران", NAMED)) != key(Entity("e0", "ORG", "نجران", NAMED))


def test_one_name_for_a_node_whatever_the_order():
    often = Entity("e0", "ORG", "اتحاد الأنهار", NAMED * 3, "Union of Rivers")
    once = Entity("e0", "ORG", "اتحاد الانهار", NAMED)
    articles = [facts("a1", often), facts("a2", once), facts("a3", once)]
    for order in (articles, articles[::-1]):
        identity = identify(order)
        names = {identity.name(f.article, f.entities[0]) for f in order}
        assert names == {"اتحاد الأنهار"}
        assert identity.name_en(articles[1].article, once) == "Union of Rivers"


def test_the_log_tells_what_was_joined_and_why():
    person = Entity("e0", "PER", "سامي المنصوري", NAMED)
    linked = Entity("e1", "CTRY", "تونس", NAMED, kb="country/TN")
    identity = identify([facts("a2", person, linked), facts("a1", person, linked)])
    log = {m.key.type: m for m in identity.merges()}
    assert log["PER"].articles == ("a1", "a2")
    assert "same full name" in log["PER"].reason
    assert "country/TN" in log["CTRY"].reason
