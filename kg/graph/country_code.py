"""Whose country an entity is of, as ISO 3166 codes: of a country its own, of a person that of
nationality or post, of a body or place that in which it lies.

Said by the graph, or, for what the shipped tables know, by them. The nearest answer is taken:
a Frenchman who works for a body in Geneva is French.
"""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode, Store

from kg.graph.store import told
from kg.lexicon.entries import country_codes, shipped
from kg.triple.vocabulary import DATA, KG, ORG, SCHEMA

_FOLDERS = {"organization": "org"}  # the IRI's folder → the table's prefix, where they differ
_DEEPEST = 5  # a quarter of a town of a province of a country


def codes(store: Store) -> dict[str, str]:
    """IRI of an entity → its country's ISO 3166-1 alpha-3 code, several divided by `` | ``."""
    iso3 = {f"{DATA}{key}": code for key, code in country_codes().items()}
    steps = (*_steps(store), _tables())

    def of(one: str, depth: int) -> frozenset[str]:
        if one in iso3:
            return frozenset({iso3[one]})
        if depth == _DEEPEST:
            return frozenset()
        for step in steps:
            found = frozenset[str]().union(*(of(next_, depth + 1) for next_ in step.get(one, ())))
            if found:
                return found
        return frozenset()

    known = {one for step in steps for one in step} | set(iso3)
    return {one: " | ".join(sorted(found)) for one in sorted(known) if (found := of(one, 0))}


def _steps(store: Store) -> tuple[dict[str, set[str]], ...]:
    """What leads to a country, the nearest first: nationality, post, work, place, whole."""
    past = {post for post, value, _ in told(store, KG.former) if value == "true"}
    bodies = defaultdict(set)
    for post, body, _ in told(store, ORG.postIn):
        bodies[post].add(body)
    posts: dict[str, set[str]] = defaultdict(set)
    for post, holder, _ in told(store, ORG.heldBy):
        if post not in past:
            posts[holder] |= bodies[post]
    return (
        _pairs(store, SCHEMA.nationality),
        posts,
        _pairs(store, SCHEMA.worksFor),
        _pairs(store, SCHEMA.containedInPlace),
        _pairs(store, KG.capitalOf),
        _pairs(store, ORG.subOrganizationOf),
    )


def _pairs(store: Store, predicate: NamedNode) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for one, other, _ in told(store, predicate):
        found[one].add(other)
    return found


def _tables() -> dict[str, set[str]]:
    """The same from the shipped tables: Mosul lies in Iraq even where no article says so."""
    prefix = {ours: theirs for theirs, ours in _FOLDERS.items()}
    found = {}
    for entry in shipped():
        folder, _, local = entry.key.partition("/")
        if entry.country:
            iri = f"{DATA}{prefix.get(folder, folder)}/{local}"
            found[iri] = {f"{DATA}{entry.country}"}
    return found
