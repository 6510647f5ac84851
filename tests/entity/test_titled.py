"""Titles as references: who الرئيس الروسي and الوزير are."""

from __future__ import annotations

from kg.entity.titled import titled
from kg.nouns import Article, Entity, Mention, Post

TEXT = (
    "استقبل الرئيس الكيني وليام روتو وزير الخارجية النرويجي إسبن بارت إيدي. "
    "وشكر الرئيس الكيني ضيفه. وقال الوزير إن الرئيس الغاني سيحضر."
)
ARTICLE = Article("a", TEXT)


def span(text: str, nth: int = 0, kind: str = "name", sentence: int = 0) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(text, at + 1)
    return Mention(at, at + len(text), "PER", kind, sentence)  # type: ignore[arg-type]


RUTO, EIDE = span("وليام روتو"), span("إسبن بارت إيدي")
AGAIN = span("الرئيس الكيني", 1, "nominal", 1)
MINISTER = span("الوزير", 0, "nominal", 2)
GHANA = span("الرئيس الغاني", 0, "nominal", 2)
ENTITIES = (
    Entity("e0", "PER", "وليام روتو", (RUTO,)),
    Entity("e1", "PER", "إسبن بارت إيدي", (EIDE,)),
    Entity("e2", "PER", "الرئيس الكيني", (AGAIN,)),
    Entity("e3", "PER", "الوزير", (MINISTER,)),
    Entity("e4", "PER", "الرئيس الغاني", (GHANA,)),
    Entity("k", "CTRY", "كينيا", ()),
    Entity("g", "CTRY", "غانا", ()),
)
POSTS = (Post("e0", "الرئيس", "k"), Post("e1", "وزير الخارجية", "n"))
ADJECTIVES = (
    (span("الكيني", 1, "demonym"), "k"),
    (span("الغاني", 0, "demonym"), "g"),
)


def owners() -> dict[str, str]:
    owner = ("e0", "e1", "e2", "e3", "e4")
    _, new = titled(ARTICLE, ENTITIES, owner, POSTS, ADJECTIVES)
    return dict(zip(owner, new, strict=True))


def test_title_with_nationality_is_the_holder_of_the_post() -> None:
    assert owners()["e2"] == "e0"


def test_title_of_another_country_is_not() -> None:
    assert owners()["e4"] == "e4"


def test_bare_noun_is_the_last_person_whose_title_begins_with_it() -> None:
    assert owners()["e3"] == "e1"


def test_mentions_move_with_their_owner() -> None:
    found, _ = titled(ARTICLE, ENTITIES, ("e0", "e1", "e2", "e3", "e4"), POSTS, ADJECTIVES)
    by_id = {e.id: e for e in found}
    assert by_id["e0"].mentions == (RUTO, AGAIN) and "e2" not in by_id
    assert sum(len(e.mentions) for e in found) == 5


def test_nothing_to_join_changes_nothing() -> None:
    assert titled(ARTICLE, ENTITIES[:2], ("e0", "e1"), POSTS, ()) == (ENTITIES[:2], ("e0", "e1"))


def test_two_words_that_only_one_title_begins_with_are_its_holder() -> None:
    """خادم الحرمين of the headline is the king whose title goes on with الشريفين."""
    text = "خادم الحرمين يستقبل الضيف. استقبل خادم الحرمين الشريفين سلمان بن فهد ضيفه."
    at = text.index("سلمان")
    entities = (
        Entity("e0", "PER", "خادم الحرمين", (Mention(0, 12, "PER", "nominal", 0),)),
        Entity("e1", "PER", "سلمان بن فهد", (Mention(at, at + 12, "PER", "name", 1),)),
        Entity("e2", "PER", "عادل", (Mention(at, at + 12, "PER", "name", 1),)),
    )
    article, owner = Article("b", text), ("e0", "e1", "e2")
    king = Post("e1", "خادم الحرمين الشريفين")
    assert titled(article, entities, owner, (king,), ())[1] == ("e1", "e1", "e2")
    two = (king, Post("e2", "خادم الحرمين الأول"))
    assert titled(article, entities, owner, two, ())[1] == owner
