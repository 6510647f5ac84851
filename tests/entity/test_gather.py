"""The merge as a group-by: whoever gathers which articles and which keys, the same nodes."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entity.decision import Decisions
from kg.entity.gather import Gathered
from kg.entity.key import Key
from kg.entity.merge import identify, identity
from kg.nouns import Facts
from tests.entity.test_merge import TOLD, person


def gathered_apart(parts: list[list[Facts]], buckets: int, decided: Decisions) -> Gathered:
    """As a cluster does it: each part by a process of its own, then each bucket by one."""
    mapped = []
    for part in parts:
        gathered = Gathered(decided)
        for one in part:
            gathered.add(one)
        mapped.append(pickle.loads(pickle.dumps(gathered.divided(buckets))))
    whole = Gathered(decided)
    for bucket in range(buckets):
        reduced = Gathered(decided)
        for by_bucket in mapped:
            if bucket in by_bucket:
                reduced.take(by_bucket[bucket])
        whole.take(reduced)
    return whole


@given(st.lists(TOLD, min_size=2, max_size=9), st.integers(1, 4), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_parts_and_buckets_never_matter(told, count, buckets):
    articles = [
        person(f"a{n}", name, *posts, date=date) for n, (name, posts, date) in enumerate(told)
    ]
    parts = [articles[n::count] for n in range(count)]
    same(articles, parts, buckets, Decisions())


@pytest.mark.parametrize("buckets", [1, 7])
def test_what_a_person_decided_is_followed(buckets: int):
    articles = [person(f"a{n}", "أنيس الطرابلسي", ("وزير الخارجية", "TN")) for n in range(4)]
    articles += [person("b", "أنيس الطرابلسي", ("وزير الخارجية", "US")), person("c", "أنيس")]
    own = Key("PER", "name", "انيس الطرابلسي")
    decided = Decisions(alone=frozenset({("a2", "e0")}), names={own: "الطرابلسي"})
    same(articles, [articles[:3], articles[3:]], buckets, decided)


def same(articles: list[Facts], parts: list[list[Facts]], buckets: int, decided: Decisions) -> None:
    one = identify(articles, decided)
    other = identity(gathered_apart(parts, buckets, decided), decided)
    assert one.merges() == other.merges() and one.doubts == other.doubts
    for f in articles:
        for e in f.entities:
            assert one.key(f.article, e) == other.key(f.article, e)
            assert one.name(f.article, e) == other.name(f.article, e)
