"""The knowledge base: entries looked up by any spelling of any of their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from kg.lexicon.entries import Entry, folded, own, shipped
from kg.nouns import Skipped
from kg.sentence.spelling import fold


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """Countries, places and organisations by key and by name; made by :meth:`load`."""

    entries: dict[str, Entry]
    """By key, in the order of the tables."""
    names: dict[str, tuple[Entry, ...]]
    """Folded name → the entries so called; most populous first."""
    short_names: dict[str, tuple[Entry, ...]]
    """Folded contextual name (المملكة) → the entries that it may mean."""
    capitals: dict[str, str]
    """Key of a country → key of its capital."""
    skipped: tuple[Skipped, ...] = field(default=())
    """The bad rows of the user's tables, one line each."""

    @classmethod
    def load(cls, user_tables: Sequence[str | Path] = ()) -> KnowledgeBase:
        """The shipped entries and those of the user's tables, which come first.

        Raises KhabarError K201 or K202 where a table cannot be read; bad rows are in ``skipped``.
        """
        if not user_tables:
            return _shipped()
        read = own(user_tables)
        return _indexed((*read.entries, *shipped()), read.skipped)

    def get(self, key: str | None) -> Entry | None:
        """The entry with that key, or None."""
        return self.entries.get(key) if key else None

    def named(self, name: str) -> tuple[Entry, ...]:
        """The entries of which ``name``, in any spelling, is a full name; most populous first."""
        return self.names.get(" ".join(fold(name).text.split()), ())

    def short_for(self, name: str) -> tuple[Entry, ...]:
        """The entries that ``name`` may mean where the article speaks of them (المملكة)."""
        return self.short_names.get(" ".join(fold(name).text.split()), ())

    def country_of(self, key: str | None) -> str | None:
        """Key of the country that contains the entry; a country's own key; None if unknown."""
        entry = self.get(key)
        if entry is None:
            return None
        return entry.key if entry.type == "CTRY" else entry.country

    def capital_of(self, key: str | None) -> str | None:
        """Key of the country whose capital the entry is, or None."""
        entry = self.get(key)
        return entry.capital_of if entry else None

    def capital(self, country: str | None) -> str | None:
        """Key of the country's capital, or None."""
        return self.capitals.get(country) if country else None

    def stands_for(self, key: str | None) -> str | None:
        """Key of the country whose government the city's name may mean (واشنطن), or None."""
        entry = self.get(key)
        return entry.stands_for if entry else None


@cache
def _shipped() -> KnowledgeBase:
    return _indexed(shipped(), ())


def _indexed(entries: Sequence[Entry], skipped: tuple[Skipped, ...]) -> KnowledgeBase:
    return KnowledgeBase(
        {entry.key: entry for entry in entries},
        _by_name([(name, entry) for entry in entries for name in (entry.name, *entry.others)]),
        _by_name([(name, entry) for entry in entries for name in entry.contextual]),
        {entry.capital_of: entry.key for entry in entries if entry.capital_of},
        skipped,
    )


def _by_name(named: list[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, dict[str, Entry]] = {}
    for text, (_, entry) in zip(folded([name for name, _ in named]), named, strict=True):
        found.setdefault(text, {})[entry.key] = entry
    return {
        text: tuple(sorted(e.values(), key=lambda x: (x.kind != "own", -x.population)))
        for text, e in found.items()
    }
