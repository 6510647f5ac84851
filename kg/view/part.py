"""A part of a graph for a page of its own: some types, some events, around somebody, in a time."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import TypeVar

from kg.errors import KhabarError
from kg.view.data import Evidence, PageArticle, PageData, PageEntity, PageEvent, PagePost
from kg.view.data import PageRelation as Relation
from kg.view.reading import EVENT_TYPES

Fact = TypeVar("Fact", PagePost, Relation)

TYPES = {
    "person": "PER",
    "country": "CTRY",
    "place": "LOC",
    "organization": "ORG",
    "organisation": "ORG",
    "group": "GRP",
}


def part(
    data: PageData,
    *,
    only: Sequence[str] = (),
    events: Sequence[str] = (),
    around: str | None = None,
    steps: int = 1,
    since: str | None = None,
    until: str | None = None,
) -> PageData:
    """What passes every given filter, with the articles that tell of it.

    ``only``: entity types (Person, Country, Place, Organization, Group). ``events``: event types
    (Meeting …); both may hold names divided by commas. ``around``: a name in any spelling, or an
    IRI: what lies within ``steps`` facts of it. ``since``, ``until``: ISO dates of any precision,
    inclusive; an event without a date counts on the day of its article. Raises ``KhabarError``
    K601 (unknown type), K602 (unknown name), K603 (no date).
    """
    types = {_known(name, TYPES) for name in _listed(only)}
    kinds = {_known(name, {e.lower(): e for e in EVENT_TYPES}) for name in _listed(events)}
    if "Meeting" in kinds:
        kinds.add("PressConference")
    first, last = _day(since, first=True), _day(until, first=False)
    chosen = _told_in(data, first, last)
    if kinds:
        chosen = [e for e in chosen if e.type in kinds]
    dated = bool(first or last)
    relations: list[Relation] = [] if kinds else _dated(data, data.relations, first, last)
    posts: list[PagePost] = _dated(data, data.posts, first, last)
    kept = {e.iri for e in data.entities if not types or e.type in types}
    if around is not None:
        centre = _entity(data, around)
        kept.add(centre)
        near = _near(centre, steps, chosen, relations, posts, kept)
        chosen = [e for e in chosen if _touches(e, near, kept, centre if steps == 1 else None)]
        kept &= near
    if kinds or dated:
        told = {r.entity for e in chosen for r in e.roles}
        told |= {x for r in relations for x in (r.source, r.target)}
        if not kinds:
            told |= {x for p in posts for x in (p.holder, p.of)}
        kept = {iri for iri in kept if iri in told}
    return _cut(data, kept, chosen, relations, posts, whole=not (kinds or dated or around))


def _listed(names: Sequence[str]) -> list[str]:
    """``["Person,Country"]``, as it is typed after an option, is two names."""
    return [part for name in names for part in name.split(",") if part.strip()]


def _known(name: str, names: dict[str, str]) -> str:
    found = names.get(name.strip().lower()) or next(
        (v for v in names.values() if v.lower() == name.strip().lower()), None
    )
    if found is None:
        known = ", ".join(sorted({k.capitalize() if v.isupper() else v for k, v in names.items()}))
        raise KhabarError("K601", name=name, known=known)
    return found


def _day(date: str | None, *, first: bool) -> str | None:
    """The first or last day that a date may mean."""
    if date is None:
        return None
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date, re.ASCII):
        raise KhabarError("K603", date=date)
    tail = {4: "-01-01" if first else "-12-31", 7: "-01" if first else "-31"}
    return date + tail.get(len(date), "")


def _entity(data: PageData, name: str) -> str:
    """The IRI of the entity that has this name, the one most mentioned where several have."""
    from kg.sentence.spelling import name_key

    count: dict[str, int] = defaultdict(int)
    for article in data.articles:
        for span in article.spans:
            count[span.target] += 1
    key = name_key(name)
    names: dict[str, str] = {}
    matches: list[PageEntity] = []
    partly: list[PageEntity] = []  # a surname alone
    for entity in data.entities:
        every = (entity.label, *entity.names, *((entity.label_en,) if entity.label_en else ()))
        names |= {n: n for n in every}
        keys = {name_key(n) for n in every} | {n.lower() for n in every}
        if name in (entity.iri, entity.qid) or key in keys or name.lower() in keys:
            matches.append(entity)
        elif key and any(set(key.split()) <= set(k.split()) for k in keys):
            partly.append(entity)
    matches = matches or partly
    if not matches:
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        raise KhabarError("K602", name=name, near=", ".join(near) or "—")
    return max(matches, key=lambda e: (count[e.iri], e.iri)).iri


def _told_in(data: PageData, first: str | None, last: str | None) -> list[PageEvent]:
    """Events whose own date, else whose article's, lies between two days."""
    written: dict[str, str] = {}
    for article in data.articles:
        for span in article.spans:
            written.setdefault(span.target, article.date or "")

    def inside(event: PageEvent) -> bool:
        begin = event.begin or written.get(event.iri, "")
        return _between(begin, event.end or begin, first, last)

    return [e for e in data.events if inside(e)]


def _between(begin: str, end: str, first: str | None, last: str | None) -> bool:
    if not first and not last:
        return True
    if not re.match(r"\d{4}", begin):
        return False
    low, high = _day(begin[:10], first=True) or "", _day(end[:10], first=False) or ""
    return (not first or high >= first) and (not last or low <= last)


def _dated(
    data: PageData, facts: Iterable[Fact], first: str | None, last: str | None
) -> list[Fact]:
    """Standing facts that an article of that time tells."""
    days = {a.iri: a.date or "" for a in data.articles}
    if not first and not last:
        return list(facts)

    def inside(evidence: Evidence) -> bool:
        day = days.get(evidence.article, "")
        return _between(day, day, first, last)

    return [f for f in facts if any(inside(e) for e in f.evidence)]


def _near(
    centre: str,
    steps: int,
    events: list[PageEvent],
    relations: list[Relation],
    posts: list[PagePost],
    kept: set[str],
) -> set[str]:
    """Entities within so many facts of the centre, through entities that are kept."""
    groups = [{r.entity for r in e.roles if r.entity} & kept for e in events]
    groups += [{r.source, r.target} & kept for r in relations]
    groups += [{x for x in (p.holder, p.of) if x} & kept for p in posts]
    near: set[str] = {centre}
    for _ in range(steps):
        near = near.union(*(g for g in groups if g & near))
    return near


def _touches(event: PageEvent, near: set[str], kept: set[str], centre: str | None) -> bool:
    actors = {r.entity for r in event.roles if r.entity in kept}
    return centre in actors if centre else bool(actors) and actors <= near


def _cut(
    data: PageData,
    kept: set[str],
    chosen: list[PageEvent],
    relations: list[Relation],
    posts: list[PagePost],
    *,
    whole: bool,
) -> PageData:
    """The page of these entities and facts; articles that tell of none of them are left out."""
    iris = {e.iri for e in chosen}
    events = tuple(
        replace(
            e,
            roles=tuple(r for r in e.roles if r.entity is None or r.entity in kept),
            reports=tuple(r for r in e.reports if r in iris),
            made_at=e.made_at if e.made_at in iris else None,
        )
        for e in chosen
    )
    standing = tuple(r for r in relations if r.source in kept and r.target in kept)
    held = tuple(replace(p, of=p.of if p.of in kept else None) for p in posts if p.holder in kept)
    facts = {e.article for r in standing for e in r.evidence}
    facts |= {e.article for p in held for e in p.evidence}

    def article(one: PageArticle) -> PageArticle:
        spans = tuple(s for s in one.spans if s.target in kept or s.target in iris)
        return replace(one, spans=spans)

    cut = [article(a) for a in data.articles]
    told = [a for a in cut if whole or a.iri in facts or any(s.target in iris for s in a.spans)]
    return PageData(
        articles=tuple(told),
        entities=tuple(e for e in data.entities if e.iri in kept),
        posts=held,
        relations=standing,
        events=events,
    )
