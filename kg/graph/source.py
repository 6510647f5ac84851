"""What a graph is written from: as those see it who write it into files, or onto a server."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from pyoxigraph import Quad, Store

from kg.entity.merge import Identity
from kg.event.merge import Occurrences
from kg.nouns import Facts


class Source(Protocol):
    """A graph of articles, such as ``kg.Graph``."""

    @property
    def facts(self) -> Collection[Facts]:
        """What it was made of; empty where it was loaded."""

    @property
    def identity(self) -> Identity:
        """Which entities of different articles are one node."""

    @property
    def events(self) -> Occurrences:
        """Which events of different articles are one node."""

    @property
    def quads(self) -> Collection[Quad]:
        """Every triple in its article's named graph; a tuple where all are held at once."""

    @property
    def store(self) -> Store:
        """The same in a store, and all merged in its default graph."""

    def by_graph(self) -> Iterator[tuple[str, list[Quad]]]:
        """The named graphs in order of their IRIs, each with its quads."""

    def use(self, store: Store | None) -> None:
        """Ask a store that holds just this graph already; None: forget the one in use."""

    def page(self) -> str:
        """The interactive page as HTML."""
