"""Threads: what says that two articles which tell of one name tell of one person."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from kg.entity.decision import Decisions
from kg.entity.key import Key
from kg.entity.merge import identify
from kg.entity.thread import (
    ENOUGH,
    FORMULA,
    HOLDERS,
    TITLES,
    Trace,
    Weights,
    company,
    formulas,
    tie,
    traces,
)
from kg.nouns import Article, Entity, Facts, Mention, Post

NAMED = (Mention(0, 4, "PER"),)
MANY = "محمد الحربي"
"""A name of many men: others of the family are in OTHERS."""


def told(article: str, name: str, *posts: tuple[str, str], others: tuple[str, ...] = ()) -> Facts:
    """An article of one person with posts of bodies that only the article knows, and others."""
    bodies = tuple(
        Entity(f"o{n}", "ORG", body, (Mention(0, 4, "ORG", "nominal"),))
        for n, (_, body) in enumerate(posts)
    )
    people = tuple(Entity(f"e{n}", "PER", one, NAMED) for n, one in enumerate((name, *others)))
    held = tuple(Post("e0", title, f"o{n}") for n, (title, _) in enumerate(posts))
    return Facts(Article(article, "نص قصير"), entities=(*people, *bodies), posts=held)


def written(article: str, before: str, name: str, after: str) -> Facts:
    """An article whose text names one person between these words."""
    text = f"{before} {name} {after}"
    start = len(before) + 1
    person = Entity("e0", "PER", name, (Mention(start, start + len(name), "PER"),))
    return Facts(Article(article, text), entities=(person,))


OTHERS = told("z", "سالم الحربي", others=("خالد الحربي", "فهد الحربي"))


CROWD = [told(f"q{n:03}", "هانس كلوبر") for n in range(ENOUGH)]
"""So many articles that what is rare can be told."""


def nodes(*articles: Facts, crowd: Sequence[Facts] = CROWD) -> list[int]:
    """Which of the articles' first people are one, in whatever order they are read."""
    found = set()
    for order in permutations(articles):
        identity = identify([*order, *crowd])
        keys = [identity.key(f.article, f.entities[0]) for f in articles]
        found.add((tuple(keys), identity.merges(), tuple(identity.doubts)))
    assert len(found) == 1, "the order of articles decides"
    return [keys.index(k) for k in keys]


def test_nearly_the_same_words_for_a_post_though_its_body_is_known_to_one_article_only():
    """مدير عام "director general" of harbour gardens: with the general authority, or without."""
    whole = told("a", MANY, ("مدير عام", "هيئة حدائق الميناء"))
    shorter = told("b", MANY, ("مدير", "عام حدائق الميناء"))
    other = told("c", MANY, ("مدير عام", "أرصفة الجبل"))
    assert nodes(whole, shorter, other, OTHERS) == [0, 0, 2, 3]


def test_a_title_that_few_hold_says_who_is_meant():
    rare = ("حارس المنارة", "الساحل")
    here, there = told("a", MANY, rare), told("b", MANY, (rare[0], "البلدة"))
    titles = told("y", "بيتر هانسن", *((f"منصب {n}", "الساحل") for n in range(TITLES)))
    crowd = [told(f"k{n}", f"بيتر هانسن {n}", rare) for n in range(HOLDERS)]
    ranks = [told(one, MANY, ("رقيب", f"الساحل {one}")) for one in ("a", "b")]

    def one(*articles: Facts) -> bool:
        identity = identify(articles)
        return len({identity.key(f.article, f.entities[0]) for f in (here, there)}) == 1

    assert one(here, there, OTHERS, titles)
    assert not one(here, there, OTHERS, titles, *crowd)
    assert not one(here, there, OTHERS), "in a small graph all titles are rare"
    assert not one(*ranks, OTHERS, titles), "a rank says nothing"


COPY = ("ورأى البستاني القديم", "أن السقي قبل الفجر يكفي")
"""One article's words before and after a name, which another copied: "and the old gardener …
thought that watering before dawn is enough"."""


def test_a_copied_sentence_is_about_one():
    one, copy = written("a", COPY[0], MANY, COPY[1]), written("b", COPY[0], MANY, COPY[1])
    other = written("c", "كتب إلى الصحيفة", MANY, "رسالة طويلة عن القطارات")
    assert nodes(one, copy, other, OTHERS) == [0, 0, 2, 3]


def test_words_that_stand_around_many_names_are_a_formula():
    """صاحب السمو الملكي الأمير "his royal highness the prince"."""
    crowd = [Trace(f"k{n}", story=(7,)) for n in range(FORMULA + 1)]
    known = [(Key("PER", "name", str(n)), trace) for n, trace in enumerate(crowd)]
    assert formulas(known) == {7} and formulas(known[1:]) == frozenset()
    told_of = {str(n): frozenset[Key]() for n in range(ENOUGH)}
    assert tie(crowd[0], crowd[1], Weights(company=told_of))
    assert not tie(crowd[0], crowd[1], Weights(company=told_of, formulas=formulas(known)))


def test_one_article_is_no_thread_to_itself():
    (one,) = traces(written("a", COPY[0], MANY, COPY[1])).values()
    assert len(one.story) == 4 and tie(one, one, Weights()) is None
    assert company("a", "a", frozenset(), Weights()) is None


@pytest.mark.parametrize("text", ["", "نص", "محمد الحربي"])
def test_a_mention_outside_the_text_leaves_no_story(text: str):
    person = Entity("e0", "PER", MANY, (Mention(40, 51, "PER"),))
    (one,) = traces(Facts(Article("a", text), entities=(person,))).values()
    assert one.story == ()


FULL = "محمد صالح الحربي"


@pytest.mark.parametrize(
    "pair",
    [
        (told("a", "ليلى العمري", others=("ماجد الورد",)),
         told("b", "ليلى سامي العمري", others=("ماجد الورد",))),
        (told("a", "ليلى سلمان", ("أمين عام", "نادي السفينة")),
         told("b", "ليلى بن سلمان", ("أمين عام", "نادي السفينة"))),
        (written("a", COPY[0], "ليلى العامري", COPY[1]),
         written("b", COPY[0], "ليلى العمري", COPY[1])),
    ],
)  # fmt: skip
def test_a_thread_joins_a_name_and_a_shorter_or_otherwise_spelt_one(pair: tuple[Facts, Facts]):
    assert nodes(*pair) == [0, 0]
    (reason,) = [m.reason for m in identify([*pair, *CROWD]).merges() if len(m.members) > 1]
    assert any(
        word in reason for word in ("in company of", "told alike", "one story", "rare title")
    )
    keys = tuple(sorted(Key("PER", "name", identify(pair).own_key(f.article, f.entities[0]).value)
                        for f in pair))  # fmt: skip
    apart = identify([*pair, *CROWD], Decisions(apart=frozenset({keys})))
    assert len({apart.key(f.article, f.entities[0]) for f in pair}) == 2, "a person decided"


def test_among_a_few_articles_nothing_is_rare():
    """Neither the company that two of three keep nor the words around a name."""
    short = told("a", "ليلى العمري", others=("ماجد الورد",))
    full = told("b", "ليلى سامي العمري", others=("ماجد الورد",))
    assert nodes(short, full) == [0, 0] and nodes(short, full, crowd=()) == [0, 1]
    one, copy = (written(article, COPY[0], MANY, COPY[1]) for article in "ab")
    assert nodes(one, copy, OTHERS) == [0, 0, 2] and nodes(one, copy, OTHERS, crowd=()) == [0, 1, 2]


def test_no_thread_no_join_and_none_where_others_are_called_so():
    short, full = told("a", "ليلى العمري"), told("b", "ليلى سامي العمري")
    assert nodes(short, full) == [0, 1]
    both = [
        told("a", "ليلى العمري", others=("ماجد الورد",)),
        told("b", "ليلى سامي العمري", others=("ماجد الورد",)),
        told("c", "ليلى فؤاد العمري"),
    ]
    assert nodes(*both) == [0, 1, 2]


def test_one_article_that_names_both_keeps_them_apart():
    """سامي العمري and سامي صالح العمري, both at one wedding, with one guest in either article."""
    guest, names = "ماجد الورد", ("سامي العمري", "سامي صالح العمري")
    one = told("a", names[0], others=(names[1], guest))
    two = told("b", names[1], others=(guest,))
    assert nodes(one, two) == [0, 1]


def test_the_post_of_a_whole_node_is_asked():
    """The post is told of ليلى بنت سامي "Layla, Sami's daughter", who is one with the name in full;
    the shorter name of it alone says nothing."""
    body = Entity("o0", "ORG", "السفينة", (Mention(0, 4, "ORG"),))

    def holder(article: str, name: str) -> Facts:
        person = Entity("e0", "PER", name, NAMED)
        return Facts(
            Article(article, "نص"), entities=(person, body), posts=(Post("e0", "أمين", "o0"),)
        )

    daughter, whole = holder("a", "ليلى بنت سامي"), told("b", "ليلى بنت سامي بن زياد العمري")
    assert nodes(daughter, whole, holder("c", "ليلى العمري")) == [0, 0, 0]
    assert nodes(daughter, whole, told("c", "ليلى العمري")) == [0, 0, 2]


def test_a_piece_of_a_divided_name_is_the_fuller_one_that_a_thread_ties_it_to():
    """Two Muhammad al-Harbis; the one who goes with ماجد الورد is محمد صالح الحربي."""
    stranger = [told(f"s{n}", MANY, others=("هدى السرو",)) for n in range(2)]
    piece = told("a", MANY, others=("ماجد الورد",))
    full = told("b", FULL, others=("ماجد الورد",))
    assert nodes(*stranger, piece, full, OTHERS) == [0, 0, 2, 2, 4]
    assert nodes(*stranger, told("a", MANY), full, OTHERS) == [0, 0, 2, 3, 4]


def test_a_list_of_two_taken_for_one_name_joins_neither():
    """ريم نوار ورود صقلي, "Rim Nawar" and "Wurud Saqalli": a thread to it is one to both."""
    friend = ("ماجد الورد",)
    told_of = [
        told("a", "ريم نوار", others=friend),
        told("b", "ورود صقلي", others=friend),
        told("c", "ريم نوار ورود صقلي", others=friend),
    ]
    assert nodes(*told_of) == [0, 1, 2]
