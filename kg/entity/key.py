"""The key of an entity: what it is by itself, before the articles are compared.

A ``Key`` is a function of one entity alone, so it does not matter which articles were read
before it, or in what order. Three bases, in this order: the row of the knowledge base it is
linked to; its full name with the spelling folded; nothing, and then it stays inside its article.
What is only described (a group, an unnamed minister), a person known by one name only, and
bodies that every country has (وزارة الخارجية alone) have local keys: two nodes for one thing can
be joined later (``kg.entity.merge``), one node for two things misleads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from kg.nouns import Article, Entity, EntityType
from kg.sentence.spelling import name_key
from kg.sentence.table import table


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What makes an entity itself. Two entities with equal keys are one node."""

    type: EntityType
    basis: Literal["kb", "name", "local"]
    value: str
    """The knowledge-base key, the folded name, or ``article id/local id``."""


def key_of(article: Article, entity: Entity) -> Key:
    """The key of an entity of an article; a function of these two alone."""
    if entity.kb and entity.type != "GRP":
        return Key(entity.type, "kb", entity.kb)
    if _name_is_enough(entity):
        return Key(entity.type, "name", folded(entity.name))
    return local(article, entity)


def local(article: Article, entity: Entity) -> Key:
    """The key of an entity that stays inside its article."""
    return Key(entity.type, "local", f"{article.id}/{entity.id}")


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """``name_key``, remembered: the same names come in thousands of articles."""
    return name_key(name)


def _name_is_enough(entity: Entity) -> bool:
    """Whether this name, wherever it is read, means this thing."""
    if entity.type == "GRP" or not any(m.kind == "name" for m in entity.mentions):
        return False
    key = folded(entity.name)
    if entity.type == "PER":
        parts = key.split()  # كارتر alone may be anyone's surname
        described = parts[:1] and parts[0] in describing_words()
        return len(parts) >= 2 and not (described or _never() & set(parts) or _office(parts))
    return bool(key) and key not in _shared_names() and key not in _common_words()


def _office(parts: Sequence[str]) -> bool:
    """Whether a name is an office, which one after another holds: نائب الوزير، شاه إيران."""
    return parts[0] in _title_words() and set(parts) <= _title_words() | _place_words()


@cache
def _place_words() -> frozenset[str]:
    """Names of places in one word, and the words of names of countries, but for people's names."""
    words = {w for name in _names("countries") for w in name_key(name).split()}
    words |= {k for name in _names("cities") if (k := name_key(name)) and " " not in k}
    return frozenset(words) - {name_key(row["name"]) for row in table("given_names")}


def _names(rows: str) -> Iterator[str]:
    for row in table(rows):
        yield from (row["name"], *row["others"].split("|"))


@cache
def _never() -> frozenset[str]:
    return frozenset(name_key(row["word"]) for row in table("never_in_names"))


@cache
def describing_words() -> frozenset[str]:
    """First words of descriptions of people, as keys: مرشد "guide", شاهد "witness"."""
    return frozenset(name_key(row["word"]) for row in table("describing_people"))


@cache
def _title_words() -> frozenset[str]:
    """What posts are called by and nobody's name is made of: المشرف العام، نائب الوزير."""
    offices = (
        r for r in table("posts") if r["kind"] not in ("title", "honorific", "religious", "noble")
    )
    words = (w for r in offices for form in ("post", "feminine") for w in name_key(r[form]).split())
    return frozenset(words) - {name_key(row["name"]) for row in table("given_names")}


@cache
def _shared_names() -> frozenset[str]:
    return frozenset(name_key(row["name"]) for row in table("shared_names"))


@cache
def _common_words() -> frozenset[str]:
    """What names nothing by itself, though it may be read as a name: بلادنا "our country"."""
    words = (row["word"] for rows in ("homelands", "generic_nouns") for row in table(rows))
    return frozenset(map(name_key, words))
