"""The whole flow, one line per stage: article → sentence → mention → entity → event → facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from kg.entity.allegiance import allegiances
from kg.entity.base import KnowledgeBase
from kg.entity.coreference import entities
from kg.entity.described import described
from kg.entity.group import grouped
from kg.entity.link import link
from kg.entity.locate import located
from kg.entity.nationality import with_countries
from kg.entity.post import posts
from kg.entity.relation import relations
from kg.entity.titled import titled
from kg.entity.unite import united
from kg.event.event import events
from kg.mention.demonym import demonyms
from kg.mention.lexicon import Lexicon
from kg.mention.model import Model, shipped
from kg.mention.reader import read
from kg.mention.second import SecondReader, second_reader
from kg.nouns import Article, Facts, Reading, Sentence
from kg.sentence.split import sentences
from kg.sentence.table import look_over
from kg.time.attach import attach
from kg.time.expressions import times

BATCH = 16
"""Articles read together: they fill the cores, and hold little memory."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What the stages look things up in; loaded once, shared by all articles."""

    model: Model
    lexicon: Lexicon
    base: KnowledgeBase
    also: tuple[SecondReader, ...] = ()
    """Other systems that look for names beside the model."""

    @classmethod
    def load(
        cls,
        user_tables: Sequence[str | Path] = (),
        threads: int = 0,
        also: Sequence[str] = (),
    ) -> Resources:
        """The shipped model and tables, with the user's own tables of names and second readers
        (``camel``, ``llm=URL#MODEL``).

        Raises KhabarError K201, K202 (a table that cannot be read), K211 (a wrong cell of ours),
        K301, K302 (the model), K303, K304 (a second reader).
        """
        look_over()
        return cls(
            shipped(threads),
            Lexicon.load(user_tables),
            KnowledgeBase.load(user_tables),
            tuple(second_reader(spec) for spec in also),
        )


def facts_of(articles: Iterable[Article], resources: Resources) -> Iterator[Facts]:
    """Read articles into facts, in their order, a batch at a time; never holds more than one."""
    waiting = iter(articles)
    while batch := tuple(islice(waiting, BATCH)):
        yield from _batch(batch, resources)


def _batch(articles: Sequence[Article], r: Resources) -> Iterator[Facts]:
    for article, lines, reading in readings(articles, r):
        yield assemble(article, lines, reading, r.base)


def readings(
    articles: Sequence[Article], r: Resources
) -> list[tuple[Article, Sequence[Sentence], Reading]]:
    """Each article with its sentences and what the model saw in it, read in one batch."""
    cut = [sentences(a) for a in articles]
    known = [
        (
            *(m for m in r.lexicon.find(a, s) if m.confidence == 1),
            *(m for other in r.also for m in other.mentions(a, s)),
        )
        for a, s in zip(articles, cut, strict=True)
    ]
    seen = read(list(zip(articles, cut, strict=True)), r.model, known)
    return list(zip(articles, cut, seen, strict=True))


def assemble(
    article: Article, lines: Sequence[Sentence], reading: Reading, base: KnowledgeBase
) -> Facts:
    """A reading of one article → its entities, posts, relations and events."""
    nationalities = tuple(demonyms(article, lines, reading.mentions))
    bound = allegiances(article, reading.mentions, nationalities, base)
    chained, owner = entities(article, reading, bound)
    linked = link(article, chained, base)
    single, owner = united(linked, owner)
    found, adjectives = with_countries(single, nationalities, base)
    people = grouped(article, found)
    told = posts(article, reading, owner, people, adjectives)
    people, owner = titled(article, people, owner, told, adjectives)
    known, owner = described(article, people, owner, told)
    held = posts(article, reading, owner, known, adjectives)
    standing = (*relations(article, reading, owner, known), *located(article, known, adjectives))
    when = attach(article, lines, reading.triggers, times(article, lines), pointed=reading.quotes)
    happened = events(article, reading, owner, known, when)
    return Facts(article, tuple(lines), known, held, standing, happened, adjectives)
