"""Two people of one common name stay two, unless something ties their articles together."""

from __future__ import annotations

from dataclasses import replace

from kg.entity.homonym import ENOUGH
from kg.entity.key import Key
from kg.entity.merge import identify
from kg.nouns import Article, Entity, Facts, Mention, Post

NAMED = (Mention(0, 4, "PER"),)


def told(article: str, *names: str, bodies: tuple[str, ...] = ()) -> Facts:
    """An article that names these people and bodies; the first is the one in question."""
    people = [Entity(f"e{n}", "PER", name, NAMED) for n, name in enumerate(names)]
    organised = [Entity(f"o{n}", "ORG", name, NAMED) for n, name in enumerate(bodies)]
    return Facts(Article(article, ""), entities=(*people, *organised))


def nodes(*articles: Facts) -> list[Key]:
    identity = identify(articles)
    return [identity.key(a.article, a.entities[0]) for a in articles]


MANY = "محمد الحربي"
# a family that several people bear, so that the name alone says little
OTHERS = told("z", "سالم الحربي", "خالد الحربي", "فهد الحربي")


def test_a_common_name_in_unrelated_articles_is_two_people():
    poet, engineer, _ = nodes(told("a", "محمد الحربي"), told("b", "محمد الحربي"), OTHERS)
    assert poet != engineer


def test_another_person_in_both_articles_makes_them_one():
    one, other, _ = nodes(
        told("a", "محمد الحربي", "ماجد الورد"), told("b", "محمد الحربي", "ماجد الورد"), OTHERS
    )
    assert one == other


def test_two_bodies_in_both_articles_make_them_one_but_not_a_single_body():
    two = ("نادي السفينة", "اتحاد المراكب")
    one, other, _ = nodes(
        told("a", "محمد الحربي", bodies=two), told("b", "محمد الحربي", bodies=two), OTHERS
    )
    assert one == other
    one, other, _ = nodes(
        told("a", "محمد الحربي", bodies=two[:1]), told("b", "محمد الحربي", bodies=two[:1]), OTHERS
    )
    assert one != other


def test_a_family_name_that_nobody_else_bears_is_one_person():
    one, other, _ = nodes(told("a", "محمد الزعبوطي"), told("b", "محمد الزعبوطي"), OTHERS)
    assert one == other


def test_a_name_of_two_rare_parts_is_one_person_where_many_names_are_known():
    """وضّاح الحربي: one Waddah and four Harbis among two thousand names; محمد is too usual."""
    many = told("y", *(f"محمد قنديلي{n:04}" for n in range(2 * ENOUGH)))
    few = told("y", *(f"محمد قنديلي{n:04}" for n in range(ENOUGH // 2)))

    def people(name: str, *crowd: Facts) -> int:
        return len(set(nodes(told("a", name), told("b", name), OTHERS, *crowd)[:2]))

    assert people("وضاح الحربي", many) == 1
    assert people(MANY, many) == 2
    assert people("وضاح الحربي", few) == 2, "in a small graph all parts are rare"


def test_a_foreign_name_or_one_of_three_parts_is_never_divided():
    one, other = nodes(told("a", "بيتر هانسن"), told("b", "بيتر هانسن"))
    assert one == other
    one, other, _ = nodes(told("a", "محمد علي الحربي"), told("b", "محمد علي الحربي"), OTHERS)
    assert one == other


def test_threads_go_from_article_to_article_in_any_order():
    articles = [
        told("a", "محمد الحربي", "ماجد الورد"),
        told("b", "محمد الحربي", "هدى السرو"),
        told("c", "محمد الحربي", "ماجد الورد", "هدى السرو"),
        OTHERS,
    ]
    assert len(set(nodes(*articles)[:3])) == 1
    assert len(set(nodes(*articles[::-1])[1:])) == 1


def test_what_was_kept_apart_is_a_doubt_that_a_person_may_look_at():
    identity = identify([told("a", "محمد الحربي"), told("b", "محمد الحربي"), OTHERS])
    reasons = [d.pair.likeness.reason for d in identity.doubts if not d.joined]
    assert any("nothing else in common: محمد حربي" in r for r in reasons)


def test_a_description_is_no_name():
    """أحد المتاجر "one of the shops", هذه السيدة "this lady": two articles', two things."""
    for words in ("أحد المتاجر", "هذه السيدة", "رجال الدين", "النائبة البرلمانية", "نائب الوزير"):
        one, other = nodes(told("a", words), told("b", words))
        assert one != other


def test_somebody_whom_all_articles_name_is_no_thread():
    """A king stands in articles about anything."""
    king = "عزيز بن ماهر الساحلي"
    papers = [told(f"k{n:03}", king) for n in range(500)]
    poet, engineer, *_ = nodes(
        told("a", "محمد الحربي", king), told("b", "محمد الحربي", king), OTHERS, *papers
    )
    assert poet != engineer


def test_one_minister_without_his_country_where_both_articles_name_it():
    def minister(article: str) -> Facts:
        person = Entity("e0", "PER", "محمد الحربي", NAMED)
        land = Entity("e1", "CTRY", "تونس", NAMED, kb="country/TN")
        post = Post("e0", "وزير الطاقة")
        return Facts(Article(article, ""), entities=(person, land), posts=(post,))

    one, other, _ = nodes(minister("a"), minister("b"), OTHERS)
    assert one == other


def test_a_man_told_of_often_takes_the_articles_that_say_nothing_else():
    """Eleven articles with one friend; a twelfth without is about him too, but not one of another
    post."""
    often = [told(f"w{n}", "محمد الحربي", "ماجد الورد") for n in range(11)]
    silent, post = told("x", "محمد الحربي"), Post("e0", "رئيس النادي", "o0")
    other = replace(told("y", "محمد الحربي", bodies=("نادي القمم",)), posts=(post,))
    main = replace(told("z1", "محمد الحربي", "ماجد الورد", bodies=("وزارة الري",)),
                   posts=(Post("e0", "وكيل الوزارة", "o0"),))  # fmt: skip
    keys = nodes(*often, main, silent, other, OTHERS)
    assert keys[0] == keys[12] != keys[13]
