"""The doctor: merges that may be wrong and nodes that may be one, the most useful to look at first.

What decides the order is how many facts a person's decision would mend, and how likely it is to
mend any: pairs told of in many articles come first, a join before a pair kept apart that is as
often told, but one post in many articles of both speaks for them, and they come later.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log2
from typing import Final, Literal

from kg.entity.candidate import called_after
from kg.entity.key import Key, folded
from kg.entity.merge import Identity
from kg.entity.variant import parts
from kg.graph.source import Source
from kg.nouns import Entity, Facts
from kg.triple import iri

Kind = Literal["merge", "near-duplicate", "event"]
_SURE: Final = ("numbers differ", "types differ", "a person decided", "two rows of the knowledge")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its own IRI, its name, and a sentence that calls it so."""

    iri: str
    name: str
    articles: int
    article: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Two that were made one, or were not, and why; ``weight``: how useful it is to look."""

    kind: Kind
    first: Side
    second: Side
    reason: str
    weight: float
    like_first: tuple[str, ...] = ()
    """IRIs of more that are called as the first, each in its article."""

    def advice(self, folder: str) -> list[str]:
        """The commands to use where the graph is wrong."""
        command = "merge" if self.kind == "near-duplicate" else "split"
        every = (self.first.iri, *self.like_first)
        return [f"kg {command} {folder} {one} {self.second.iri}" for one in every]


def findings(graph: Source) -> list[Finding]:
    """All that a person may want to look at, most useful first; of a graph that was just built."""
    sides = _Sides(graph)
    found = [*_doubts(graph.identity, sides), *_surnames(graph, sides), *_events(graph)]
    return sorted(found, key=lambda f: (-f.weight, f.kind, f.first.iri, f.second.iri))


def _doubts(identity: Identity, sides: _Sides) -> Iterator[Finding]:
    for doubt in identity.doubts:
        first, second = sides.of(doubt.pair.first), sides.of(doubt.pair.second)
        if first is None or second is None or doubt.reason.startswith(_SURE):
            continue
        weight = _weight(first, second) * (1.5 if doubt.joined else 1.0)
        if not doubt.joined and doubt.reason.startswith("one post of two countries"):
            weight /= 4
        if doubt.joined:
            weight /= 1 + _support(identity, doubt.pair.first, doubt.pair.second)
        reason = f"{doubt.pair.likeness.reason}; {doubt.reason}"
        yield Finding("merge" if doubt.joined else "near-duplicate", first, second, reason, weight)


def _support(identity: Identity, one: Key, other: Key) -> int:
    """Articles that tell of a post of both, of the one that fewer tell of, beyond the first."""
    told = [
        Counter((h.title, h.body) for h in p.held) if p else Counter()
        for p in (identity.profile(one), identity.profile(other))
    ]
    shared = told[0].keys() & told[1].keys()
    return max(0, min(sum(t[office] for office in shared) for t in told) - 1)


def _surnames(graph: Source, sides: _Sides) -> Iterator[Finding]:
    """A surname that only one person of the graph bears, in articles that do not name him whole."""
    full: defaultdict[str, set[Key]] = defaultdict(set)
    single: defaultdict[str, list[Key]] = defaultdict(list)
    for key in sides:
        name = sides.name(key)
        if not sides.named(key):  # "the player" and "the Asian player" are descriptions
            continue
        if key.type == "PER" and len(parts(name)) > 1:
            for part in {parts(name)[0], parts(name)[-1]}:
                full[part].add(key)
        elif key.type == "PER" and key.basis == "local" and len(parts(name)) == 1:
            single[name].append(key)
    for name, keys in single.items():
        nodes = {graph.identity.members(k)[0]: k for k in sorted(full.get(name, ()), reverse=True)}
        if len(nodes) != 1:
            continue
        (best,) = nodes.values()
        second = sides.of(best)
        apart = [k for k in keys if k not in graph.identity.members(best)]
        told = [side for key in apart if (side := sides.of(key))]
        if second and told and called_after(name, sides.name(best)):
            first = replace(told[0], articles=len(told))
            reason = "a surname that nobody else bears; no post in common"
            weight, more = _weight(first, second) / 2, tuple(side.iri for side in told[1:])
            yield Finding("near-duplicate", first, second, reason, weight, more)


def _events(graph: Source) -> Iterator[Finding]:
    told = {f.article.id: f for f in graph.facts}
    for one in graph.events.joined:
        for place in one.accounts[1:]:
            first, second = (_account(told[a], v) for a, v in (one.lead, place))
            yield Finding("event", first, second, "; ".join(one.reasons), 0.5 / len(one.accounts))


def _account(facts: Facts, local: str) -> Side:
    event = next(e for e in facts.events if e.id == local)
    line = event.triggers[0].sentence if event.triggers else 0
    name = iri.event(facts.article.id, local)
    return Side(name, event.type, 1, facts.article.id, _sentence(facts, line))


def _weight(first: Side, second: Side) -> float:
    return log2(1 + first.articles) * log2(1 + second.articles)


class _Sides:
    """Where each key is first told of."""

    def __init__(self, graph: Source) -> None:
        self._first: dict[Key, tuple[Facts, Entity]] = {}
        self._count: defaultdict[Key, int] = defaultdict(int)
        for facts in graph.facts:
            for entity in facts.entities:
                key = graph.identity.own_key(facts.article, entity)
                self._first.setdefault(key, (facts, entity))
                self._count[key] += 1

    def __iter__(self) -> Iterator[Key]:
        return iter(self._first)

    def name(self, key: Key) -> str:
        return folded(self._first[key][1].name)

    def named(self, key: Key) -> bool:
        """Whether it is called by a name where it is first told of, not only described."""
        return any(m.kind == "name" for m in self._first[key][1].mentions)

    def of(self, key: Key) -> Side | None:
        if key not in self._first:
            return None
        facts, entity = self._first[key]
        longest = max(entity.mentions, key=lambda m: m.end - m.start, default=None)
        line = longest.sentence if longest else 0
        count = self._count[key]
        name, article = iri.entity(key), facts.article.id
        return Side(name, entity.name, count, article, _sentence(facts, line))


def _sentence(facts: Facts, index: int) -> str:
    lines = [s for s in facts.sentences if s.index == index]
    return " ".join(facts.article.text[lines[0].start : lines[0].end].split()) if lines else ""
