"""Countries known by their adjective alone are entities of their own, never under another's id."""

from __future__ import annotations

from kg.entity.base import KnowledgeBase
from kg.entity.nationality import with_countries
from kg.nouns import Entity, Mention

BASE = KnowledgeBase.load()


def test_an_adjective_tells_of_its_country():
    adjective = Mention(7, 14, "CTRY", "demonym")
    entities, told = with_countries((), [(adjective, "country/FR")], BASE)
    assert [(e.id, e.kb, e.mentions) for e in entities] == [("e0", "country/FR", ())]
    assert told == ((adjective, "e0"),)


def test_ids_with_gaps_are_not_given_twice():
    there = tuple(Entity(name, "ORG", name, ()) for name in ("e0", "e2", "e3"))  # e1 was united
    found = [(Mention(n, n + 1, "CTRY", "demonym"), key) for n, key in
             enumerate(("country/FR", "country/ES", "country/FR"))]  # fmt: skip
    entities, told = with_countries(there, found, BASE)
    ids = [e.id for e in entities]
    assert len(set(ids)) == len(ids) == 5
    kb = {e.id: e.kb for e in entities}
    assert [kb[country] for _, country in told] == ["country/FR", "country/ES", "country/FR"]
