"""Triples of whatever holds them, and an index that answers in the same order every time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple


class Term(NamedTuple):
    """An object: an IRI or a literal with its language."""

    value: str
    language: str | None = None
    iri: bool = False


class Index:
    """Triples by predicate, then subject; objects sorted, so that reading order never matters."""

    def __init__(
        self, triples: Iterable[tuple[str, str, Term]], only: Collection[str] | None = None
    ) -> None:
        """``only``: the predicates that will be asked for; the others are not kept.

        A thousand articles say over a million things in a few hundred thousand words: each word
        is held once, and what one article after the other repeats is not held again.
        """
        table: dict[str, dict[str, tuple[Term, ...]]] = {}
        strings: dict[str, str] = {}
        terms: dict[Term, Term] = {}
        for subject, predicate, term in triples:
            if only is not None and predicate not in only:
                continue
            of = table.setdefault(predicate, {})
            known = of.get(subject, ())
            if term not in known:
                value = strings.setdefault(term.value, term.value)
                term = terms.setdefault(term, Term(value, term.language, term.iri))
                of[strings.setdefault(subject, subject)] = (*known, term)
        for of in table.values():
            for subject, known in of.items():
                if len(known) > 1:
                    of[subject] = tuple(sorted(known, key=lambda t: (t.value, t.language or "")))
        self._table = table

    def all(self, subject: str, predicate: str) -> tuple[Term, ...]:
        """Objects of one subject, sorted."""
        return self._table.get(predicate, {}).get(subject, ())

    def one(self, subject: str, *predicates: str) -> str | None:
        """The first object's value under the first of these predicates that has one."""
        for predicate in predicates:
            for term in self.all(subject, predicate):
                return term.value
        return None

    def subjects(self, predicate: str) -> dict[str, tuple[Term, ...]]:
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
