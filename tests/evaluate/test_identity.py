"""B-cubed: the textbook example, and entities found by their mentions."""

from __future__ import annotations

import pytest

from kg.evaluate.found import Found, FoundEntity
from kg.evaluate.gold import GoldArticle, GoldEntity
from kg.evaluate.identity import b_cubed, identity
from kg.nouns import Article


def test_the_textbook_example():
    # two true things of three items each; the graph puts one of the second with the first
    pairs = [("a", 1), ("a", 1), ("a", 1), ("b", 1), ("b", 2), ("b", 2)]
    told = b_cubed(pairs)
    assert told.precision == pytest.approx((3 * 3 / 4 + 1 / 4 + 2) / 6)
    assert told.recall == pytest.approx((3 + 1 / 3 + 2 * 2 / 3) / 6)
    assert b_cubed([]).f1 == 0


def article(name: str, entity: str) -> GoldArticle:
    true = GoldEntity("x", "PER", entity, None, None, ((0, 3), (5, 8)))
    group = GoldEntity("g", "GRP", "سبع دول", None, None, ((0, 3),))
    return GoldArticle(Article(name, "نص"), (), (true, group), (), (), ())


def test_entities_are_found_by_their_mentions():
    gold = [article("a1", "سالم"), article("a2", "سالم"), article("a3", "سليم")]

    def graph(*nodes: str) -> dict[str, Found]:
        return {
            f"a{n}": Found((FoundEntity(node, "PER", "x", ((5, 8),)),))
            for n, node in enumerate(nodes, 1)
        }

    right = identity(gold, graph("p", "p", "q"))
    assert (right.precision, right.recall, right.items, right.missed) == (1, 1, 3, 0)
    assert identity(gold, graph("p", "p", "p")).precision == pytest.approx(5 / 9)
    assert identity(gold, graph("p", "q", "r")).recall == pytest.approx(2 / 3)
    assert identity(gold, graph("p", "p")).missed == 1
    assert "F1 1.000" in str(right)
