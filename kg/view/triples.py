"""Triples of whatever holds them, and an index that answers in the same order every time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple


class Term(NamedTuple):
    """An object: an IRI or a literal with its language."""

    value: str
    language: str | None = None
    iri: bool = False


class Index:
    """Triples by predicate, then subject; objects sorted, so that reading order never matters."""

    def __init__(self, triples: Iterable[tuple[str, str, Term]]) -> None:
        table: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, term in triples:
            table[predicate][subject].add(term)
        self._table = {
            p: {
                s: sorted(o, key=lambda t: (t.value, t.language or "")) for s, o in subjects.items()
            }
            for p, subjects in table.items()
        }

    def all(self, subject: str, predicate: str) -> list[Term]:
        """Objects of one subject, sorted."""
        return self._table.get(predicate, {}).get(subject, [])

    def one(self, subject: str, *predicates: str) -> str | None:
        """The first object's value under the first of these predicates that has one."""
        for predicate in predicates:
            for term in self.all(subject, predicate):
                return term.value
        return None

    def subjects(self, predicate: str) -> dict[str, list[Term]]:
        """Every subject of a predicate with its objects."""
        return self._table.get(predicate, {})

    def number(self, subject: str, *predicates: str) -> float | None:
        """The object as a number, None when absent or not a number."""
        value = self.one(subject, *predicates)
        try:
            return None if value is None else float(value)
        except ValueError:
            return None


def triples(source: Any) -> Iterator[tuple[str, str, Term]]:
    """Triples of any of the known holders; named graphs are looked through."""
    quads = getattr(source, "quads", source)  # a kg Graph's property, an rdflib Dataset's method
    rows = quads() if callable(quads) else quads
    for row in rows:
        if hasattr(row, "subject"):  # pyoxigraph
            s, p, o = row.subject.value, row.predicate.value, row.object
            value = o.value
        else:  # rdflib
            s, p, o = str(row[0]), str(row[1]), row[2]
            value = str(o)
        literal = hasattr(o, "language")
        yield s, p, Term(value, o.language if literal else None, not literal)
