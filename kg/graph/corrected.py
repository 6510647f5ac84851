"""Facts as a person corrected them: rows of ``corrections.tsv`` followed, before identity.

Items are IRIs, as the graph shows them or showed them before other corrections. What changes an
entity (retype, link) or takes back a fact (reject) changes the facts; what is about identity
(merge, split, rename) becomes ``Decisions``. A row whose item is not there is told and left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from kg.entity.base import KnowledgeBase
from kg.entity.decision import Decisions
from kg.entity.key import Key, key_of, local
from kg.entity.merge import Identity, identify
from kg.graph.corrections import Correction, Corrections
from kg.graph.rejection import rejected
from kg.nouns import Entity, EntityType, Facts, Skipped
from kg.triple import iri

Place = tuple[str, str]
"""Article id and local id of an entity."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """Facts and decisions to build of, and the rows that could not be followed."""

    facts: Mapping[str, Facts]
    """By article, in order of the ids."""
    decisions: Decisions
    skipped: tuple[Skipped, ...]


def corrected(
    facts: Mapping[str, Facts],
    corrections: Corrections,
    base: Callable[[], KnowledgeBase] = KnowledgeBase.load,
) -> Corrected:
    """Follow the rows in their order. ``base`` is loaded only where a link needs it.

    Only the facts that change are held; the others stay where ``facts`` finds them.
    """
    if not corrections.rows:
        return Corrected(facts, Decisions(), corrections.skipped)
    work = _Work(facts, corrections, base)
    for one in corrections.rows:
        if one.action in ("retype", "link"):
            work.change(one)
    work.reject([one for one in corrections.rows if one.action == "reject"])
    return work.decided()


class Changed(Mapping[str, Facts]):
    """Facts of which some were changed; the others are those of ``before``."""

    def __init__(self, before: Mapping[str, Facts]) -> None:
        self._before = before
        self._changed: dict[str, Facts] = {}

    def __getitem__(self, name: str) -> Facts:
        return self._changed[name] if name in self._changed else self._before[name]

    def __setitem__(self, name: str, facts: Facts) -> None:
        self._changed[name] = facts

    def __iter__(self) -> Iterator[str]:
        return iter(self._before)

    def __len__(self) -> int:
        return len(self._before)


class _Work:
    """The facts as they change, and where each IRI stands in them."""

    def __init__(
        self, facts: Mapping[str, Facts], rows: Corrections, base: Callable[[], KnowledgeBase]
    ) -> None:
        self.facts = Changed(facts)
        self.rows, self.base = rows, base
        self.skipped = list(rows.skipped)
        self.places: defaultdict[str, set[Place]] = defaultdict(set)
        self.changed = False
        self.wanted = {part for one in rows.rows for part in (one.item, *one.value.split())}
        """IRIs that a row speaks of: no others are looked for."""
        self.index(identify(facts.values()))

    def index(self, identity: Identity) -> None:
        """Note where IRIs stand: those of the nodes, and those of the keys joined in them."""
        own: defaultdict[str, set[Place]] = defaultdict(set)
        for f in self.facts.values():
            for e in f.entities:
                place = (f.article.id, e.id)
                if (name := iri.entity(identity.key(f.article, e))) in self.wanted:
                    self.places[name].add(place)
                if (name := iri.entity(identity.own_key(f.article, e))) in self.wanted:
                    own[name].add(place)
        for name, where in own.items():
            self.places.setdefault(name, set()).update(where)

    def entity(self, place: Place) -> Entity:
        return next(e for e in self.facts[place[0]].entities if e.id == place[1])

    def change(self, one: Correction) -> None:
        """Retype or link all mentions of an item."""
        where = sorted(self.places.get(one.item, ()))
        if not where:
            self.unknown(one, one.item)
            return
        make = self._retyped if one.action == "retype" else self._linked
        for place in where:
            new = make(self.entity(place), one)
            if new is None:
                return
            f = self.facts[place[0]]
            entities = tuple(new if e.id == place[1] else e for e in f.entities)
            self.facts[place[0]] = replace(f, entities=entities)
            self.places[iri.entity(key_of(f.article, new))].add(place)
        self.changed = True

    def _retyped(self, entity: Entity, one: Correction) -> Entity | None:
        kind = cast(EntityType, one.value)
        mentions = tuple(replace(m, type=kind) for m in entity.mentions)
        same = entity.type == kind
        return replace(
            entity,
            type=kind,
            mentions=mentions,
            classes=entity.classes if same else (),
            kb=entity.kb if same else None,
            qid=entity.qid if same else None,
            same_as=entity.same_as if same else None,
        )

    def _linked(self, entity: Entity, one: Correction) -> Entity | None:
        if one.value == "none":
            bare = replace(entity, kb=None, qid=None, same_as=None)
            return replace(bare, latitude=None, longitude=None)
        entry = self.base().get(one.value)
        if entry is None and re.fullmatch(r"Q[1-9]\d*", one.value):
            known = (e for e in self.base().entries.values() if e.qid == one.value)
            entry = next((e for e in known if e.type == entity.type), None)
        elif entry is None:
            expected = "a Wikidata id (Q142), a key of the knowledge base, or none"
            self.skipped.append(
                self.rows.remark(one, "K802", found=repr(one.value), expected=expected)
            )
            return None
        if entry is None:
            return replace(entity, qid=one.value, kb=f"wikidata/{one.value}", same_as=None)
        if entry.type != entity.type:
            told = f"{entity.type} and {entry.type}"
            self.skipped.append(self.rows.remark(one, "K806", types=told))
            return None
        others = dict.fromkeys((entity.name, *entity.other_names))
        return replace(
            entity,
            name=entry.name,
            other_names=tuple(name for name in others if name != entry.name),
            qid=entry.qid,
            kb=entry.key,
            name_en=entry.name_en or entity.name_en,
            latitude=entry.latitude,
            longitude=entry.longitude,
            same_as=entry.same_as,
        )

    def reject(self, rows: Sequence[Correction]) -> None:
        """Take back facts."""
        if rows:
            left, missing = rejected(self.facts.values(), rows)
            self.changed |= len(missing) < len(rows)
            for f in left:
                self.facts[f.article.id] = f
            for one in missing:
                item = " ".join(filter(None, (one.item, one.value)))
                self.skipped.append(self.rows.remark(one, "K817", item=item))

    def unknown(self, one: Correction, item: str) -> None:
        self.skipped.append(self.rows.remark(one, "K803", item=item))

    def decided(self) -> Corrected:
        """Merges, splits and names, in the keys that the corrected facts have."""
        identity = identify(self.facts.values())
        if self.changed:
            self.index(identity)
        merges: list[tuple[Key, Key]] = []
        apart: set[tuple[Key, Key]] = set()
        alone: set[Place] = set()
        names: dict[Key, str] = {}
        events = {
            name: (f.article.id, e.id)
            for f in self.facts.values()
            for e in f.events
            if (name := iri.event(f.article.id, e.id)) in self.wanted
        }
        same: list[tuple[Place, Place]] = []
        other: set[tuple[Place, Place]] = set()
        of_articles = [o for o in self.rows.rows if o.action == "split" and o.value in self.facts]
        for one in of_articles:
            here = {p for p in self.places.get(one.item, ()) if p[0] == one.value}
            alone |= here
            if not here and self.places.get(one.item):
                self.skipped.append(self.rows.remark(one, "K819", article=one.value, item=one.item))
            elif not here:
                self.unknown(one, one.item)
        for article, name in alone:
            own = local(self.facts[article].article, self.entity((article, name)))
            self.places[iri.entity(own)].add((article, name))
        for one in self.rows.rows:
            if one.action not in ("merge", "split", "rename") or one in of_articles:
                continue
            if one.item in events and one.value in events:
                accounts = events[one.item], events[one.value]
                if one.action == "merge":
                    same.append(accounts)
                else:
                    other.add((min(accounts), max(accounts)))
                continue
            first = self._key(one.item, identity, alone)
            if first is None:
                self.unknown(one, one.item)
            elif one.action == "rename":
                names[first] = one.value
            elif (second := self._key(one.value, identity, alone)) is None:
                self.unknown(one, one.value)
            elif one.action == "split":
                apart.add((min(first, second), max(first, second)))
            elif first.type != second.type:
                told = f"{first.type} and {second.type}"
                self.skipped.append(self.rows.remark(one, "K806", types=told))
            else:
                merges.append((first, second))
        decisions = Decisions(
            tuple(merges),
            frozenset(apart),
            frozenset(alone),
            names,
            tuple(same),
            frozenset(other),
        )
        return Corrected(self.facts, decisions, tuple(self.skipped))

    def _key(self, item: str, identity: Identity, alone: set[Place]) -> Key | None:
        """The key of an item: the one whose own IRI it is, else of its node, else of its place."""
        keys = []
        for article, name in sorted(self.places.get(item, ())):
            of, entity = self.facts[article].article, self.entity((article, name))
            single = (article, name) in alone
            keys.append(local(of, entity) if single else identity.own_key(of, entity))
        exact = [key for key in keys if iri.entity(key) == item]
        return min(exact or keys, default=None)
