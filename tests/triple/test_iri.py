"""IRIs are plain ASCII, safe and stable, whatever the identifier or the name."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.entity.key import Key
from kg.triple import iri
from kg.triple.vocabulary import DATA

HOSTILE = [
    '"} DROP ALL; {"', "</script><script>alert(1)</script>", "../../etc/passwd", "a b\nc", "#x",
    "\u202eمقال", "?q=1&x=2", "%2e%2e", "", ".", "..", "a..b", "a/b", "id.", "\x00",
    "\ud800", "ا" * 500,
]  # fmt: skip
SAFE = re.compile(re.escape(DATA) + r"[A-Za-z0-9._~/#=,-]+")


def test_a_post_is_known_by_its_title():
    post = iri.post(DATA + "person/x", "وزير الدفاع", DATA + "country/FR", True)
    assert iri.is_post_of(post, "وزيرُ الدفاع") and not iri.is_post_of(post, "وزير الخارجية")
    assert not iri.is_post_of(DATA + "person/x", "وزير الدفاع")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_identifiers_give_plain_iris(name):
    made = [
        iri.article(name), iri.event(name, name), iri.mention(name, 0, 3), iri.sentence(name, 1),
        iri.relation(name, 0), iri.entity(Key("PER", "kb", name)), iri.run(name, name, name),
        iri.entity(Key("ORG", "name", name)), iri.entity(Key("GRP", "local", f"{name}/e1")),
        iri.post("https://w3id.org/khabar/id/person/x", name, None, False),
    ]  # fmt: skip
    for one in made:
        assert SAFE.fullmatch(one), one
        assert "//" not in one.removeprefix("https://") and "/." not in one
        assert NamedNode(one).value == one


@given(st.text(max_size=40), st.text(max_size=40))
def test_different_identifiers_never_share_an_iri(one, other):
    assert SAFE.fullmatch(iri.article(one))
    assert (iri.article(one) == iri.article(other)) == (one == other)
    keys = Key("ORG", "name", one), Key("ORG", "name", other)
    assert (iri.entity(keys[0]) == iri.entity(keys[1])) == (one == other)


def test_plain_identifiers_stay_readable():
    assert iri.article("okaz-12.b") == DATA + "article/okaz-12.b"
    assert iri.mention("a1", 5, 9) == DATA + "article/a1#char=5,9"
    assert iri.event("a1", "v3") == DATA + "article/a1/event/v3"
    assert iri.entity(Key("CTRY", "kb", "country/FR")) == DATA + "country/FR"
    assert iri.entity(Key("LOC", "kb", "city/fr_paris")) == DATA + "city/fr_paris"
    assert iri.entity(Key("ORG", "kb", "org/un")) == DATA + "organization/un"
    # the same row seen as another type, or a row of a user's own table
    assert iri.entity(Key("LOC", "kb", "country/FR")).startswith(DATA + "place/country-fr~")
    assert iri.entity(Key("LOC", "kb", "FR")) != iri.entity(Key("LOC", "kb", "country/FR"))
    assert iri.entity(Key("LOC", "kb", "mine")).startswith(DATA + "place/mine~")


def test_types_and_past_posts_are_kept_apart():
    assert iri.entity(Key("LOC", "name", "نجران")) != iri.entity(Key("ORG", "name", "نجران"))
    holder = DATA + "person/x"
    assert iri.post(holder, "وزير", None, True) != iri.post(holder, "وزير", None, False)
    assert iri.post(holder, "وزير", "a", False) != iri.post(holder, "وزير", "b", False)


def test_only_web_addresses_become_iris():
    assert iri.web("javascript:alert(1)") is None
    assert iri.web("https://") is None
    assert iri.web('https://example.org/خبر?q="<x>') == ("https://example.org/خبر?q=%22%3Cx%3E")
