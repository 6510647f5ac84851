"""Threads: what ties two articles together that tell of one name, or of a name and a shorter one.

A name alone may be that of many. Two articles are about one person if they also tell of the same
company that few others tell of, if they call him to the same post in nearly the same words, or if
one copied the sentence from the other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from zlib import crc32

from kg.entity.key import Key, folded
from kg.nouns import Entity, Facts
from kg.sentence.spelling import fold

RARE: Final = 40
"""Articles that tell of somebody, up to which it means something that two of them do."""
KNOWN: Final = 400
"""Articles up to which two people together mean as much."""
WORDS: Final = 3
"""Words of a post and its body that two articles must share …"""
ALIKE: Final = 0.75
"""… and the share of the shorter wording that they must be."""
HOLDERS: Final = 8
"""Names that hold a title, up to which the title says who is meant …"""
TITLES: Final = 1000
"""… where so many titles are told that it can be known which are rare."""
WINDOW: Final = 5
"""Words in a row, the name one of them, that only a copy has in common."""
FORMULA: Final = 3
"""Names that stand in such a row, beyond which it is a formula: صاحب السمو الملكي الأمير "his royal
highness the prince"."""
ENOUGH: Final = 100
"""Articles from which on it can be known what few others tell of and what words are a formula."""
_AROUND: Final = 100
"""Characters beside a name in which its neighbours are looked for."""
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, order=True)
class Trace:
    """What one article tells of somebody by which another can be known to tell of him too."""

    article: str
    offices: tuple[tuple[str, str], ...] = ()
    """Folded titles, each also with its body, though it be known in this article only."""
    story: tuple[int, ...] = ()
    """The words around the name, each ``WINDOW`` of them in a row as a number."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What all articles together say about how much it means that two of them agree."""

    often: Mapping[Key, int] = field(default_factory=dict)
    """Key → articles that tell of it."""
    company: Mapping[str, frozenset[Key]] = field(default_factory=dict)
    """Article → who and what it tells of that few others do; not countries."""
    titles: Mapping[str, int] = field(default_factory=dict)
    """Title → names that hold it."""
    formulas: frozenset[int] = frozenset()
    """Words in a row that stand around many names."""

    @property
    def enough(self) -> bool:
        """Whether there are so many articles that what is rare can be told; among a few all is."""
        return len(self.company) >= ENOUGH


def traces(facts: Facts) -> dict[str, Trace]:
    """Local id → the trace of a person of two names or more."""
    names = {e.id: e.name for e in facts.entities}
    offices: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for post in facts.posts:
        title, body = folded(post.title), folded(names.get(post.of or "", ""))
        offices[post.holder].add((title, f"{title} {body}".strip()))
    return {
        e.id: Trace(facts.article.id, tuple(sorted(offices[e.id])), _story(facts.article.text, e))
        for e in facts.entities
        if e.type == "PER" and " " in e.name
    }


def _story(text: str, entity: Entity) -> tuple[int, ...]:
    """The words around the longest mention of a name, the first of several."""
    named = [m for m in entity.mentions if m.kind == "name"]
    if not named:
        return ()
    one = max(named, key=lambda m: (m.end - m.start, -m.start))
    before = _WORD.findall(fold(text[max(0, one.start - _AROUND) : one.start]).text)
    after = _WORD.findall(fold(text[one.end : one.end + _AROUND]).text)
    row = [*before[1 - WINDOW :], "", *after[: WINDOW - 1]]
    windows = (" ".join(row[k : k + WINDOW]) for k in range(len(row) - WINDOW + 1))
    return tuple(crc32(window.encode("utf-8", "replace")) for window in windows)


def formulas(told: Iterable[tuple[Key, Trace]]) -> frozenset[int]:
    """Words in a row that stand around more names than one person has."""
    count = Counter(row for row, _ in {(row, key) for key, trace in told for row in trace.story})
    return frozenset(row for row, names in count.items() if names > FORMULA)


def tie(one: Trace, other: Trace, weights: Weights) -> str | None:
    """Why two articles' traces are one person's, in words; None if nothing says so."""
    if one.article == other.article:
        return None
    if weights.enough and set(one.story) & set(other.story) - weights.formulas:
        return "one story"
    for title, whole in one.offices:
        for rival, words in other.offices:
            if title == rival and _rare(title, weights):
                return f"a rare title: {title}"
            if _same_words(whole, words):
                return f"told alike: {min(whole, words)}"
    return None


def _rare(title: str, weights: Weights) -> bool:
    """Whether a title says who is meant; one of a single word is a rank or a trade (رقيب
    "sergeant"), however few are told of."""
    known = len(weights.titles) >= TITLES
    return known and " " in title and weights.titles.get(title, 0) <= HOLDERS


def _same_words(one: str, other: str) -> bool:
    left, right = _words(one), _words(other)
    shared = len(left & right)
    return shared >= WORDS and shared >= ALIKE * min(len(left), len(right))


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def company(one: str, other: str, own: frozenset[Key], weights: Weights) -> Key | None:
    """The rarest of what two articles tell of besides ``own``, if it is rare or much enough."""
    if one == other:
        return None
    nothing: frozenset[Key] = frozenset()
    shared = weights.company.get(one, nothing) & weights.company.get(other, nothing) - own
    if sum(heavy(key, weights.often.get(key, 0)) for key in shared) < 2:
        return None
    return min(shared, key=lambda k: (-heavy(k, weights.often.get(k, 0)), k))


def heavy(key: Key, articles: int) -> int:
    """How much it means that two articles tell of somebody or something: 2 is enough."""
    if key.type == "PER":
        return 2 if articles <= RARE else int(articles <= KNOWN)
    return int(articles <= RARE)
