"""Events: triggers that tell one happening become one event, with its roles and its status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.event.account import apart
from kg.event.again import told_again
from kg.event.bar import unbarred
from kg.event.coordination import lists
from kg.event.killing import agreed, agreed_times
from kg.event.role import passed_on, roles
from kg.event.speaker import heard
from kg.event.statement import form, said
from kg.event.status import by_what_says_it, stayed_away, voted
from kg.event.toll import counted
from kg.mention.threshold import floor
from kg.nouns import Article, Entity, Event, Reading, TimeExpression


def together(reading: Reading, owner: Sequence[str]) -> list[list[int]]:
    """Indices of triggers, one list per event, in order of first trigger.

    Acts of saying are never joined by likeness alone, only where the reader links them: each
    said sentence is its own statement. Two triggers that tell of other people in a role that
    tells events apart (``telling_roles.tsv``) are two events, however alike.
    """
    parent = list(range(len(reading.triggers)))
    people = _people(reading, owner)

    def find(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for link in sorted(reading.same, key=lambda k: (-k.score, k.source)):
        a, b = reading.triggers[link.source], reading.triggers[link.target]
        likely = link.score > floor("same") and a.type == b.type
        if likely and not apart(a.type, people[link.source], people[link.target]):
            x, y = sorted((find(link.source), find(link.target)))
            parent[y] = x
    found: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(parent)):
        found[find(i)].append(i)
    return [found[root] for root in sorted(found)]


def _people(reading: Reading, owner: Sequence[str]) -> list[dict[str, set[str]]]:
    """For each trigger, the entities that fill its roles."""
    found: list[dict[str, set[str]]] = [{} for _ in reading.triggers]
    for link in reading.roles:
        if link.score > floor(link.label):
            found[link.source].setdefault(link.label, set()).add(owner[link.target])
    return found


def events(
    article: Article,
    reading: Reading,
    owner: Sequence[str],
    entities: Sequence[Entity] = (),
    when: Mapping[int, TimeExpression] | None = None,
) -> tuple[Event, ...]:
    """All events of an article. ``owner`` gives the entity id of each mention of the reading,
    ``when`` the time of a trigger by its index, the surest first.

    A statement of which neither who nor what is known says nothing, and is left out.
    """
    reading = agreed(unbarred(article, reading))
    when = agreed_times(reading.triggers, when or {})
    rows = lists(article, entities)
    members = {e.id: e.members for e in entities if e.members}
    out: list[Event] = []
    for group in together(reading, owner):
        triggers = tuple(reading.triggers[t] for t in group)
        kind = triggers[0].type
        filled, places = roles(reading, group, kind, owner, rows)
        if kind == "Statement" and not any(r.name in ("speaker", "content") for r in filled):
            continue
        verdict = reading.verdicts[group[0]]
        out.append(
            Event(
                f"v{len(out)}",
                kind,  # type: ignore[arg-type]
                triggers,
                passed_on(filled, members),
                places,
                next((time for t, time in when.items() if t in group), None),
                "denied" if stayed_away(article, triggers) else voted(reading, group),
                verdict.mode if kind == "Statement" else None,
                subtype=form(article, triggers) if kind == "Meeting" else None,
                kind=verdict.kind if kind == "Casualties" else None,
                change=verdict.change if kind == "Office" else None,
                confidence=max(t.confidence for t in triggers),
            )
        )
    once = [
        counted(article, replace(e, id=f"v{n}"), entities) for n, e in enumerate(told_again(out))
    ]
    voiced = heard(article, once)
    told = [replace(e, **extra) if (extra := said(article, e, voiced)) else e for e in voiced]
    return tuple(_on_its_side(e) for e in by_what_says_it(told))


def _on_its_side(event: Event) -> Event:
    """What has happened was not next Monday, whatever else its sentence looks forward to; what is
    planned is not last Monday."""
    time = event.time
    if time is None:
        return event
    other = {"actual": time.behind, "planned": time.ahead, "called_for": time.ahead}
    value = other.get(event.status) or time.value
    return replace(event, time=replace(time, value=value, behind=None, ahead=None))
