"""Descriptions as references: التنظيم and بلاده."""

from __future__ import annotations

from kg.entity.described import described
from kg.nouns import Article, Entity, EntityType, Mention, Post

TEXT = (
    "قال وزير الخارجية الكيني سالم ندونغو إن بلاده ترفض مطالب حركة الشباب. "
    "وكانت حركة التحرير قد رحبت. ثم نفت الحركة ذلك، وطالبت المنظمة بالمزيد."
)
ARTICLE = Article("a", TEXT)


def entity(
    number: int, text: str, kind: EntityType, how: str = "name", sentence: int = 0
) -> Entity:
    at = TEXT.index(text)
    m = Mention(at, at + len(text), kind, how, sentence)  # type: ignore[arg-type]
    return Entity(f"e{number}", kind, text, (m,))


PEOPLE = (
    entity(0, "سالم ندونغو", "PER"),
    entity(1, "بلاده", "CTRY", "nominal"),
    entity(2, "حركة الشباب", "ORG"),
    entity(3, "حركة التحرير", "ORG", sentence=1),
    entity(4, "الحركة", "ORG", "nominal", 2),
    entity(5, "المنظمة", "ORG", "nominal", 2),
    Entity("k", "CTRY", "كينيا", ()),
)
POSTS = (Post("e0", "وزير الخارجية", "k"),)


def owners(posts: tuple[Post, ...] = POSTS) -> dict[str, str]:
    ids = tuple(e.id for e in PEOPLE)
    return dict(zip(ids, described(ARTICLE, PEOPLE, ids, posts)[1], strict=True))


def test_his_country_is_the_country_of_his_post() -> None:
    assert owners()["e1"] == "k"
    assert owners(posts=())["e1"] == "e1"


def test_bare_noun_is_the_last_thing_so_called() -> None:
    assert owners()["e4"] == "e3"


def test_noun_that_names_nothing_before_stays_by_itself() -> None:
    assert owners()["e5"] == "e5"


def test_mentions_move_too() -> None:
    found, _ = described(ARTICLE, PEOPLE, tuple(e.id for e in PEOPLE), POSTS)
    assert sum(len(e.mentions) for e in found) == sum(len(e.mentions) for e in PEOPLE)
    assert [len(e.mentions) for e in found if e.id == "k"] == [1]


def test_what_it_is_joined_to_may_itself_be_joined() -> None:
    """بلاده is المملكة of his post, which is مملكة زمرد told of before: in the end one country."""
    text = "زار وفد مملكة زمرد عدن. وقال وزير المملكة نوح سالم إن بلاده ترحب."
    article = Article("b", text)

    def one(number: int, words: str, kind: EntityType, how: str) -> Entity:
        at = text.index(words)
        m = Mention(at, at + len(words), kind, how, int(at > 23))  # type: ignore[arg-type]
        return Entity(f"e{number}", kind, words, (m,))

    entities = (
        one(0, "مملكة زمرد", "CTRY", "name"),
        one(1, "المملكة", "CTRY", "nominal"),
        one(2, "نوح سالم", "PER", "name"),
        one(3, "بلاده", "CTRY", "nominal"),
    )
    for order in (entities, entities[::-1]):
        ids = tuple(e.id for e in order)
        kept, owners = described(article, order, ids, (Post("e2", "وزير", "e1"),))
        assert dict(zip(ids, owners, strict=True)) == {
            "e0": "e0", "e1": "e0", "e2": "e2", "e3": "e0",
        }  # fmt: skip
        assert {e.id: len(e.mentions) for e in kept} == {"e0": 3, "e2": 1}
