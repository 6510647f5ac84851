"""Context: what the article around an entity says of which entry is meant.

Countries that the article speaks of, and how much, decide between entries of one name; what has no
name of its own (العاصمة الفرنسية, المملكة, البلاد) is read from them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from kg.entity.base import KnowledgeBase
from kg.entity.home import home
from kg.entity.name import surface
from kg.lexicon.entries import Entry, folded
from kg.mention.demonym import demonyms
from kg.nouns import Article, Entity, EntityType, Mention, Sentence
from kg.sentence.spelling import fold
from kg.sentence.table import table

CLEAR = 2
"""Times as often as the next, for a country to be the one whose capital is meant."""
# Which types of entry an entity of each type may be. A reader takes a continent for a country, or
# a country for a place, more often than it finds another thing of that very name.
MAY_BE: dict[EntityType, tuple[EntityType, ...]] = {
    "CTRY": ("CTRY", "LOC"),
    "LOC": ("LOC", "CTRY", "ORG"),
    "ORG": ("ORG",),
    "PER": ("PER",),
    "GRP": ("GRP",),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that an entity may be, with a score from 0 to 1."""

    entry: Entry
    score: float


def names_of(entity: Entity, article: Article) -> Iterator[tuple[str, float]]:
    """The names that vote, with their weight: the fullest one counts most."""
    texts = [article.text[m.start : m.end] for m in entity.mentions if m.kind == "name"]
    seen: set[str] = set()
    for name in (entity.name, *sorted(texts, key=len, reverse=True), *entity.other_names):
        text = fold(name).text
        if text and text not in seen:
            seen.add(text)
            yield name, 1.0 if len(seen) == 1 else 0.5


@cache
def capital_words() -> frozenset[str]:
    """Words that call a city a capital, folded."""
    return frozenset(folded([row["word"] for row in table("capital_words")]))


@cache
def country_words() -> frozenset[str]:
    """Words for a country that do not name it, folded."""
    return frozenset(folded([row["word"] for row in table("country_words")]))


@dataclass(frozen=True)
class Context:
    """The article around an entity: which countries it speaks of, and how much."""

    article: Article
    entities: Sequence[Entity]
    base: KnowledgeBase

    @cached_property
    def countries(self) -> Counter[str]:
        """Keys of countries → how often they, their people or their places are named."""
        counts: Counter[str] = Counter(key for _, key in self.demonyms)
        for entity in self.entities:
            if entity.type not in ("CTRY", "LOC", "ORG"):
                continue
            for name, _ in names_of(entity, self.article):
                entries = [
                    e for e in self.base.named(name) if not e.flag and e.kind != "party"
                ]  # whose party it is, is what is asked
                found = {self.base.country_of(e.key) for e in entries} - {None}
                if len(found) == 1:
                    counts[str(found.pop())] += len(entity.mentions)
                    break
        return counts

    @cached_property
    def demonyms(self) -> tuple[tuple[Mention, str], ...]:
        """The nationality adjectives of the whole article."""
        return demonyms(self.article, (Sentence(0, 0, len(self.article.text)),))

    def weighed(
        self, found: Sequence[Entry], entity: Entity, kinds: frozenset[str]
    ) -> list[tuple[Entry, float]]:
        """Rivals of one name with their share: by the article's countries, then population."""
        if len(found) < 2:
            return [(entry, 1.0 if kinds else self._trust(entry)) for entry in found]
        weights = {e.key: math.exp(self._evidence(e, entity, kinds)) for e in found}
        total = sum(weights.values())
        return [(e, weights[e.key] / total) for e in found]

    def _trust(self, entry: Entry) -> float:
        """How far the only entry so called is believed: a small town, or a party (there is a
        حزب العدالة والتنمية in Turkey and one in Morocco), where its country is spoken of."""
        small = entry.flag == "class" and entry.kind == "city"
        told = self.countries[str(entry.country)] or home(self.article) == entry.country
        return 0.4 if (small or entry.kind == "party") and entry.country and not told else 1.0

    def _evidence(self, entry: Entry, entity: Entity, kinds: frozenset[str]) -> float:
        country = self.base.country_of(entry.key)
        named = self.countries[country] if country else 0
        size = math.log10(max(entry.population, 1000)) / 2
        beside = 6.0 if country and self._beside(country, entity) else 0.0
        own = 9.0 if entry.kind == "own" else 0.0
        paper = 1.5 if country and country == home(self.article) else 0.0  # its own النادي الأهلي
        # A governorate shares its name with its main city: the city, unless the text says so.
        city = 2.0 if entry.kind == "city" and not kinds else 0.0
        same = 3.0 if entry.type == entity.type else 0.0
        same -= 0.0 if self._called(entry, entity) else 1.0
        return min(named, 4) * 1.2 + size + beside + own + paper + city + same

    def _called(self, entry: Entry, entity: Entity) -> bool:
        """Whether the entity bears the entry's own name, not that of its capital."""
        return any(entry in self.base.named(name) for name, _ in names_of(entity, self.article))

    def _beside(self, country: str, entity: Entity) -> bool:
        """Whether the country or its people stand right after a name: طرابلس اللبنانية."""
        return any(
            key == country
            and 0 <= found.start - mention.end <= 2
            and not self.article.text[mention.end : found.start].strip(" (،")
            for mention in entity.mentions
            for found, key in self.demonyms
        )

    def described(self, entity: Entity) -> tuple[Candidate, ...]:
        """What a description means: الأراضي السورية is Syria, العاصمة الفرنسية is Paris."""
        if entity.type not in ("CTRY", "LOC"):
            return ()
        named: Counter[str] = Counter()
        for mention in entity.mentions:
            inside = {k for m, k in self.demonyms if mention.start < m.start < m.end <= mention.end}
            if len(inside) == 1:
                named[inside.pop()] += 1
        if len(named) != 1:
            return ()
        (country,) = named
        key: str | None = country
        if entity.type == "LOC":
            texts = [fold(surface(self.article, m)).text for m in entity.mentions]
            capital = any(text.split()[0] in capital_words() for text in texts if text.split())
            key = self.base.capital(country) if capital else None
        entry = self.base.get(key)
        return (Candidate(entry, 0.9),) if entry else ()

    def told_of(self, entity: Entity) -> tuple[Candidate, ...]:
        """What البلاد "the country" or العاصمة "the capital" means by itself: the country told of
        most where one stands out, or its capital."""
        said = {fold(surface(self.article, m)).text for m in entity.mentions}
        told = self.countries.most_common(2)
        clear = len(told) == 1 or (len(told) == 2 and told[0][1] >= CLEAR * told[1][1])
        if not clear or not said:
            return ()
        key: str | None = None
        if entity.type == "CTRY" and said <= country_words():
            key = told[0][0]
        elif entity.type == "LOC" and said <= capital_words():
            key = self.base.capital(told[0][0])
        entry = self.base.get(key)
        return (Candidate(entry, 0.7),) if entry else ()

    def short(self, entity: Entity) -> tuple[Candidate, ...]:
        """What a short name means here: the one thing of that name that the article speaks of."""
        for mention in sorted(entity.mentions, key=lambda m: m.start - m.end):
            text = self.article.text[mention.start : mention.end]
            if text.startswith("ل") and not self.base.short_for(text):
                text = "ا" + text
            found = [e for e in self.base.short_for(text) if e.type in MAY_BE[entity.type]]
            weights = {e.key: self._spoken_of(e) for e in found}
            total = sum(weights.values())
            if total:
                ranked = [Candidate(e, weights[e.key] / total) for e in found if weights[e.key]]
                return tuple(sorted(ranked, key=lambda c: (-c.score, c.entry.key)))
        return ()

    def _spoken_of(self, entry: Entry) -> float:
        if entry.type != "CTRY":
            return 0.0  # an organisation's short name needs its full name in the entity
        at_home = 5.0 if home(self.article) == entry.key else 0.0
        return self.countries[entry.key] + at_home
