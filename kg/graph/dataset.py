"""A store as an rdflib ``Dataset``, for code that was written for rdflib.

A folder's store is only read, and any number of programs may read it at once. rdflib notes a named
graph before it looks into it (``dataset.graph(IRI)``), which writes; that is let pass, and whoever
means to write is told how.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from oxrdflib import OxigraphStore
from pyoxigraph import Store
from rdflib import Dataset

from kg.errors import KhabarError
from kg.triple.vocabulary import PREFIXES

_READ_ONLY = "read-write"
"""What pyoxigraph says, in a ``RuntimeError`` of no class of its own, that a store would be."""


def dataset(store: Store) -> Dataset:
    """The store as an rdflib ``Dataset``, prefixes bound; to write into a folder's store raises
    ``KhabarError`` K406."""
    made = Dataset(store=_Kept(store=store))
    for prefix, base in PREFIXES.items():
        made.bind(prefix, base, replace=True)
    return made


class _Kept(OxigraphStore):  # type: ignore[misc]  # it tells no types
    """A store that perhaps lies in a folder."""

    def add_graph(self, graph: Any) -> None:
        try:
            super().add_graph(graph)
        except RuntimeError as error:
            if _READ_ONLY not in str(error):
                raise  # else it is read as it is: a graph that is not there is an empty one

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        with _writing():
            super().add(triple, context, quoted)

    def addN(self, quads: Any) -> None:
        with _writing():
            super().addN(quads)

    def remove(self, triple: Any, context: Any = None) -> None:
        with _writing():
            super().remove(triple, context)

    def remove_graph(self, graph: Any) -> None:
        with _writing():
            super().remove_graph(graph)

    def update(self, *asked: Any, **options: Any) -> None:
        with _writing():
            super().update(*asked, **options)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        if _READ_ONLY not in str(error):
            raise
        raise KhabarError("K406") from None
