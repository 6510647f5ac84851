"""Rejected facts: events, posts, relations, roles and times taken out of the facts."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.entity.merge import identify
from kg.event.merge import Occurrences, occurrences
from kg.graph.corrections import Correction
from kg.nouns import Event, Facts, Post, Quote, Relation, Role
from kg.triple import iri
from kg.triple.vocabulary import KG, ORG, RELATION, SEM, expand


def rejected(
    facts: Collection[Facts],
    rows: Sequence[Correction],
) -> tuple[tuple[Facts, ...], list[Correction]]:
    """What is left of facts that said something rejected, and the rows that reject nothing."""
    identity = identify(facts)
    wanted = {_parsed(row): row for row in rows}
    done: set[tuple[str, ...]] = set()
    events = occurrences(facts, identity)
    left = []
    for f in facts:
        nodes = {e.id: iri.entity(identity.key(f.article, e)) for e in f.entities}
        rest = _without(f, _Says(f, nodes, events), set(wanted), done)
        if rest != f:
            left.append(rest)
    return tuple(left), [row for told, row in wanted.items() if told not in done]


def _parsed(row: Correction) -> tuple[str, ...]:
    """(IRI,) or (subject, predicate, object), the predicate as a whole IRI."""
    if not row.value:
        return (row.item,)
    predicate, value = row.value.split(None, 1)
    return row.item, expand(predicate) or predicate, " ".join(value.strip('"').split())


class _Says:
    """The ways in which a graph says each fact of an article."""

    def __init__(self, facts: Facts, nodes: Mapping[str, str], events: Occurrences) -> None:
        self.facts, self.events, self.node = facts, events, nodes

    def post(self, post: Post) -> Iterator[tuple[str, ...]]:
        holder = self.node[post.holder]
        of = self.node[post.of] if post.of else None
        node = iri.post(holder, post.title, of, post.former)
        yield (node,)
        yield holder, ORG.holds.value, node
        yield node, ORG.heldBy.value, holder

    def relation(self, relation: Relation, index: int) -> Iterator[tuple[str, ...]]:
        source, target = self.node[relation.source], self.node[relation.target]
        yield (iri.relation(self.facts.article.id, index),)
        yield source, RELATION[relation.type].value, target

    def event(self, event: Event) -> Iterator[tuple[str, ...]]:
        yield (iri.event(self.facts.article.id, event.id),)
        yield (self.name(event),)

    def name(self, event: Event) -> str:
        return iri.event(*self.events.lead(self.facts.article, event))

    def role(self, event: Event, role: Role) -> Iterator[tuple[str, ...]]:
        filler = role.filler
        if isinstance(filler, Quote):
            # a row holds it on one line
            value = " ".join(self.facts.article.text[filler.start : filler.end].split())
        else:
            value = self.node[filler]
        yield self.name(event), KG[role.name].value, value


def _without(
    facts: Facts, says: _Says, wanted: set[tuple[str, ...]], done: set[tuple[str, ...]]
) -> Facts:
    def kept(*ways: tuple[str, ...]) -> bool:
        hit = wanted.intersection(ways)
        done.update(hit)
        return not hit

    gone = {e.id for e in facts.events if not kept(*says.event(e))}
    events = []
    for event in facts.events:
        if event.id in gone:
            continue
        name, time = says.name(event), event.time
        begins = (time.value or "").partition("/")[0] if time else ""
        stamps = [(name, p.value, begins) for p in (SEM.hasTimeStamp, SEM.hasBeginTimeStamp)]
        events.append(
            replace(
                event,
                roles=tuple(r for r in event.roles if kept(*says.role(event, r))),
                places=tuple(
                    p for p in event.places if kept((name, SEM.hasPlace.value, says.node[p]))
                ),
                time=time if not begins or kept(*stamps) else None,
                reports=tuple(r for r in event.reports if r not in gone),
                made_at=None if event.made_at in gone else event.made_at,
            )
        )
    return replace(
        facts,
        posts=tuple(p for p in facts.posts if kept(*says.post(p))),
        relations=tuple(
            r for index, r in enumerate(facts.relations) if kept(*says.relation(r, index))
        ),
        events=tuple(events),
    )
