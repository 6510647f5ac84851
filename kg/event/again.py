"""Told again: two groups of triggers that say the same of the same people are one event.

Where the reader leaves a second mention of a meeting alone, what it says of it still tells:
يجري مباحثات مع بوتين … خلال لقائه مع الرئيس "holds talks with Putin … when he meets the president".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.nouns import Event

ANEW: Final = frozenset({"Statement", "Support"})
"""Events that the same people have many of in one article. All others they seldom have twice:
what is told of the same people is the same event."""


def told_again(events: Sequence[Event]) -> list[Event]:
    """The events, those that are one joined: triggers, roles and places together.

    One event when type, status and kind are the same, neither time nor place speaks against it,
    and all who fill a role of one fill it in the other too, be it that one names nobody.
    """
    out: list[Event] = []
    for event in events:
        at = next((k for k, old in enumerate(out) if _one(old, event)), None)
        if at is None:
            out.append(event)
        else:
            out[at] = _joined(out[at], event)
    return out


def _one(old: Event, new: Event) -> bool:
    if old.type in ANEW or _kind(old) != _kind(new):
        return False
    if new.subtype and new.subtype != old.subtype:
        return False
    if old.places and new.places and not {*old.places} & {*new.places}:
        return False
    times = [e.time.value for e in (old, new) if e.time and e.time.value]
    if len(times) == 2 and times[0] != times[1]:
        return False
    one, other = _people(old), _people(new)
    return bool(one or other) and (one <= other or other <= one)


def _kind(event: Event) -> tuple[str, str, str | None, str | None]:
    return event.type, event.status, event.change, event.kind


def _people(event: Event) -> frozenset[tuple[str, str]]:
    return frozenset((r.name, r.filler) for r in event.roles if isinstance(r.filler, str))


def _joined(old: Event, new: Event) -> Event:
    has = {(r.name, r.filler) for r in old.roles}
    return replace(
        old,
        triggers=tuple(sorted({*old.triggers, *new.triggers}, key=lambda m: m.start)),
        roles=old.roles + tuple(r for r in new.roles if (r.name, r.filler) not in has),
        places=tuple(dict.fromkeys((*old.places, *new.places))),
        time=old.time or new.time,
        confidence=max(old.confidence, new.confidence),
    )
