"""Which entities of different articles are one thing: a first, simple identity.

An entity's ``Key`` is a function of that entity alone, so it does not matter which articles
were read before it, or in what order. Three bases, in this order: the row of the knowledge
base it is linked to; its full name with the spelling folded; nothing, and then it stays inside
its article. What is only described (a group, an unnamed minister), a person known by one name
only, and bodies that every country has (وزارة الخارجية alone) are never joined across articles:
two nodes for one thing can be joined later, one node for two things misleads.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.nouns import Article, Entity, EntityType, Facts
from kg.sentence.spelling import name_key
from kg.sentence.table import table


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What makes an entity itself. Two entities with equal keys are one node."""

    type: EntityType
    basis: Literal["kb", "name", "local"]
    value: str
    """The knowledge-base key, the folded name, or ``article id/local id``."""


@dataclass(frozen=True, slots=True)
class Merge:
    """One line of the log: which articles' entities became one node, and why."""

    key: Key
    names: tuple[str, ...]
    articles: tuple[str, ...]
    reason: str


class Identity:
    """The keys of entities, and what is known of each key over all articles seen so far."""

    def __init__(self) -> None:
        self._names: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        self._english: defaultdict[Key, Counter[str]] = defaultdict(Counter)
        self._articles: defaultdict[Key, set[str]] = defaultdict(set)

    def add(self, facts: Facts) -> None:
        """Count one more article's names; an article counts once."""
        for entity in facts.entities:
            key = key_of(facts.article, entity)
            self._names[key][entity.name] += max(1, len(entity.mentions))
            if entity.name_en:
                self._english[key][entity.name_en] += 1
            self._articles[key].add(facts.article.id)

    def name(self, article: Article, entity: Entity) -> str:
        """The Arabic name that the node bears in every article: the one told most often."""
        return _favourite(self._names.get(key_of(article, entity))) or entity.name

    def name_en(self, article: Article, entity: Entity) -> str | None:
        """The English name of the node, from any article that knew it."""
        return _favourite(self._english.get(key_of(article, entity))) or entity.name_en

    def merges(self) -> tuple[Merge, ...]:
        """The log: every node that stands in more than one article, with the reason."""
        return tuple(
            Merge(key, tuple(sorted(self._names[key])), tuple(sorted(articles)), _reason(key))
            for key, articles in sorted(self._articles.items())
            if len(articles) > 1
        )


def identify(facts: Iterable[Facts]) -> Identity:
    """Read all articles' entities once, in any order, and say what each node is called."""
    identity = Identity()
    for one in facts:
        identity.add(one)
    return identity


def key_of(article: Article, entity: Entity) -> Key:
    """The key of an entity of an article; a function of these two alone."""
    if entity.kb and entity.type != "GRP":
        return Key(entity.type, "kb", entity.kb)
    if _name_is_enough(entity):
        return Key(entity.type, "name", _folded(entity.name))
    return Key(entity.type, "local", f"{article.id}/{entity.id}")


def _name_is_enough(entity: Entity) -> bool:
    """Whether this name, wherever it is read, means this thing."""
    if entity.type == "GRP" or not any(m.kind == "name" for m in entity.mentions):
        return False
    key = _folded(entity.name)
    if entity.type == "PER":
        return len(key.split()) >= 2  # كارتر alone may be anyone's surname
    return bool(key) and key not in _shared_names()


def _reason(key: Key) -> str:
    if key.basis == "kb":
        return f"linked to the same knowledge-base row {key.value}"
    return f"same type and same full name, spelling folded: {key.value}"


def _favourite(names: Counter[str] | None) -> str | None:
    """Told most often; on a tie the one with its hamzas and ta marbutas written, then longest."""
    if not names:
        return None
    return max(names, key=lambda n: (names[n], sum(n.count(c) for c in "أإآؤئءىة"), len(n), n))


@lru_cache(maxsize=65536)
def _folded(name: str) -> str:
    return name_key(name)


@cache
def _shared_names() -> frozenset[str]:
    return frozenset(name_key(row["name"]) for row in table("shared_names"))
