"""Identity across articles: what joins, what must never join, and that order does not matter."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entity.decision import Decisions
from kg.entity.key import Key, key_of
from kg.entity.merge import identify
from kg.entity.profile import day_of
from kg.nouns import Article, Entity, Facts, Mention, Post

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
        Entity("e0", "PER", "المدعي العام", NAMED),  # a description taken for a name
        Entity("e0", "PER", "مصدر أمني", NAMED),
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


@pytest.mark.parametrize("son", ["الابن", "الإبن", "جونيور"])
def test_father_and_son_of_one_name_are_two(son: str):
    """Not even by one post, nor by the name that both are called by for short."""
    chair = ("رئيس", "e1")
    told = [
        facts(
            a, Entity("e0", "PER", name, NAMED), Entity("e1", "CTRY", "بلد", NAMED, kb="country/FR")
        )
        for a, name in zip("abc", ("جورج سميث الأب", f"جورج سميث {son}", "جورج سميث"), strict=True)
    ]
    held = [replace(f, posts=(Post("e0", *chair),)) for f in told]
    identity = identify(held)
    keys = [identity.key(f.article, f.entities[0]) for f in held]
    assert keys[0] != keys[1]


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


def person(article: str, name: str, *posts: tuple[str, str], date: str | None = None) -> Facts:
    """An article of one person, with its posts: title and code of the country."""
    countries = {code: f"e{n}" for n, (_, code) in enumerate(posts, 1)}
    entities = [Entity("e0", "PER", name, NAMED)]
    entities += [
        Entity(e, "CTRY", code, NAMED, kb=f"country/{code}") for code, e in countries.items()
    ]
    held = tuple(Post("e0", title, countries[code]) for title, code in posts)
    return Facts(Article(article, "نص قصير", date=date), entities=tuple(entities), posts=held)


def nodes(*articles: Facts) -> list[int]:
    """Which of the articles' first entities are one: equal numbers for equal nodes."""
    orders = list(permutations(articles)) if len(articles) < 5 else [articles, articles[::-1]]
    found = set()
    for order in orders:
        identity = identify(order)
        keys = [identity.key(f.article, f.entities[0]) for f in articles]
        names = [identity.name(f.article, f.entities[0]) for f in articles]
        found.add((tuple(keys), tuple(names), identity.merges(), tuple(identity.doubts)))
    assert len(found) == 1, "the order of articles decides"
    return [keys.index(k) for k in keys]


def test_a_given_name_in_an_office_is_the_one_whom_nearly_all_have_in_it():
    """Though another of that name is told of more, and one article takes him for the king."""
    king = [person(f"k{n}", "فهد بن عمار الصقلي", ("الملك", "SA")) for n in range(6)]
    prince = [person(f"p{n}", "راشد بن فهد") for n in range(12)]
    taken = person("p99", "راشد بن فهد", ("الملك", "SA"))
    said = person("s", "فهد", ("الملك", "SA"))
    one = nodes(king[0], said, *king[1:], *prince, taken)
    assert one[1] == one[0] and one[-1] != one[0]
    twice = [person(f"q{n}", "راشد بن فهد", ("الملك", "SA")) for n in range(3)]
    assert nodes(king[0], said, *king[1:], *prince, *twice)[1] == 1, "then nobody is"


def test_a_country_that_is_in_no_table_is_at_odds_with_none():
    """رئيس الجمهورية "president of the republic" is president of some republic."""
    known = person("a1", "سمير غندور", (PRESIDENT, "LB"))
    some = person("a2", "سمير غندور", (PRESIDENT, "LB"))
    republic = replace(some.entities[1], name="الجمهورية", kb=None)
    unknown = replace(some, entities=(some.entities[0], republic))
    other = person("a3", "سمير غندور", (PRESIDENT, "TN"))
    assert nodes(known, unknown) == [0, 0]
    assert nodes(known, other) == [0, 1]


DEFENCE, FOREIGN, PRESIDENT = "وزير الدفاع", "وزير الخارجية", "الرئيس"


@pytest.mark.parametrize(
    "names",
    [
        ("أشتون كارتر", "أشتون كاراتر"),
        ("سيرغي لافروف", "سيرجي لافروف"),
        ("فلاديمير بوتين", "فلادمير بوتن"),
        ("محمد بن سلمان", "محمد بن سلمان بن عبد العزيز"),
        ("محمد بن سلمان", "محمد بن سلمان بن عبدالعزيز", "محمد بن سلمان بن عبد العزيز آل سعود"),
        ("سيرغي لافروف", "سيرغي فيكتوروفيتش لافروف"),
        ("لو تشين فو", "لو تشينفو"),  # written apart and together
        ("نادر بن عمر الصقلي", "نادر بنعمر الصقلي"),
        ("حكيم با عامر", "حكيم باعامر"),
    ],
)
def test_spellings_and_lengths_of_one_name(names: tuple[str, ...]):
    assert set(nodes(*(person(f"a{n}", name) for n, name in enumerate(names)))) == {0}


@pytest.mark.parametrize(
    "names",
    [
        ("محمد حسن", "محمد حسين"),
        ("سالم الأحمد", "سليم الأحمد"),
        ("محمد العامري", "محمد العمري"),
        ("محمد سلمان", "محمد بن سلمان"),
        ("علي صالح", "علي عبد الله صالح"),
        ("محمد علي", "محمد علي الحوثي"),
        ("يوحنا بولس الأول", "يوحنا بولس الثاني"),
        ("جون ماري", "جان ماري"),
        ("عمر عبد اللطيف", "عمرعبد اللطيف"),
        ("محمد بن عمار", "محمد بنعمار"),
    ],
)
def test_what_may_be_two_people_stays_two(names: tuple[str, ...]):
    told = nodes(*(person(f"a{n}", name) for n, name in enumerate(names)))
    assert len(set(told)) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [("محمد سلمان", "محمد بن سلمان"), ("علي صالح", "علي عبد الله صالح"), ("كارتر", "أشتون كارتر"),
     ("أشتون", "أشتون كاراتر"), ("كاراتر", "أشتون كارتر"), ("كارتر", "كارتر")],
)  # fmt: skip
def test_the_same_post_joins_what_the_name_alone_cannot(one: str, other: str):
    here, there = person("a1", one, (DEFENCE, "US")), person("a2", other, (DEFENCE, "US"))
    assert nodes(here, there) == [0, 0]
    assert nodes(here, person("a2", other)) == [0, 1]
    assert nodes(here, person("a2", other, (DEFENCE, "FR"))) == [0, 1]
    assert nodes(here, person("a2", other, (FOREIGN, "US"))) == [0, 1]


def test_somebody_is_called_by_the_name_of_his_father_alone():
    whole, said = person("a1", "عبد الإله ابن كيران", (PRESIDENT, "MA")), "ابن كيران"
    assert nodes(whole, person("a2", said, (PRESIDENT, "MA"))) == [0, 0]
    assert nodes(whole, person("a2", said)) == [0, 1]  # ابن عباس of old is no minister's son
    assert nodes(whole, person("a2", said, (PRESIDENT, "TN"))) == [0, 1]


def test_two_given_names_of_one_foreign_family_in_one_chair_are_one():
    def presides(name: str, often: int, odd: str, country: str = "CH") -> list[Facts]:
        many = [person(f"{name}{n}", name, (PRESIDENT, country)) for n in range(often)]
        return [*many, person(f"{name}x", name, (PRESIDENT, odd))]

    def parted(*told: list[Facts]) -> bool:
        return len(set(nodes(*(article for articles in told for article in articles)))) > 1

    joseph = presides("جوزيف فندروب", 5, "RU")
    assert not parted(joseph, presides("سيب فندروب", 5, "FR"))  # a few take him for another's
    assert parted(joseph, presides("سيب فندروب", 3, "CH"))  # told too seldom
    assert parted(joseph, presides("سيب فندروب", 5, "FR", "FR"))
    assert parted(joseph, presides("سيب كرلستن", 5, "FR"))
    assert parted(presides("بشار الأسد", 5, "SY"), presides("حافظ الأسد", 5, "SY"))


@pytest.mark.parametrize(
    ("short", "usual", "other", "articles", "enough"),
    [
        ("كارلوس فندروب", "كارلوس فندروب أوليفيرا", "كارلوس فندروب الهلال", 1, True),  # his club
        ("كارلوس فندروب", "كارلوس فندروب أوليفيرا", "كارلوس فندروب سانتوس", 4, False),
        ("جديع الزرقي", "جديع بن نهار الزرقي", "جديع الزرقي الشباب", 4, True),
        ("جديع الزرقي", "جديع بن نهار الزرقي", "جديع بن سعد الزرقي", 4, False),
        ("جديع علي", "جديع بن نهار علي", "جديع علي الشباب", 4, False),  # علي may be his father
    ],
)
def test_a_slip_makes_no_second_man_of_a_name(
    short: str, usual: str, other: str, articles: int, enough: bool
):
    told = [person("a", short), *(person(f"b{n}", usual) for n in range(4))]
    told += [person(f"c{n}", other) for n in range(articles)]
    identity = identify(told)
    first, second = (key(f.entities[0], f.article.id) for f in told[:2])
    pairs = [d.pair for d in identity.doubts if {d.pair.first, d.pair.second} == {first, second}]
    assert [p.likeness.threads for p in pairs] == [enough]


def test_a_president_without_his_country_is_the_one_whose_country_the_article_names():
    whole = person("a1", "باراك أوباما", (PRESIDENT, "US"))
    said = person("a2", "أوباما", (PRESIDENT, "US"))
    bare = replace(said, posts=(Post("e0", PRESIDENT),))
    assert nodes(whole, bare) == [0, 0]
    nowhere = replace(bare, entities=bare.entities[:1])
    assert nodes(whole, nowhere) == [0, 1]
    assert nodes(whole, replace(bare, posts=(Post("e0", DEFENCE),))) == [0, 1]
    assert nodes(whole, replace(bare, posts=(Post("e0", PRESIDENT, former=True),))) == [0, 1]
    assert nodes(bare, replace(bare, article=Article("a3", "نص"))) == [0, 1]  # nobody's full name
    other = person("a3", "ميشيل أوباما", (PRESIDENT, "US"))
    assert nodes(whole, bare, other) == [0, 1, 2]


def test_years_apart_one_post_is_not_one_person():
    old = person("a1", "بوش", (PRESIDENT, "US"), date="1990-05-01")
    new = person("a2", "جورج بوش", (PRESIDENT, "US"), date="2003-03-20")
    assert nodes(old, new) == [0, 1]
    assert nodes(old, person("a2", "جورج بوش", (PRESIDENT, "US"), date="1991-01-17")) == [0, 0]


def test_two_foreign_ministers_of_one_name_are_two():
    sudan = [person(f"s{n}", "علي كرتي", (FOREIGN, "SD"), date="2014-01-05") for n in range(2)]
    egypt = person("e1", "علي كرتي", (FOREIGN, "EG"), date="2014-02-01")
    assert nodes(*sudan, egypt, person("x", "علي كرتي")) == [0, 0, 2, 0]
    later = person("e1", "علي كرتي", (FOREIGN, "EG"), date="2019-02-01")
    assert nodes(*sudan, later) == [0, 0, 0]  # people change
    many = [person(f"s{n}", "علي كرتي", (FOREIGN, "SD"), date="2014-01-05") for n in range(4)]
    assert set(nodes(*many, egypt)) == {0}  # once in five: the reader's mistake


def test_a_join_brings_no_two_ministers_together_through_a_third_name():
    short = person("a1", "محمد بن راشد")
    here = person("a2", "محمد بن راشد بن سعيد", (PRESIDENT, "AE"), date="2016-01-01")
    there = person("a3", "محمد بن راشد بن سعيد المكتوم", (PRESIDENT, "KW"), date="2016-01-01")
    told = nodes(short, here, there)
    assert told[1] != told[2]


def test_a_short_name_of_two_people_joins_neither():
    told = nodes(
        person("a1", "محمد بن سلمان"),
        person("a2", "محمد بن سلمان بن عبد العزيز"),
        person("a3", "محمد بن سلمان بن حمد آل خليفة"),
    )
    assert told == [0, 1, 2]


def test_longer_and_longer_names_of_one_governor():
    post = ("محافظ", "YE")
    told = nodes(
        person("a1", "نايف البكري", post),
        person("a2", "نايف صالح البكري", post),
        person("a3", "نايف صالح عبد القادر البكري", post),
    )
    assert told == [0, 0, 0]


def test_a_surname_of_two_ministers_joins_neither():
    told = nodes(
        person("a1", "لافروف", (FOREIGN, "RU")),
        person("a2", "سيرغي لافروف", (FOREIGN, "RU")),
        person("a3", "بافل لافروف", (FOREIGN, "RU")),
    )
    assert told == [0, 1, 2]


def test_an_article_that_names_both_means_two():
    two = (Entity("e0", "PER", "أشتون كارتر", NAMED), Entity("e1", "PER", "أشتون كاراتر", NAMED))
    identity = identify([facts("a1", *two)])
    one, other = (identity.key(Article("a1", "نص قصير"), e) for e in two)
    assert one != other
    assert [d.joined for d in identity.doubts] == [False]


def test_bodies_with_and_without_their_class_word():
    radio, agency = "إذاعة النهر", "شركة النهرين"
    assert nodes(*(facts(n, Entity("e0", "ORG", n, NAMED)) for n in (agency, "النهرين"))) == [0, 0]
    assert nodes(*(facts(n, Entity("e0", "ORG", n, NAMED)) for n in (radio, agency))) == [0, 1]
    brigades = ("اللواء 17", "اللواء 18")
    assert nodes(*(facts(n, Entity("e0", "ORG", n, NAMED)) for n in brigades)) == [0, 1]


def test_reasons_are_told():
    identity = identify([person("a1", "كارتر", (DEFENCE, "US")),
                         person("a2", "أشتون كارتر", (DEFENCE, "US"))])  # fmt: skip
    (merge,) = [m for m in identity.merges() if m.key.type == "PER"]
    assert merge.key.value == "اشتون كارتر"
    assert "surname" in merge.reason and "country/US" in merge.reason
    assert len(merge.members) == 2
    (doubt,) = identity.doubts
    assert doubt.joined


def test_a_person_decides():
    articles = [
        person("a1", "محمد سلمان"),
        person("a2", "محمد بن سلمان"),
        person("a3", "محمد بن سلمان"),
    ]
    one, two = (key(f.entities[0]) for f in articles[:2])

    def keys(decided: Decisions) -> list[Key]:
        identity = identify(articles, decided)
        return [identity.key(f.article, f.entities[0]) for f in articles]

    assert keys(Decisions()) == [one, two, two]
    assert keys(Decisions(merges=((two, one),))) == [one, one, one]
    assert keys(Decisions(merges=((one, two),))) == [two, two, two]
    assert keys(Decisions(alone=frozenset({("a3", "e0")})))[:2] == [one, two]
    assert keys(Decisions(alone=frozenset({("a3", "e0")})))[2].basis == "local"
    spelt = [person("a1", "أشتون كارتر"), person("a2", "أشتون كاراتر")]
    pair = tuple(sorted(key(f.entities[0]) for f in spelt))
    identity = identify(spelt, Decisions(apart=frozenset({pair})))
    assert len({identity.key(f.article, f.entities[0]) for f in spelt}) == 2
    renamed = identify(articles, Decisions(names={two: "ولي العهد"}))
    assert renamed.name(articles[1].article, articles[1].entities[0]) == "ولي العهد"


NAMES = ["محمد", "بن", "سلمان", "سليمان", "جون", "كيري", "كري", "كارتر", "آل", "الثاني"]
WORDS = st.sampled_from(NAMES)
POSTS = st.tuples(st.sampled_from([DEFENCE, PRESIDENT]), st.sampled_from(["US", "SA"]))
TOLD = st.tuples(
    st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
    st.lists(POSTS, max_size=1),
    st.sampled_from([None, "2015", "2016-03-01", "2020-07-01"]),
)
"""A name, its post and the date of the article that tells of it."""


@given(st.lists(TOLD, min_size=2, max_size=7), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_order_of_articles_never_matters(told, random):
    articles = [
        person(f"a{n}", name, *posts, date=date) for n, (name, posts, date) in enumerate(told)
    ]
    shuffled = list(articles)
    random.shuffle(shuffled)
    one, other = identify(articles), identify(shuffled)
    assert one.merges() == other.merges() and one.doubts == other.doubts
    for f in articles:
        for e in f.entities:
            assert one.key(f.article, e) == other.key(f.article, e)
            assert one.name(f.article, e) == other.name(f.article, e)
    for merge in one.merges():  # nothing joined is at odds
        held = [h for k in merge.members for h in one.profile(k).held]
        assert merge.key in merge.members
        assert len({k.type for k in merge.members}) == 1 and held is not None


def test_a_slip_of_a_letter_is_one_with_the_holder_of_the_post():
    """Ten articles of Minister Fabius, one that swaps two of his letters; a stranger without the
    post stays who he is."""

    def told(article: str, name: str, post: bool) -> Facts:
        people = (Entity("e0", "PER", name, NAMED), Entity("e1", "CTRY", "فرنسا", NAMED, kb="fr"))
        held = (Post("e0", "وزير الخارجية", "e1"),) if post else ()
        return replace(facts(article, *people), posts=held)

    right = [told(f"a{n}", "لوران فابيوس", True) for n in range(10)]
    slip, stranger = told("b", "لوران فايبوس", True), told("c", "لوران فابيوز", False)
    one = identify([*right, slip, stranger])
    keys = [one.key(f.article, f.entities[0]) for f in (right[0], slip, stranger)]
    assert keys[0] == keys[1] != keys[2]


def test_a_particle_before_a_name_is_no_letter_of_it():
    """وحيدر "and Haydar" once, حيدر in ten articles; وائل is a name of its own."""
    often = [facts(f"a{n}", Entity("e0", "PER", "حيدر سالم القمودي", NAMED)) for n in range(10)]
    once = facts("b", Entity("e0", "PER", "وحيدر سالم القمودي", NAMED))
    other = facts("c", Entity("e0", "PER", "وائل سالم القمودي", NAMED))
    one = identify([*often, once, other])
    keys = [one.key(f.article, f.entities[0]) for f in (often[0], once, other)]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize("value", ["9999999999999", "2016-99999999999999", "2016-13", "", None])
def test_what_is_no_date_is_no_day(value: str | None):
    assert day_of(value) is None
