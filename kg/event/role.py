"""Roles: the reader's links between triggers and mentions, as roles between events and entities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from kg.event.coordination import levelled
from kg.mention.label import ROLES_OF
from kg.mention.threshold import floor
from kg.nouns import Reading, Role
from kg.sentence.table import table

SINGLE = frozenset({"content", "number"})
"""Quoted roles of which an event has one."""


def roles(
    reading: Reading,
    triggers: Sequence[int],
    kind: str,
    owner: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]] = (),
) -> tuple[tuple[Role, ...], tuple[str, ...]]:
    """Roles and places of the event that ``triggers`` (indices) tell together.

    An entity fills a role as likely as the likeliest link between any trigger of the event and
    any mention of the entity; entities of one list (``rows``: its sentence, its members) do so
    together in the sentence of the list. A statement whose speaker is in doubt gets the likeliest
    one, but for a mere guess.
    """
    chosen = set(triggers)
    best: dict[tuple[str, str], float] = {}
    for link in reading.roles:
        if link.source in chosen:
            key = (link.label, owner[link.target])
            best[key] = max(best.get(key, 0.0), link.score)
    here = {reading.triggers[t].sentence for t in triggers}
    best = levelled(best, [row for sentence, row in rows if sentence in here])
    allowed = ROLES_OF[kind]
    found = {k: s for k, s in best.items() if k[0] in allowed and s > floor(k[0])}
    if kind == "Statement" and not any(role == "speaker" for role, _ in found):
        doubtful = [(s, k) for k, s in best.items() if k[0] == "speaker" and s > floor("speaker?")]
        if doubtful:
            score, key = max(doubtful)
            found[key] = score
    found = _one_side(found)
    places = [
        (score, entity)
        for (role, entity), score in best.items()
        if role == "place" and score > floor("place")
    ]
    if len(places) > 1:
        claimed, own = _claimed(reading, chosen, owner), max(places)
        places = [p for p in places if p == own or p[0] >= claimed.get(p[1], 0.0)]
    out = [Role(role, entity, round(score, 3)) for (role, entity), score in found.items()]
    out += _quoted(reading, chosen, allowed)
    return (
        tuple(sorted(out, key=lambda r: (allowed.index(r.name), -r.confidence, str(r.filler)))),
        tuple(entity for _, entity in sorted(places, key=lambda p: (-p[0], p[1]))),
    )


def _one_side(found: Mapping[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """The roles, an entity that stands on both sides of an event kept on the likelier one: who
    attacks is not attacked, who speaks is not spoken to."""
    against = _opposed()
    return {
        (role, entity): score
        for (role, entity), score in found.items()
        if not any(
            (other, entity) in found and found[other, entity] > score
            for other in against.get(role, ())
        )
    }


@cache
def _opposed() -> dict[str, frozenset[str]]:
    sides: dict[str, set[str]] = {}
    for row in table("opposed_roles"):
        sides.setdefault(row["role"], set()).add(row["other"])
        sides.setdefault(row["other"], set()).add(row["role"])
    return {role: frozenset(others) for role, others in sides.items()}


def _claimed(reading: Reading, chosen: set[int], owner: Sequence[str]) -> dict[str, float]:
    """Places that are the likeliest of a trigger outside ``chosen``, and how likely.

    In a sentence with two meetings and two cities each city is likely for both.
    """
    likeliest: dict[int, tuple[float, str]] = {}
    for link in reading.roles:
        if link.label == "place" and link.source not in chosen:
            mine = (link.score, owner[link.target])
            likeliest[link.source] = max(likeliest.get(link.source, mine), mine)
    claimed: dict[str, float] = {}
    for score, place in likeliest.values():
        claimed[place] = max(claimed.get(place, 0.0), score)
    return claimed


@cache
def _shared() -> frozenset[str]:
    """Roles that a group passes on to its listed members."""
    return frozenset(row["role"] for row in table("shared_roles"))


def passed_on(filled: Sequence[Role], members: Mapping[str, Sequence[str]]) -> tuple[Role, ...]:
    """The roles, and those that listed members have through their group (``members`` by group)."""
    out = list(filled)
    has = {(r.name, r.filler) for r in filled}
    for role in filled:
        if role.name in _shared() and isinstance(role.filler, str):
            for member in members.get(role.filler, ()):
                if (role.name, member) not in has:
                    has.add((role.name, member))
                    out.append(Role(role.name, member, round(role.confidence * 0.95, 3)))
    return tuple(out)


def _quoted(reading: Reading, triggers: set[int], allowed: Sequence[str]) -> list[Role]:
    """Quoted roles: the likeliest stretch for content, every different one for topics."""
    links = sorted(
        (
            k
            for k in reading.quotes
            if k.source in triggers and k.label in allowed and k.score > floor(k.label)
        ),
        key=lambda k: (-k.score, k.quote.start),
    )
    out: list[Role] = []
    for link in links:
        told = [r.filler for r in out if r.name == link.label]
        if told and link.label in SINGLE:
            continue
        if any(
            q.start < link.quote.end and link.quote.start < q.end
            for q in told
            if not isinstance(q, str)
        ):
            continue
        out.append(Role(link.label, link.quote, round(link.score, 3)))
    return out
