"""Events of different articles that are one: one meeting told by six newspapers.

Joined are events of one type and status that share two actors, or an actor and the place, at
one time, with nothing against it: other places, other attackers, other kinds of harm, victims in
quite other numbers. What the same people may do every day (attacks, sanctions) must be dated; a
visit or a meeting may also be near the dates of the articles. Harm, attacks and protests, whose
people are seldom named, may also be one by town and day. Statements are one only when one speaker
says nearly the same words. Two events of one article are never joined: its reader took them for
two. What the articles say differently (twelve killed, fifteen killed) stays in the graph of each,
side by side.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from sys import intern
from typing import Final

import numpy as np

from kg.entity.decision import Decisions
from kg.entity.merge import Identity
from kg.event.account import Account, account, likeness
from kg.nouns import Article, Event, Facts

BUSY: Final = 60
"""Accounts that share two things on one day, beyond which sharing them tells nothing."""

Place = tuple[str, str]
"""Article id and local id of an event."""


@dataclass(frozen=True, slots=True)
class Joined:
    """One event told by several articles."""

    lead: Place
    """The earliest account: it gives the IRI and the label."""
    accounts: tuple[Place, ...]
    reasons: tuple[str, ...]


class Occurrences:
    """Which accounts of events are one event; see ``occurrences``."""

    def __init__(self, joined: Iterable[Joined] = (), told: Iterable[Facts] = ()) -> None:
        self.joined = tuple(joined)
        self._lead = {place: one.lead for one in self.joined for place in one.accounts}
        self._told: dict[Place, tuple[Facts, Event]] = {}
        self._sure: dict[Place, float] = {}
        for f in told if self.joined else ():
            for e in f.events:
                place = (f.article.id, e.id)
                lead = self._lead.get(place)
                if lead is not None:
                    self._sure[lead] = max(e.confidence, self._sure.get(lead, 0.0))
                if lead == place:
                    self._told[lead] = _alone(f, e), e

    def lead(self, article: Article, event: Event) -> Place:
        """Article id and local id of the account that the event's node is named after."""
        return self._lead.get((article.id, event.id), (article.id, event.id))

    def told(self, facts: Facts, event: Event) -> tuple[Facts, Event, float]:
        """The account that gives the label (of its facts only what the event is about), and the
        highest confidence of all accounts."""
        lead = self.lead(facts.article, event)
        if lead not in self._told:
            return facts, event, event.confidence
        return *self._told[lead], self._sure[lead]


def _alone(facts: Facts, event: Event) -> Facts:
    """Of an article's facts the entities of one event: thousands of articles may lead one."""
    used = {r.filler for r in event.roles if isinstance(r.filler, str)} | set(event.places)
    return Facts(facts.article, entities=tuple(e for e in facts.entities if e.id in used))


def occurrences(
    facts: Collection[Facts], identity: Identity, decisions: Decisions | None = None
) -> Occurrences:
    """Compare the events of all articles, in any order; a person's decisions come first.

    ``facts`` are gone through three times, and not held: first for the shelves on which more than
    one account stands, then for those accounts.
    """
    decided = decisions or Decisions()
    named = {place for pair in decided.same_events for place in pair}
    known: set[Place] = set()
    shelves = array("q")
    for f in facts:
        known.update(named.intersection((f.article.id, e.id) for e in f.events))
        for found in _accounts(f, identity):
            shelves.extend(hash(shelf) for shelf in found.shelves())
    shared = _shared(shelves)
    accounts = [
        replace(found, words=frozenset(map(intern, found.words)))
        for f in facts
        for found in _accounts(f, identity)
        if any(hash(shelf) in shared for shelf in found.shelves())
    ]
    accounts.sort()
    groups = _Groups(decided)
    for one, other in decided.same_events:
        if one in known and other in known:
            groups.join(one, other, "a person decided so")
    for _, first, second, reason in sorted(_pairs(accounts, shared)):
        groups.weigh(first, second, reason)
    return Occurrences(groups.joined(accounts), facts)


def _accounts(facts: Facts, identity: Identity) -> Iterator[Account]:
    for event in facts.events:
        if (found := account(facts, event, identity)) is not None:
            yield found


def _shared(shelves: array[int]) -> set[int]:
    """What stands there more than once, but not so often that it tells nothing."""
    names, counts = np.unique(np.frombuffer(shelves, np.int64), return_counts=True)
    return set(names[(counts > 1) & (counts <= BUSY)].tolist())


class _Groups:
    """Accounts that are one event so far."""

    def __init__(self, decided: Decisions) -> None:
        self.home: dict[Place, list[Place]] = {}
        """Of accounts that were joined to others; any other is a group by itself."""
        self.reasons: defaultdict[Place, set[str]] = defaultdict(set)
        self.decided = decided
        self.accounts: dict[Place, Account] = {}

    def group(self, place: Place) -> list[Place]:
        return self.home.get(place) or [place]

    def weigh(self, one: Account, other: Account, reason: str) -> None:
        """Join the groups of two accounts, unless something is against it."""
        self.accounts.update({one.place: one, other.place: other})
        left, right = self.group(one.place), self.group(other.place)
        if {article for article, _ in left} & {article for article, _ in right}:
            return  # it would make two events of an article one
        for a, b in product(left, right):
            first, second = self.accounts.get(a), self.accounts.get(b)
            against = first and second and not likeness(first, second, strict=False)
            if against or (min(a, b), max(a, b)) in self.decided.other_events:
                return
        self.join(one.place, other.place, reason)

    def join(self, one: Place, other: Place, reason: str) -> None:
        left, right = self.group(one), self.group(other)
        both = left if left == right else sorted((*left, *right))
        self.reasons[one].add(reason)
        self.home.update(dict.fromkeys(both, both))

    def joined(self, accounts: Iterable[Account]) -> list[Joined]:
        """The groups of more than one, each led by its earliest account."""
        time = {a.place: n for n, a in enumerate(accounts) if a.place in self.home}
        found = []
        for place, group in sorted(self.home.items()):
            if len(group) > 1 and min(group) == place:
                ordered = sorted(group, key=lambda p: (time.get(p, len(time)), p))
                reasons = sorted({r for p in group for r in self.reasons[p]})
                found.append(Joined(ordered[0], tuple(ordered), tuple(reasons)))
        return found


def _pairs(
    accounts: Sequence[Account], shared: Collection[int]
) -> Iterator[tuple[float, Account, Account, str]]:
    """Pairs that are alike, the most alike with the lowest number; ``accounts`` are in order."""
    shelves: defaultdict[int, list[int]] = defaultdict(list)
    for n, one in enumerate(accounts):
        for shelf in map(hash, one.shelves()):
            if shelf in shared:
                shelves[shelf].append(n)
    for n, one in enumerate(accounts):
        near = {other for shelf in map(hash, one.shelves()) for other in shelves.get(shelf, ())}
        for other in (accounts[m] for m in near if m > n):
            if one.article != other.article and (found := likeness(one, other)):
                yield -found.score, one, other, found.reason
