"""What a person decided about identity: it comes before all that the articles say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.entity.key import Key


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided about identity (``kg.graph.corrections``)."""

    merges: tuple[tuple[Key, Key], ...] = ()
    """The first is the second, which gives the IRI."""
    apart: frozenset[tuple[Key, Key]] = frozenset()
    """Never one; smaller key first."""
    alone: frozenset[tuple[str, str]] = frozenset()
    """(article id, local id): stays inside its article."""
    names: Mapping[Key, str] = field(default_factory=dict)
    same_events: tuple[tuple[tuple[str, str], tuple[str, str]], ...] = ()
    """Accounts, each (article id, local id), of one event."""
    other_events: frozenset[tuple[tuple[str, str], tuple[str, str]]] = frozenset()
    """Accounts of two events; smaller first."""
