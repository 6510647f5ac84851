"""Posts: title, holder, and the country that only an adjective names."""

from __future__ import annotations

import pytest

from kg.entity.post import _kinds, kind_of, posts
from kg.nouns import Article, Entity, Link, Mention, Post, Reading

TEXT = "اجتمع وزير الدفاع الماليزي السابق أحمد زاهد مع نظيره الهندي راجنات سينغ، ثم استقبله الرئيس."


def span(text: str, kind: str, name: str = "name") -> Mention:
    at = TEXT.index(text)
    return Mention(at, at + len(text), kind, name)  # type: ignore[arg-type]


ARTICLE = Article("a", TEXT)
ZAHID, SINGH, COUNTERPART = (
    span("أحمد زاهد", "PER"),
    span("راجنات سينغ", "PER"),
    span("نظيره", "PER", "nominal"),
)
PEOPLE = (
    Entity("e0", "PER", "أحمد زاهد", (ZAHID,)),
    Entity("e1", "PER", "راجنات سينغ", (COUNTERPART, SINGH)),
    Entity("e2", "CTRY", "ماليزيا", ()),
    Entity("e3", "CTRY", "الهند", ()),
)
ADJECTIVES = (
    (span("الماليزي", "CTRY", "demonym"), "e2"),
    (span("الهندي", "CTRY", "demonym"), "e3"),
)


def read(title: str = "وزير الدفاع الماليزي", score: float = 0.9) -> tuple[Post, ...]:
    reading = Reading(
        mentions=(ZAHID, COUNTERPART, SINGH),
        titles=(span(title, "TITLE", "nominal"),),
        posts=(Link("holder", 0, 0, score),),
    )
    return posts(ARTICLE, reading, ("e0", "e1", "e1"), PEOPLE, ADJECTIVES)


def test_title_loses_its_nationality_and_gains_the_country() -> None:
    first = read()[0]
    assert (first.holder, first.title, first.of) == ("e0", "وزير الدفاع", "e2")


def test_word_after_the_title_puts_it_in_the_past() -> None:
    assert read()[0].former is True


def test_country_right_after_the_title_counts_too() -> None:
    assert read("وزير الدفاع")[0].of == "e2"


def test_counterpart_has_the_same_title_in_the_other_country() -> None:
    other = next(p for p in read() if p.holder == "e1")
    assert (other.title, other.of, other.former) == ("وزير الدفاع", "e3", False)


def test_doubtful_holder_holds_nothing() -> None:
    assert read(score=0.1) == ()


def test_a_coach_s_nationality_is_his_own() -> None:
    text = "قال المدرب الأرجنتيني راؤول كانيدا ذلك"
    coach, adjective = "راؤول كانيدا", "الأرجنتيني"
    holder = Mention(text.index(coach), text.index(coach) + len(coach), "PER")
    at = text.index("المدرب")
    reading = Reading(
        mentions=(holder,),
        titles=(Mention(at, at + len("المدرب الأرجنتيني"), "TITLE", "nominal"),),
        posts=(Link("holder", 0, 0, 0.9),),
    )
    at = text.index(adjective)
    told = ((Mention(at, at + len(adjective), "CTRY", "demonym"), "e1"),)
    people = (Entity("e0", "PER", coach, (holder,)), Entity("e1", "CTRY", "الأرجنتين", ()))
    (post,) = posts(Article("a", text), reading, ("e0",), people, told)
    assert (post.title, post.of) == ("المدرب", None)


def held(*links: Link) -> set[tuple[str, str]]:
    """Who holds the title in «Salim met the Russian president»: Salim is e0, the description e1."""
    text = "التقى سالم الراشد الرئيس الروسي"
    first = Mention(text.index("سالم"), text.index("الراشد") + 6, "PER")
    whole = Mention(text.index("الرئيس"), len(text), "PER", "nominal")
    title = Mention(whole.start, whole.start + 6, "TITLE", "nominal")
    reading = Reading(mentions=(first, whole), titles=(title,), posts=links)
    people = (Entity("e0", "PER", "سالم", (first,)), Entity("e1", "PER", "الرئيس", (whole,)))
    return {
        (p.holder, p.title) for p in posts(Article("a", text), reading, ("e0", "e1"), people, ())
    }


def test_a_title_inside_a_description_is_of_whom_it_describes() -> None:
    assert held(Link("holder", 0, 0, 0.99), Link("holder", 0, 1, 0.6)) == {("e1", "الرئيس")}


def test_a_title_has_one_holder() -> None:
    assert held(Link("holder", 0, 0, 0.9)) == {("e0", "الرئيس")}


def test_a_group_that_is_the_title_misread_holds_nothing() -> None:
    """«The mezouar of the sharifs, Abdelkader, said»: a post that the reader did not know."""
    text = "وقال مزوار الشرفاء عبدالقادر بنحمادي"
    at = text.index("مزوار")
    group = Mention(at, at + 13, "GRP", "nominal")
    person = Mention(at + 14, len(text), "PER")
    reading = Reading(
        mentions=(group, person),
        titles=(Mention(at, at + 13, "TITLE", "nominal"),),
        posts=(Link("holder", 0, 0, 0.6), Link("holder", 0, 1, 0.99)),
    )
    people = (
        Entity("e0", "GRP", "مزوار الشرفاء", (group,)),
        Entity("e1", "PER", "عبدالقادر", (person,)),
    )
    told = posts(Article("a", text), reading, ("e0", "e1"), people, ())
    assert [p.holder for p in told] == ["e1"]


def test_a_newspaper_leaves_out_the_nationality_of_its_own_ministers_only() -> None:
    text = "التقى وزير الخارجية سالم الراشد ضيوف المملكة، وحضر سفير سابق."
    person = Mention(text.index("سالم"), text.index("الراشد") + 6, "PER")
    kingdom = Mention(text.index("المملكة"), text.index("المملكة") + 7, "CTRY")
    at = text.index("وزير الخارجية")
    reading = Reading(
        mentions=(person, kingdom),
        titles=(Mention(at, at + 13, "TITLE", "nominal"),),
        posts=(Link("holder", 0, 0, 0.9),),
    )
    people = (
        Entity("e0", "PER", "سالم الراشد", (person,)),
        Entity("e1", "CTRY", "السعودية", (kingdom,), kb="country/SA"),
    )

    def of(source: str | None) -> str | None:
        return posts(Article("a", text, source), reading, ("e0", "e1"), people, ())[0].of

    assert of("عكاظ") == "e1"
    assert of("Le Monde") is None and of(None) is None


def two_titles(second: str) -> list[tuple[str, str | None]]:
    """Titles and bodies of a Saudi crown prince who is ``second`` too."""
    text = f"قال سالم النمر ولي العهد السعودي و{second} ذلك"

    def at(words: str, kind: str) -> Mention:
        return Mention(text.index(words), text.index(words) + len(words), kind, "nominal")  # type: ignore[arg-type]

    holder = Mention(4, 14, "PER")
    titles = (at("ولي العهد السعودي", "TITLE"), at(second, "TITLE"))
    links = (Link("holder", 0, 0, 0.9), Link("holder", 1, 0, 0.9))
    people = (Entity("e0", "PER", "سالم النمر", (holder,)), Entity("e1", "CTRY", "السعودية", ()))
    told = ((at("السعودي", "CTRY"), "e1"),)
    reading = Reading(mentions=(holder,), titles=titles, posts=links)
    return [(p.title, p.of) for p in posts(Article("a", text), reading, ("e0",), people, told)]


def test_a_post_without_its_country_is_of_the_country_of_the_holder_s_other_post() -> None:
    """«Crown prince of Saudi Arabia and minister of defence»; but a coach may work anywhere."""
    assert sorted(two_titles("وزير الدفاع")) == [("وزير الدفاع", "e1"), ("ولي العهد", "e1")]
    assert sorted(two_titles("المدرب")) == [("المدرب", None), ("ولي العهد", "e1")]


def one_title(text: str, title: str, holder: str) -> str | None:
    """The title that the holder gets."""
    spans = [Mention(text.index(w), text.index(w) + len(w), "PER") for w in (holder, title)]
    reading = Reading(mentions=(spans[0],), titles=(spans[1],), posts=(Link("holder", 0, 0, 0.9),))
    people = (Entity("e0", "PER", holder, (spans[0],)),)
    return next((p.title for p in posts(Article("a", text), reading, ("e0",), people, ())), None)


def test_a_deputy_is_no_head() -> None:
    assert one_title("قالت نائبة رئيسة القسم هند", "رئيسة القسم", "هند") == "نائبة رئيسة القسم"
    assert one_title("قال رئيس القسم سالم", "رئيس القسم", "سالم") == "رئيس القسم"


def test_a_name_after_a_ruler_s_spokesman_may_be_the_ruler_s() -> None:
    """«The spokesman of President Ashraf Ghani»; an army has no name of its own."""
    assert one_title("قال المتحدث باسم الرئيس سالم", "المتحدث باسم الرئيس", "سالم") is None
    army = "المتحدث باسم الجيش"
    assert one_title(f"قال {army} سالم", army, "سالم") == army


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("وزير الري", "minister"),  # not in the table, وزير "minister" is
        ("الوزيرة", "minister"),
        ("نائب وزير الخارجية", "deputy"),
        ("وزارة الصحة", None),  # a ministry
        ("بائع ورد", None),
    ],
)
def test_a_post_is_of_the_kind_that_the_table_says(title: str, kind: str | None) -> None:
    assert kind_of(title) == kind


def test_a_row_of_the_linguists_says_what_kind_a_post_is(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"post": "كاتب الدولة", "feminine": "كاتبة الدولة", "kind": "minister", "body": "country"}
    monkeypatch.setattr("kg.entity.post.table", lambda name: [row])
    _kinds.cache_clear()
    try:
        assert kind_of("كاتب الدولة في الصيد البحري") == "minister"
    finally:
        _kinds.cache_clear()
