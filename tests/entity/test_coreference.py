"""Chains of mentions: what belongs together, and what must stay apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.entity.coreference import differ, entities
from kg.nouns import Article, Link, Mention, Reading

TEXT = (
    "التقى وزير الخارجية جون كيري نظيرته تيريزا كيري في باريس. وقال كيري إن بلاده للتحالف وفية، "
    "ورحبت باريس والتحالف بذلك. وأضاف جون كيرى."
)
ARTICLE = Article("a", TEXT)


def mention(text: str, kind: str, nth: int = 0, name: str = "name") -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(text, at + 1)
    return Mention(at, at + len(text), kind, name)  # type: ignore[arg-type]


def names(*mentions: Mention, coref: tuple[Link, ...] = ()) -> list[set[str]]:
    found, owner = entities(ARTICLE, Reading(mentions=mentions, coref=coref))
    assert len(owner) == len(mentions)
    assert {e.id for e in found} == set(owner)
    return [{TEXT[m.start : m.end] for m in e.mentions} for e in found]


def test_same_name_is_one_entity_whatever_the_spelling() -> None:
    assert names(mention("جون كيري", "PER"), mention("جون كيرى", "PER")) == [
        {"جون كيري", "جون كيرى"}
    ]


def test_a_counterpart_is_who_is_named_right_after() -> None:
    """«His counterpart Teresa Kerry»; the minister is another."""
    peer = mention("نظيرته", "PER", name="nominal")
    minister = mention("وزير الخارجية", "PER", name="nominal")
    assert names(minister, peer, mention("تيريزا كيري", "PER")) == [
        {"وزير الخارجية"}, {"نظيرته", "تيريزا كيري"},
    ]  # fmt: skip
    assert names(peer, mention("جون كيرى", "PER")) == [{"نظيرته"}, {"جون كيرى"}]


def test_link_of_the_reader_joins_a_description() -> None:
    minister = mention("وزير الخارجية", "PER", name="nominal")
    john = mention("جون كيري", "PER")
    assert names(minister, john) == [{"وزير الخارجية"}, {"جون كيري"}]
    joined = (Link("coref", 1, 0, 0.9),)
    assert names(minister, john, coref=joined) == [{"وزير الخارجية", "جون كيري"}]


def test_a_father_is_not_his_son() -> None:
    """«George Bush the elder» and «the son», whatever the reader sees; each is one with himself."""
    assert differ(("جورج", "بوش", "اب"), ("جورج", "بوش", "ابن"))
    assert differ(("بوش", "ابن"), ("جورج", "بوش", "اب"))
    assert not differ(("بوش", "ابن"), ("جورج", "بوش", "ابن"))
    assert not differ(("جورج", "بوش"), ("جورج", "بوش", "ابن"))


def test_people_with_one_surname_stay_apart_even_where_the_reader_errs() -> None:
    john, theresa = mention("جون كيري", "PER"), mention("تيريزا كيري", "PER")
    assert len(names(john, theresa, coref=(Link("coref", 1, 0, 0.99),))) == 2


def test_surname_alone_goes_to_the_only_bearer_but_not_to_one_of_two() -> None:
    john, theresa = mention("جون كيري", "PER"), mention("تيريزا كيري", "PER")
    alone = mention("كيري", "PER", nth=2)
    assert names(john, alone) == [{"جون كيري", "كيري"}]
    assert len(names(john, theresa, alone)) == 3


def test_types_that_cannot_be_one_thing_are_not_joined() -> None:
    assert (
        len(
            names(
                mention("جون كيري", "PER"),
                mention("باريس", "LOC"),
                coref=(Link("coref", 1, 0, 0.99),),
            )
        )
        == 2
    )


def test_article_swallowed_by_a_preposition_is_restored_in_the_name() -> None:
    found, _ = entities(ARTICLE, Reading(mentions=(mention("لتحالف", "ORG"),)))
    assert found[0].name == "التحالف"


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [
        ("محمد بن نايف", "محمد بن سلمان", True),
        ("اشتون كاراتر", "اشتون كارتر", False),  # a misspelling
        ("كارتر", "اشتون كارتر", False),
        ("جون كيري", "تيريزا كيري", True),
        ("كيري", "بوتين", True),
    ],
)
def test_names_that_differ(a: str, b: str, apart: bool) -> None:
    x, y = tuple(a.split()), tuple(b.split())
    assert differ(x, y) is apart and differ(y, x) is apart


def test_mentions_are_never_lost_or_doubled() -> None:
    given = (mention("باريس", "LOC"), mention("باريس", "LOC", nth=1), mention("كيري", "PER"))
    found, _ = entities(ARTICLE, Reading(mentions=given))
    assert sorted(m.start for e in found for m in e.mentions) == sorted(m.start for m in given)
    assert replace(given[0]) in found[0].mentions
