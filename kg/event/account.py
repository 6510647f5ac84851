"""Accounts: what one article tells of an event, in terms that other articles share.

Entities are the nodes of ``kg.entity.merge``; what stays inside its article (a group, an unnamed
minister) cannot be shared and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any, Final

from kg.entity.key import Key, folded
from kg.entity.merge import Identity
from kg.entity.profile import day_of
from kg.event.cardinal import cardinals
from kg.nouns import Event, Facts, Quote
from kg.sentence.spelling import fold
from kg.sentence.table import table

Actors = Mapping[str, Set[Any]]
"""Role → who fills it."""
BEFORE: Final = 3
"""Days before an article's date within which an event without a time of its own happened."""
LONGEST: Final = 31
"""Days of an interval beyond which it says no time."""
ALIKE: Final = 0.8
"""Share of words that two contents have in common to be one statement."""
THOUSAND: Final = 1000.0
"""The least number word that another number stands before: ثلاثة آلاف "three thousand"."""
_DECIMAL: Final = re.compile(r"\d+,\d+", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", re.ASCII)
"""Digits whose commas divide thousands; else a comma is the point: 3,5 مليون."""
WORDS: Final = 5
"""Words of a content without which it is too short to compare."""
MOST: Final = 8
"""Actors of an event by which it is looked up."""
FACELESS: Final = frozenset({"Attack", "Casualties", "Protest"})
"""Events whose people are seldom named."""
LIKELY_ONE: Final = frozenset({"Meeting", "Visit", "Agree", "Office", "Detain", "Release"})
"""Events that the same people seldom have twice in three days; wars go on."""


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """One article's event. Ordered by time, then by article: the first leads."""

    first: int
    """First day that it may have happened on, counted from year 1."""
    article: str
    event: str
    last: int = field(compare=False)
    certain: bool = field(compare=False)
    """Whether the article says the day; else it is near its own date."""
    type: str = field(compare=False)
    status: str = field(compare=False)
    actors: dict[str, frozenset[Key]] = field(compare=False)
    """Role → nodes."""
    sites: frozenset[Key] = field(compare=False)
    """Where it happened: places and countries."""
    what: frozenset[str] = field(compare=False)
    """Kind of harm, change of office, form of meeting."""
    number: float | None = field(compare=False)
    words: frozenset[str] = field(compare=False)
    """Of a statement's content, folded."""

    @property
    def place(self) -> tuple[str, str]:
        """Article id and local id."""
        return self.article, self.event

    @property
    def everyone(self) -> frozenset[Key]:
        """All actors, whatever their role."""
        return frozenset(k for keys in self.actors.values() for k in keys)

    @property
    def towns(self) -> frozenset[Key]:
        """Places that are no countries."""
        return frozenset(k for k in self.sites if k.type == "LOC")

    def shelves(self) -> Iterator[tuple[str, ...]]:
        """Where accounts of one event must meet: type and status, two things shared, a day."""
        actors = [repr(k) for k in sorted(self.everyone)[:MOST]]
        shared = [(a, b) for a, b in combinations(actors, 2)]
        shared += [(a, repr(s)) for a in actors for s in sorted(self.sites)]
        if self.type in FACELESS:
            shared += [(repr(s), "") for s in sorted(self.towns)]
        if self.type == "Statement":
            shared = [(repr(s), "") for s in sorted(self.actors.get("speaker", ()))]
        for day in range(self.first, self.last + 1):
            for one, other in shared:
                yield self.type, self.status, one, other, str(day)


@dataclass(frozen=True, slots=True)
class Alike:
    """Why two accounts are of one event."""

    score: float
    reason: str


def account(facts: Facts, event: Event, identity: Identity) -> Account | None:
    """An article's event as an account; None where it has no time or nothing to share."""
    days = _days(facts, event)
    if days is None:
        return None
    keys = {e.id: identity.key(facts.article, e) for e in facts.entities}
    actors: dict[str, set[Key]] = {}
    for role in event.roles:
        if isinstance(role.filler, str) and keys[role.filler].basis != "local":
            actors.setdefault(role.name, set()).add(keys[role.filler])
    sites = {keys[p] for p in event.places if keys[p].basis != "local"}
    text = facts.article.text
    quoted = {
        r.name: text[r.filler.start : r.filler.end]
        for r in event.roles
        if isinstance(r.filler, Quote)
    }
    return Account(
        days[0],
        facts.article.id,
        event.id,
        days[1],
        bool(event.time and event.time.value),
        event.type,
        event.status,
        {name: frozenset(nodes) for name, nodes in actors.items()},
        frozenset(sites),
        frozenset(w for w in (event.kind, event.change, event.subtype) if w),
        _number(quoted.get("number")),
        frozenset(folded(quoted.get("content", "")).split())
        if event.type == "Statement"
        else frozenset(),
    )


def likeness(one: Account, other: Account, *, strict: bool = True) -> Alike | None:
    """Whether two accounts are of one event, and why; ``strict=False``: whether they may be."""
    if (one.type, one.status) != (other.type, other.status) or _opposed(one, other):
        return None
    if one.first > other.last or other.first > one.last:
        return None
    if not strict:
        return Alike(0, "nothing against it")
    if one.type == "Statement":
        return _same_words(one, other)
    actors = one.everyone & other.everyone
    sites = one.sites & other.sites
    dated = one.certain and other.certain and one.first == other.first
    if not dated and one.type not in LIKELY_ONE:
        return None
    people = any(k.type != "CTRY" for k in actors)
    several = len(actors) >= 2 and (dated or people)
    there = dated and bool(actors and sites - actors) and not _others(one, other, actors)
    if several or there:
        shared = ", ".join(sorted(k.value for k in actors | sites))
        return Alike(len(actors) + len(sites) + dated, f"{one.type}, one time, both: {shared}")
    towns = one.towns & other.towns
    if one.type in FACELESS and towns and dated and one.first == one.last:
        shared = ", ".join(sorted(k.value for k in towns))
        return Alike(0.5, f"{one.type}, one day, one town: {shared}")
    return None


@cache
def _telling() -> dict[str, tuple[str, ...]]:
    """The roles that cannot be filled by other things in one event, by its type."""
    roles: dict[str, tuple[str, ...]] = {}
    for row in table("telling_roles"):
        roles[row["type"]] = (*roles.get(row["type"], ()), row["role"])
    return roles


def apart(type_: str, one: Actors, other: Actors) -> bool:
    """Whether two events of a type have others in a role that tells such events apart
    (``telling_roles.tsv``): what each names there, the other does not."""
    for role in _telling().get(type_, ()):
        left, right = one.get(role), other.get(role)
        if left and right and not left & right:
            return True
    return False


def _opposed(one: Account, other: Account) -> bool:
    if apart(one.type, one.actors, other.actors):
        return True
    if one.what and other.what and not one.what & other.what:
        return True
    if (
        one.number
        and other.number
        and max(one.number, other.number) > 2 * min(one.number, other.number)
    ):
        return True
    if one.towns and other.towns:
        return not one.towns & other.towns
    return bool(one.sites and other.sites) and not (
        one.sites & other.sites or {k.type for k in one.sites} != {k.type for k in other.sites}
    )


def _others(one: Account, other: Account, actors: frozenset[Key]) -> bool:
    """Whether each names people whom the other does not: a minister meets many in one town."""
    left, right = (
        any(k.type == "PER" for k in account.everyone - actors) for account in (one, other)
    )
    return left and right


def _same_words(one: Account, other: Account) -> Alike | None:
    if min(len(one.words), len(other.words)) < WORDS:
        return None
    if not one.actors.get("speaker", frozenset()) & other.actors.get("speaker", frozenset()):
        return None
    share = len(one.words & other.words) / len(one.words | other.words)
    if share < ALIKE:
        return None
    return Alike(share, f"one speaker, {share:.0%} of the words")


def _days(facts: Facts, event: Event) -> tuple[int, int] | None:
    value = event.time.value if event.time else None
    if value and event.type != "Statement":
        start, _, end = value.partition("/")
        days = _span(start), _span(end or start)
        if days[0] is None or days[1] is None or days[1][1] - days[0][0] > LONGEST:
            return None
        return days[0][0], days[1][1]
    if event.time and event.type != "Statement":
        return None  # the article says when, but not which day that is
    day = day_of(facts.article.date) if len(facts.article.date or "") == 10 else None
    return (day - BEFORE, day) if day else None


def _span(value: str) -> tuple[int, int] | None:
    """First and last day of an ISO day or month; None for a year, which says too little."""
    if len(value) == 10:
        day = day_of(value)
        return (day, day) if day else None
    day = day_of(f"{value}-01") if len(value) == 7 else None
    return (day, day + 30) if day else None


def _number(text: str | None) -> float | None:
    """The number of people that the words give: digits or one word, perhaps with a large one right
    after it (ثلاثة ملايين "three millions", 12 ألف "12 thousand"); None if unclear."""
    said = fold(text or "").text.split()
    numbers = [(at, n) for at, word in enumerate(said) if (n := _value(word)) is not None]
    if len(numbers) == 1 and said[numbers[0][0] - 1 : numbers[0][0]] != ["نصف"]:  # half a million
        return numbers[0][1]
    if len(numbers) == 2:
        (at, count), (after, large) = numbers
        if after == at + 1 and large >= THOUSAND > count:
            return count * large
    return None  # خمسة عشر "fifteen" would be five and ten


def _value(word: str) -> float | None:
    if _GROUPED.fullmatch(word):
        return float(word.replace(",", ""))
    if _DECIMAL.fullmatch(word):
        return float(word.replace(",", "."))
    said = cardinals().get(word, "")
    return float(said) if said.isdigit() else None
