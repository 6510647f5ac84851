"""Speakers: one voice for each statement, and the voice that goes on speaking.

Arabic hides the subject in the verb (وأضاف "and he added") or chains a participle to it (قال …
مؤكدا أن "he said … stressing that"): the speaker is the one who spoke before. Where the reader
is sure of a speaker it is believed; where it is not, the last speaker goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.mention.threshold import floor
from kg.nouns import Article, Event, Mention, Quote, Role
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import words

CLOSE: Final = 0.1
"""Two speak together (والتقى … وقالا) only when they are this nearly equally likely."""
NEAR: Final = 1
"""Sentences over which somebody goes on speaking."""
_END: Final = re.compile("[.؟!\n]")
BESIDE: Final = 20
"""Characters on each side of a verb of saying that may give the voice to another."""


def heard(article: Article, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of an article, each statement with the speaker that fits best."""
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
        goes_on = last and 0 <= trigger.sentence - last[1] <= NEAR
        another = _another(article, trigger)
        if unsure and last and goes_on and not another:
            kept = tuple(r for r in out[n].roles if r.name != "speaker")
            mine = tuple(replace(r, confidence=min(r.confidence, 0.5)) for r in last[0])
            out[n] = replace(out[n], roles=(*mine, *kept))
        if mine:
            last = (mine, trigger.sentence)
        elif another:
            last = None  # somebody else speaks now, and nobody knows who
    return tuple(out)


def _another(article: Article, trigger: Mention) -> bool:
    """Whether the words beside a verb of saying give the voice to another: من جهته أكد."""
    before = _END.split(article.text[max(0, trigger.start - BESIDE) : trigger.start])[-1]
    after = _END.split(article.text[trigger.end : trigger.end + BESIDE])[0]
    near = before + article.text[trigger.start : trigger.end] + after
    plain = f" {' '.join(w.text for w in words(fold(near).text))} "
    return any(f" {told} " in plain or f" و{told} " in plain for told in _changes())


@cache
def _changes() -> frozenset[str]:
    return frozenset(fold(row["words"]).text for row in table("voice_changes"))


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
