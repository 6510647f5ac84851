"""Profiles: what all articles together tell of one key: its names, its posts, and when.

Two profiles speak for being one person (the same post of the same country in the same years) or
against it (the same post of two countries at one time).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TypeVar

from kg.entity.key import Key, folded, key_of
from kg.entity.thread import Trace
from kg.nouns import Entity, Facts

SAME_YEARS = 3 * 365
"""Days between two articles within which one post of one country is held by one person."""
SAME_TIME = 365
"""Days between two articles within which nobody changes countries."""
SEATED = 5
"""Times that somebody must be told to hold a post, for it to be known for his."""
Country = TypeVar("Country")
"""However a country is called: by its key, or by the value of that."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One article says that somebody holds a post."""

    title: str
    """Folded."""
    body: Key
    """The country or organisation."""
    article: str
    day: int | None
    """Day of the article, counted from year 1; None when its date is unknown."""
    former: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What one article tells of an entity that others may tell of too."""

    article: str
    entity: Entity
    held: Sequence[Held]
    trace: Trace | None = None
    """Of people."""
    hints: Sequence[Held] = ()
    """What it may be minister or ruler of, where the article leaves out the country."""


@dataclass(slots=True)
class Profile:
    """What is known of a key over all articles."""

    key: Key
    names: Counter[str] = field(default_factory=Counter)
    english: Counter[str] = field(default_factory=Counter)
    aliases: frozenset[str] = frozenset()
    """Folded other names of two words or more."""
    called: Counter[str] = field(default_factory=Counter)
    """Folded other names, with the number of articles that call it so too."""
    articles: set[str] = field(default_factory=set)
    held: list[Held] = field(default_factory=list)
    implied: list[Held] = field(default_factory=list)
    """Of somebody called by one name: a post told without its country (الرئيس أوباما), with
    each country that the article names. It proves nothing but for a surname that is unique."""
    traces: list[Trace] = field(default_factory=list)
    """Of somebody called by two names or more, one an article."""

    def add(self, told: Told) -> None:
        """Count one more article's entity."""
        entity = told.entity
        self.names[entity.name] += max(1, len(entity.mentions))
        if entity.name_en:
            self.english[entity.name_en] += 1
        if entity.other_names:
            others = set(map(folded, entity.other_names))
            self.aliases |= {k for k in others if " " in k}
            self.called.update(others)
        self.articles.add(told.article)
        self.held.extend(told.held)
        if told.trace:
            self.traces.append(told.trace)

    def take(self, other: Profile) -> None:
        """Put together with what other articles tell of the same key."""
        self.names.update(other.names)
        self.english.update(other.english)
        self.aliases |= other.aliases
        self.called.update(other.called)
        self.articles |= other.articles
        self.held.extend(other.held)
        self.implied.extend(other.implied)
        self.traces.extend(other.traces)

    @property
    def name(self) -> str:
        """The folded name that it is compared by."""
        return self.key.value if self.key.basis == "name" else folded(favourite(self.names) or "")


def held_by(facts: Facts, keys: Mapping[str, Key]) -> dict[str, list[Held]]:
    """Local id → the posts that the article says it holds, of bodies known beyond the article."""
    told: dict[str, list[Held]] = {}
    for post in facts.posts:
        body = keys.get(post.of) if post.of else None
        if body is not None and body.basis != "local":
            day = day_of(facts.article.date)
            one = Held(folded(post.title), body, facts.article.id, day, post.former)
            told.setdefault(post.holder, []).append(one)
    return told


def implied_by(facts: Facts, keys: Mapping[str, Key]) -> dict[str, list[Held]]:
    """Local id → the posts told without a body, each with every country the article names."""
    countries = {keys[e.id] for e in facts.entities if e.type == "CTRY" and e.mentions and e.kb}
    day = day_of(facts.article.date)
    told: dict[str, list[Held]] = {}
    for post in facts.posts:
        if post.of is None and not post.former:
            title = folded(post.title)
            told.setdefault(post.holder, []).extend(
                Held(title, body, facts.article.id, day, False) for body in sorted(countries)
            )
    return told


def keys_in(facts: Facts) -> dict[str, Key]:
    """Local id → key by itself, of all entities of an article."""
    return {e.id: key_of(facts.article, e) for e in facts.entities}


def same_post(one: Sequence[Held], other: Sequence[Held]) -> str | None:
    """The post of one body that both hold in the same years, in words; None if there is none."""
    both = {(h.title, h.body) for h in one} & {(h.title, h.body) for h in other}
    left, right = ([h for h in held if (h.title, h.body) in both] for held in (one, other))
    found = [
        f"{a.title} / {a.body.value}"
        for a, b in product(left, right)
        if (a.title, a.body) == (b.title, b.body) and near(a.day, b.day, SAME_YEARS)
    ]
    return min(found, default=None)


def at_odds(one: Sequence[Held], other: Sequence[Held]) -> str | None:
    """The post that the two hold of different countries at one time; None if there is none.

    A country that both are said to hold the post of is a reader's mistake in between, not odds.
    """
    for title in sorted({h.title for h in one} & {h.title for h in other}):
        left, right = list(_current(one, title)), list(_current(other, title))
        if {h.body for h in left} & {h.body for h in right}:
            continue
        for a, b in product(sorted(left), sorted(right)):
            if near(a.day, b.day, SAME_TIME):
                return f"{title}: {a.body.value}, {b.body.value}"
    return None


def chair_of(held: Iterable[Held]) -> tuple[str, Key] | None:
    """Title and body of the post that somebody is told most often to hold; None where it is told
    less than ``SEATED`` times."""
    told = Counter((h.title, h.body) for h in held)
    post, often = max(told.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    return post if often >= SEATED else None


def countries(held: Iterable[Held]) -> Counter[Key]:
    """The countries that somebody holds posts of, with how often it is told."""
    return Counter(h.body for h in held if _is_country(h.body) and not h.former)


def foremost(told: Mapping[Country, int]) -> frozenset[Country]:
    """The countries told more than a third as often as the first: the rest are mistakes."""
    most = max(told.values(), default=0)
    return frozenset(country for country, count in told.items() if count * 3 > most)


def _current(held: Iterable[Held], title: str) -> Iterator[Held]:
    return (h for h in held if h.title == title and not h.former and _is_country(h.body))


def _is_country(body: Key) -> bool:
    """Whether it is a country that is known: الجمهورية "the republic" may be any."""
    return body.type == "CTRY" and body.basis == "kb"


def near(one: int | None, other: int | None, days: int) -> bool:
    """Whether two days are so near; an unknown day is near to all."""
    return one is None or other is None or abs(one - other) <= days


def day_of(value: str | None) -> int | None:
    """``YYYY[-MM[-DD]]`` as a count of days, the middle of what it leaves open; else None."""
    try:
        numbers = [int(part) for part in (value or "").split("-")]
        middle = [*numbers, *(7, 1)[len(numbers) - 1 :]] if len(numbers) < 3 else numbers
        return date(*middle[:3]).toordinal()
    except (ValueError, TypeError, OverflowError):  # a year of more digits than a date can hold
        return None


def favourite(names: Mapping[str, int]) -> str | None:
    """Told most often; on a tie the one with its hamzas and ta marbutas written, then longest."""
    if not names:
        return None
    return max(names, key=lambda n: (names[n], sum(n.count(c) for c in "أإآؤئءىة"), len(n), n))
