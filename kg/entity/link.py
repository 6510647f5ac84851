"""Linking: which entry of the knowledge base an entity of an article is, if any.

Each name of the entity votes for the entries so called, those of its fullest name most. Where
several places share a name (طرابلس in Libya and in Lebanon), the countries that the article
speaks of decide, then population. A short name (المملكة) counts only where the article speaks of
exactly one of the things it may mean. When in doubt the entity is left unlinked.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

from kg.entity.base import KnowledgeBase
from kg.entity.home import home
from kg.entity.name import surface
from kg.lexicon.entries import Entry, classes_of, folded
from kg.mention.demonym import demonyms
from kg.nouns import Article, Entity, EntityType, Mention, Sentence
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics, words

CLEAR = 2
"""Times as often as the next, for a country to be the one whose capital is meant."""
LEAST_SCORE = 0.5
"""A link below this score is not made."""

# Which types of entry an entity of each type may be. A reader takes a continent for a country, or
# a country for a place, more often than it finds another thing of that very name.
_MAY_BE: dict[EntityType, tuple[EntityType, ...]] = {
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


def link(article: Article, entities: Sequence[Entity], base: KnowledgeBase) -> tuple[Entity, ...]:
    """The entities, each linked to its entry of ``base`` where one is certain enough.

    A linked entity gets ``qid``, ``same_as``, ``kb``, ``name_en``, ``classes``, coordinates and
    the entry's Arabic name; its name in the article is kept in ``other_names``.
    """
    context = Context(article, entities, base)
    return tuple(_linked(entity, best(entity, context)) for entity in entities)


def best(entity: Entity, context: Context) -> Candidate | None:
    """The entry that ``entity`` most likely is, or None when none scores LEAST_SCORE."""
    found = candidates(entity, context)
    return found[0] if found and found[0].score >= LEAST_SCORE else None


def candidates(entity: Entity, context: Context) -> tuple[Candidate, ...]:
    """The entries that ``entity`` may be, best first; the scores add up to at most 1."""
    votes: dict[str, float] = {}
    entries: dict[str, Entry] = {}
    total = 0.0
    named = [(name, 2.0) for name in _with_class(entity, context)]
    for name, weight in (*named, *_names(entity, context.article)):
        fits = _lookup(name, entity, context)
        total += weight if fits else 0.0
        for entry, fit in fits:
            votes[entry.key] = votes.get(entry.key, 0.0) + weight * fit
            entries[entry.key] = entry
    if not votes:
        return context.short(entity) or context.described(entity) or context.capital(entity)
    found = [Candidate(entries[key], vote / total) for key, vote in votes.items()]
    return tuple(sorted(found, key=lambda c: (-c.score, -c.entry.population, c.entry.key)))


def _names(entity: Entity, article: Article) -> Iterator[tuple[str, float]]:
    """The names that vote, with their weight: the fullest one counts most."""
    texts = [article.text[m.start : m.end] for m in entity.mentions if m.kind == "name"]
    seen: set[str] = set()
    for name in (entity.name, *sorted(texts, key=len, reverse=True), *entity.other_names):
        text = fold(name).text
        if text and text not in seen:
            seen.add(text)
            yield name, 1.0 if len(seen) == 1 else 0.5


def _with_class(entity: Entity, context: Context) -> Iterator[str]:
    """Names with the class word before them, where that is another name: صحيفة الشرق الأوسط."""
    text = context.article.text
    for mention in entity.mentions:
        before = text[max(0, mention.start - 20) : mention.start]
        if mention.kind != "name" or not before[-1:].isspace():
            continue
        last = words(before)[-1:]
        plain = fold(last[0].text).text if last else ""
        for length in (0, *proclitics(plain)):
            whole = f"{plain[length:]} {text[mention.start : mention.end]}"
            if plain[length:] in _class_words() and context.base.named(whole):
                yield whole
                return


def _lookup(name: str, entity: Entity, context: Context) -> list[tuple[Entry, float]]:
    """The entries so called that ``entity`` may be, each with how well it fits (sum at most 1)."""
    for form, kinds in _forms(name):
        if not kinds and fold(form).text in capital_words():
            return []  # العاصمة "the capital" is not the governorate of Bahrain that is called so
        found = [e for e in context.base.named(form) if not kinds or e.kind in kinds]
        if not kinds:  # a governorate's bare name is its city, or the sea or country so called
            found = [e for e in found if e.kind != "state" or not e.flag] or found
        fits = context.weighed(_compatible(found, entity.type, context.base), entity, kinds)
        if fits:
            return fits
    return []


def _compatible(found: Sequence[Entry], type_: EntityType, base: KnowledgeBase) -> list[Entry]:
    """Entries whose type the entity's type allows; a capital is its country to a CTRY, even where
    another country is called like it (عمان: Oman, and Amman for Jordan)."""
    kept: dict[str, Entry] = {}
    for allowed in _MAY_BE[type_]:
        first = not kept
        for entry in found:
            meant = _meant(entry, type_, base) if entry.type == allowed else None
            if meant and (first or meant.type == "CTRY"):
                kept.setdefault(meant.key, meant)
        if kept and type_ != "CTRY":
            break
    return list(kept.values())


def _meant(entry: Entry, type_: EntityType, base: KnowledgeBase) -> Entry | None:
    if type_ == "CTRY" and entry.kind == "city":  # one that stands for no country is a city
        return base.get(entry.stands_for) or entry
    if type_ == "CTRY" and entry.type == "LOC":
        return entry if entry.kind == "continent" else None
    if type_ == "LOC" and entry.type == "ORG":
        return entry if entry.kind == "government" else None
    return entry


def _forms(name: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The name, then without what is no part of it, with the kinds of entries that allows."""
    anything: frozenset[str] = frozenset()
    yield name, anything
    if name.startswith("ل"):  # للعراق is quoted from the ل that remains of its article
        yield "ا" + name, anything
    plain = fold(name).text
    head, _, tail = plain.partition("(")
    if tail:
        yield head, anything
        yield tail.rstrip(") "), anything
    parts = [word.text for word in words(head if tail else plain) if word.text[0].isalnum()]
    while len(parts) > 1 and parts[-1] in _loose_ends():
        parts.pop()
        yield " ".join(parts), anything
    for size in (2, 1):
        kinds = _class_words().get(" ".join(parts[:size]))
        if kinds is not None and len(parts) > size:
            yield " ".join(parts[size:]), kinds


@cache
def capital_words() -> frozenset[str]:
    """Words that call a city a capital, folded."""
    return frozenset(folded([row["word"] for row in table("capital_words")]))


@cache
def _loose_ends() -> frozenset[str]:
    return frozenset(folded([row["word"] for row in table("loose_ends")]))


@cache
def _class_words() -> dict[str, frozenset[str]]:
    rows = table("class_words")
    return {fold(row["word"]).text: frozenset(row["kinds"].split("|")) for row in rows}


@cache
def _class_classes() -> dict[str, str]:
    return {fold(row["word"]).text: row["classes"] for row in table("class_words")}


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
            for name, _ in _names(entity, self.article):
                entries = [e for e in self.base.named(name) if not e.flag]
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
        same = 3.0 if entry.type == entity.type and self._called(entry, entity) else 0.0
        return min(named, 4) * 1.2 + size + beside + own + paper + city + same

    def _called(self, entry: Entry, entity: Entity) -> bool:
        """Whether the entity bears the entry's own name, not that of its capital."""
        return any(entry in self.base.named(name) for name, _ in _names(entity, self.article))

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

    def capital(self, entity: Entity) -> tuple[Candidate, ...]:
        """What العاصمة "the capital" means by itself: that of the country told of most."""
        said = {fold(surface(self.article, m)).text for m in entity.mentions}
        told = self.countries.most_common(2)
        clear = len(told) == 1 or (len(told) == 2 and told[0][1] >= CLEAR * told[1][1])
        if entity.type != "LOC" or not said <= capital_words() or not clear:
            return ()
        entry = self.base.get(self.base.capital(told[0][0]))
        return (Candidate(entry, 0.7),) if entry else ()

    def short(self, entity: Entity) -> tuple[Candidate, ...]:
        """What a short name means here: the one thing of that name that the article speaks of."""
        for mention in sorted(entity.mentions, key=lambda m: m.start - m.end):
            text = self.article.text[mention.start : mention.end]
            if text.startswith("ل") and not self.base.short_for(text):
                text = "ا" + text
            found = [e for e in self.base.short_for(text) if e.type in _MAY_BE[entity.type]]
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


def _linked(entity: Entity, found: Candidate | None) -> Entity:
    if found is None:
        return replace(entity, classes=entity.classes or _classes(entity))
    entry = found.entry
    others = [n for n in (entity.name, *entity.other_names) if n != entry.name]
    return replace(
        entity,
        # whether it is a country or a place, the table knows: one thing is one node
        type=entry.type if {entity.type, entry.type} == {"CTRY", "LOC"} else entity.type,
        name=entry.name,
        other_names=tuple(dict.fromkeys(others)),
        qid=entry.qid,
        kb=entry.key,
        name_en=entry.name_en or entity.name_en,
        classes=classes_of(entry.kind) or entity.classes,
        latitude=entry.latitude,
        longitude=entry.longitude,
        same_as=entry.same_as,
    )


def _classes(entity: Entity) -> tuple[str, ...]:
    """What an unlinked entity is by its first word: وزارة is a government organisation."""
    if entity.type not in ("ORG", "LOC"):
        return ()
    parts = fold(entity.name).text.split()
    found = _class_classes().get(parts[0], "") if parts else ""
    place = found in ("schema:City", "schema:AdministrativeArea")
    return (found,) if found and place == (entity.type == "LOC") else ()
