"""Linking: which entry of the knowledge base an entity of an article is, if any.

Each name of the entity votes for the entries so called, those of its fullest name most. Where
several places share a name (طرابلس in Libya and in Lebanon), the countries that the article
speaks of decide, then population. A short name (المملكة) counts only where the article speaks of
exactly one of the things it may mean. When in doubt the entity is left unlinked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kg.entity.base import KnowledgeBase
from kg.entity.context import MAY_BE, Candidate, Context, capital_words, names_of
from kg.lexicon.entries import Entry, classes_of, folded
from kg.nouns import Article, Entity, EntityType
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics, words

LEAST_SCORE = 0.5
"""A link below this score is not made."""


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
    for name, weight in (*named, *names_of(entity, context.article)):
        fits = _lookup(name, entity, context)
        total += weight if fits else 0.0
        for entry, fit in fits:
            votes[entry.key] = votes.get(entry.key, 0.0) + weight * fit
            entries[entry.key] = entry
    if not votes:
        return context.short(entity) or context.described(entity) or context.told_of(entity)
    found = [Candidate(entries[key], vote / total) for key, vote in votes.items()]
    return tuple(sorted(found, key=lambda c: (-c.score, -c.entry.population, c.entry.key)))


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
    for allowed in MAY_BE[type_]:
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
def _loose_ends() -> frozenset[str]:
    return frozenset(folded([row["word"] for row in table("loose_ends")]))


@cache
def _class_words() -> dict[str, frozenset[str]]:
    rows = table("class_words")
    return {fold(row["word"]).text: frozenset(row["kinds"].split("|")) for row in rows}


@cache
def _class_classes() -> dict[str, str]:
    return {fold(row["word"]).text: row["classes"] for row in table("class_words")}


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
