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

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

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
        wanted = {place for one in self.joined for place in one.accounts}
        by_place = {
            (f.article.id, e.id): (f, e)
            for f in told
            for e in f.events
            if (f.article.id, e.id) in wanted
        }
        self._told = {
            one.lead: (
                *by_place[one.lead],
                max(by_place[place][1].confidence for place in one.accounts),
            )
            for one in self.joined
        }

    def lead(self, article: Article, event: Event) -> Place:
        """Article id and local id of the account that the event's node is named after."""
        return self._lead.get((article.id, event.id), (article.id, event.id))

    def told(self, facts: Facts, event: Event) -> tuple[Facts, Event, float]:
        """The account that gives the label, and the highest confidence of all accounts."""
        return self._told.get(self.lead(facts.article, event), (facts, event, event.confidence))


def occurrences(
    facts: Iterable[Facts], identity: Identity, decisions: Decisions | None = None
) -> Occurrences:
    """Compare the events of all articles, in any order; a person's decisions come first."""
    told = sorted(facts, key=lambda f: f.article.id)
    accounts = sorted(a for f in told for e in f.events if (a := account(f, e, identity)))
    decided = decisions or Decisions()
    known = {(f.article.id, e.id): (f.article.id, e.id) for f in told for e in f.events}
    groups = _Groups(known, decided)
    for one, other in decided.same_events:
        groups.join(one, other, "a person decided so")
    for _, first, second, reason in sorted(_pairs(accounts)):
        groups.weigh(first, second, reason)
    return Occurrences(groups.joined(accounts), told)


class _Groups:
    """Accounts that are one event so far."""

    def __init__(self, known: Iterable[Place], decided: Decisions) -> None:
        self.home: dict[Place, list[Place]] = {place: [place] for place in known}
        self.reasons: defaultdict[Place, set[str]] = defaultdict(set)
        self.decided = decided
        self.accounts: dict[Place, Account] = {}

    def weigh(self, one: Account, other: Account, reason: str) -> None:
        """Join the groups of two accounts, unless something is against it."""
        self.accounts.update({one.place: one, other.place: other})
        left, right = self.home[one.place], self.home[other.place]
        if {article for article, _ in left} & {article for article, _ in right}:
            return  # it would make two events of an article one
        for a, b in product(left, right):
            first, second = self.accounts.get(a), self.accounts.get(b)
            against = first and second and not likeness(first, second, strict=False)
            if against or (min(a, b), max(a, b)) in self.decided.other_events:
                return
        self.join(one.place, other.place, reason)

    def join(self, one: Place, other: Place, reason: str) -> None:
        if one in self.home and other in self.home:
            left, right = self.home[one], self.home[other]
            both = left if left is right else sorted((*left, *right))
            self.reasons[one].add(reason)
            self.home.update(dict.fromkeys(both, both))

    def joined(self, accounts: Iterable[Account]) -> list[Joined]:
        """The groups of more than one, each led by its earliest account."""
        time = {a.place: n for n, a in enumerate(accounts)}
        found = []
        for place, group in sorted(self.home.items()):
            if len(group) > 1 and min(group) == place:
                ordered = sorted(group, key=lambda p: (time.get(p, len(time)), p))
                reasons = sorted({r for p in group for r in self.reasons[p]})
                found.append(Joined(ordered[0], tuple(ordered), tuple(reasons)))
        return found


def _pairs(accounts: Iterable[Account]) -> Iterator[tuple[float, Account, Account, str]]:
    """Pairs that are alike, the most alike with the lowest number."""
    seen: set[tuple[Place, Place]] = set()
    for group in _shelves(accounts).values():
        if len(group) > BUSY:
            continue
        for one, other in combinations(sorted(group), 2):
            if one.article == other.article or (one.place, other.place) in seen:
                continue
            seen.add((one.place, other.place))
            if found := likeness(one, other):
                yield -found.score, one, other, found.reason


def _shelves(accounts: Iterable[Account]) -> Mapping[tuple[str, ...], list[Account]]:
    shelves: defaultdict[tuple[str, ...], list[Account]] = defaultdict(list)
    for one in accounts:
        for shelf in one.shelves():
            shelves[shelf].append(one)
    return shelves
