"""What a graph says of one article, in the shape that it is scored in.

Made here out of ``Facts`` (for tuning: no RDF is written); ``kg.evaluate.readback`` makes it out
of any RDF file. Both give the same: entities that are one node of the graph are one here, and
what an article knows by adjectives and pronouns alone is set apart, for the score neither
rewards nor punishes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.entity.merge import Identity, identify
from kg.evaluate.gold import Span
from kg.nouns import Event, Facts, Quote
from kg.sentence.spelling import name_key
from kg.triple.vocabulary import ENTITY_CLASS

KINDS: Final = ("PER", "CTRY", "ORG", "GRP", "LOC")
"""A node of several classes counts as the first of these."""
SET_APART: Final = frozenset({"demonym", "pronoun"})


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """A node that stands for an entity, with its mentions in this article."""

    node: str
    type: str
    name: str
    mentions: tuple[Span, ...]
    qids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event. ``fillers``: role (and ``place``) → nodes; ``quotes``: role → texts, ``kind`` and
    ``change`` too; ``times``: days, months or years it (or its interval) begins."""

    node: str
    type: str
    triggers: tuple[Span, ...]
    fillers: Mapping[str, frozenset[str]]
    quotes: Mapping[str, tuple[str, ...]]
    times: tuple[str, ...]
    status: str
    mode: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class FoundPost:
    """A position with its holder's node."""

    holder: str
    title: str
    of: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """All that a graph says of one article."""

    entities: tuple[FoundEntity, ...] = ()
    events: tuple[FoundEvent, ...] = ()
    posts: tuple[FoundPost, ...] = ()
    relations: frozenset[tuple[str, str, str]] = frozenset()
    unscored: frozenset[str] = frozenset()
    """Nodes known in this article by adjectives and pronouns alone."""
    names: Mapping[str, str] | None = None
    """What each node is called, to show it."""


def found_all(facts: Iterable[Facts]) -> dict[str, Found]:
    """Article identifier → the facts of that article as a graph of them all would say it."""
    told = tuple(facts)
    identity = identify(told)
    return {f.article.id: found(f, identity) for f in told}


def found(facts: Facts, identity: Identity | None = None) -> Found:
    """The facts of one article as a graph would say it: of it alone, or with others' identity."""
    identity = identity or identify([facts])
    article, text = facts.article, facts.article.text
    keys = {e.id: identity.key(article, e) for e in facts.entities}
    node = {name: f"{key.type}/{key.basis}/{key.value}" for name, key in keys.items()}
    kinds: defaultdict[Span, set[str]] = defaultdict(set)
    targets: defaultdict[Span, dict[str, None]] = defaultdict(dict)
    for entity in facts.entities:
        for m in entity.mentions:
            kinds[m.start, m.end].add(m.kind)
            targets[m.start, m.end][node[entity.id]] = None
    for demonym, country in facts.demonyms:
        kinds[demonym.start, demonym.end].add(demonym.kind)
        targets[demonym.start, demonym.end][node[country]] = None
    for event in facts.events:
        for t in event.triggers:
            targets[t.start, t.end][event.id] = None
    spans, unscored = mentions_of(kinds, targets)
    entities: dict[str, FoundEntity] = {}
    for entity in facts.entities:
        name = node[entity.id]
        if spans[name]:
            old = entities.get(name)
            qids = (old.qids if old else frozenset()) | ({entity.qid} if entity.qid else set())
            types = {entity.type, *_types(entity.classes), *([old.type] if old else [])}
            kind = next(k for k in KINDS if k in types)
            entities[name] = FoundEntity(name, kind, entity.name, tuple(spans[name]), qids)
    posts = {
        (p.holder, name_key(p.title), p.of, p.former): FoundPost(
            node[p.holder], p.title, frozenset({node[p.of]} if p.of else ())
        )
        for p in reversed(facts.posts)
    }
    return Found(
        tuple(entities.values()),
        tuple(_event(e, spans[e.id], node, text) for e in facts.events if spans[e.id]),
        tuple(sorted({p for p in posts.values() if p.holder in entities}, key=order)),
        frozenset(
            (r.type, node[r.source], node[r.target])
            for r in facts.relations
            if node[r.source] in entities and node[r.target] in entities
        ),
        frozenset(unscored - set(entities)),
        {node[e.id]: e.name for e in facts.entities},
    )


def mentions_of(
    kinds: Mapping[Span, set[str]], targets: Mapping[Span, Mapping[str, None]]
) -> tuple[defaultdict[str, list[Span]], set[str]]:
    """Node → its mentions; and the nodes that an adjective or pronoun speaks of."""
    spans: defaultdict[str, list[Span]] = defaultdict(list)
    unscored: set[str] = set()
    for span in sorted(targets):
        if kinds.get(span, set()) & SET_APART:
            unscored |= set(targets[span])
        else:
            for target in targets[span]:
                spans[target].append(span)
    return spans, unscored


_CURIE: Final = {
    "schema:" + c.value.rpartition("/")[2]: k for k, c in ENTITY_CLASS.items() if k != "GRP"
}


def _types(classes: Iterable[str]) -> set[str]:
    return {_CURIE[c] for c in classes if c in _CURIE}


def order(post: FoundPost) -> tuple[str, str, tuple[str, ...]]:
    """By which found posts are sorted: holder, title, bodies."""
    return post.holder, post.title, tuple(sorted(post.of))


def _event(
    event: Event, triggers: Sequence[Span], node: Mapping[str, str], text: str
) -> FoundEvent:
    fillers: defaultdict[str, set[str]] = defaultdict(set)
    quotes: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for role in event.roles:
        if isinstance(role.filler, Quote):
            quotes[role.name][text[role.filler.start : role.filler.end]] = None
        else:
            fillers[role.name].add(node[role.filler])
    fillers["place"] = {node[p] for p in event.places}
    for name, word in (("kind", event.kind), ("change", event.change)):
        if word:
            quotes[name][word] = None
    start = (event.time.value or "").partition("/")[0] if event.time else ""
    return FoundEvent(
        event.id,
        event.type,
        tuple(triggers),
        {role: frozenset(nodes) for role, nodes in fillers.items()},
        {role: tuple(sorted(texts)) for role, texts in quotes.items()},
        (start,) if start else (),
        event.status,
        event.mode,
        event.confidence,
    )
