"""Speakers: one voice for each statement, and the voice that goes on speaking.

Arabic hides the subject in the verb (وأضاف "and he added") or chains a participle to it (قال …
مؤكدا أن "he said … stressing that"): the speaker is the one who spoke before. Where the reader
is sure of a speaker it is believed; where it is not, the last speaker goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.mention.threshold import floor
from kg.nouns import Event, Quote, Role

CLOSE: Final = 0.1
"""Two speak together (والتقى … وقالا) only when they are this nearly equally likely."""
NEAR: Final = 1
"""Sentences over which somebody goes on speaking."""


def heard(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, each statement with the speaker that fits best."""
    out = [_single(e) if e.type == "Statement" else e for e in events]
    order = sorted(
        (n for n, e in enumerate(out) if e.type == "Statement"),
        key=lambda n: out[n].triggers[0].start,
    )
    contents = [
        (n, r.filler)
        for n in order
        for r in out[n].roles
        if r.name == "content" and isinstance(r.filler, Quote)
    ]
    last: tuple[tuple[Role, ...], int] | None = None
    for n in order:
        trigger = out[n].triggers[0]
        if any(k != n and q.start <= trigger.start < q.end for k, q in contents):
            continue  # said inside what another says: it neither takes nor passes on the voice
        mine = _speakers(out[n])
        unsure = not mine or mine[0].confidence < floor("speaker-sure")
        if unsure and last and 0 <= trigger.sentence - last[1] <= NEAR:
            kept = tuple(r for r in out[n].roles if r.name != "speaker")
            mine = tuple(replace(r, confidence=min(r.confidence, 0.5)) for r in last[0])
            out[n] = replace(out[n], roles=(*mine, *kept))
        if mine:
            last = (mine, trigger.sentence)
    return tuple(out)


def _speakers(event: Event) -> tuple[Role, ...]:
    found = (r for r in event.roles if r.name == "speaker")
    return tuple(sorted(found, key=lambda r: (-r.confidence, str(r.filler))))


def _single(event: Event) -> Event:
    """The likeliest speaker, with others only where they are as likely."""
    found = _speakers(event)
    if len(found) < 2:
        return event
    voices = tuple(r for r in found if r.confidence > found[0].confidence - CLOSE)
    return replace(event, roles=(*voices, *(r for r in event.roles if r.name != "speaker")))
