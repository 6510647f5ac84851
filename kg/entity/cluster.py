"""Clusters: keys that are one node so far, and what forbids joining two of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kg.entity.key import Key
from kg.entity.profile import Held, Profile, at_odds, chair_of, countries, foremost
from kg.entity.variant import generation, numbers


@dataclass(slots=True)
class Cluster:
    """Keys that are one, with what their articles say, taken together."""

    keys: list[Key]
    held: list[Held]
    countries: Counter[Key]
    """Of the posts."""
    numbers: set[frozenset[str]]
    rows: set[str]
    """Keys of the rows of the knowledge base that they are linked to."""
    reasons: set[str]
    """Why they are one."""
    generations: set[str]
    """Whether father or son of one name, where a name says so."""

    @classmethod
    def of(cls, profile: Profile) -> Cluster:
        """A key by itself."""
        key = profile.key
        rows = {key.value} if key.basis == "kb" else set()
        told = {numbers(profile.name)}
        age = {own} if (own := generation(profile.name)) else set[str]()
        held = list(profile.held)
        return cls([key], held, countries(profile.held), told, rows, set(), age)

    def forbids(self, other: Cluster, posts: bool = True) -> str | None:
        """What forbids joining ``other``; None if nothing does. ``posts``: whether the countries
        of their posts are asked."""
        one, two = self.keys[0].type, other.keys[0].type
        if one != two:
            return f"types differ: {', '.join(sorted((one, two)))}"
        if len(rows := self.rows | other.rows) > 1:
            return f"two rows of the knowledge base: {', '.join(sorted(rows))}"
        if len(told := self.numbers | other.numbers) > 1:
            return "numbers differ: " + " / ".join(sorted(" ".join(sorted(n)) or "-" for n in told))
        if len(ages := self.generations | other.generations) > 1:
            return f"{' and '.join(sorted(ages))} of one name"
        ours, theirs = foremost(self.countries), foremost(other.countries)
        if ours & theirs:
            return None  # people of one country, whatever a few articles make of one post
        if posts and (odds := at_odds(self.held, other.held)):
            if (chair := self.chair()) and chair == other.chair():
                return None  # both preside over one body: whose president a few say is a mistake
            return f"one post of two countries: {odds}"
        return None

    def chair(self) -> tuple[str, Key] | None:
        """The post, and of what, that they are told most often to hold; None if seldom."""
        return chair_of(self.held)

    def take(self, other: Cluster) -> None:
        """Make all of ``other`` part of this one."""
        self.keys += other.keys
        self.held += other.held
        self.countries += other.countries
        self.numbers |= other.numbers
        self.rows |= other.rows
        self.reasons |= other.reasons
        self.generations |= other.generations
