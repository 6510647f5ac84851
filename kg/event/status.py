"""Status: whether an event happened, is planned, called for, denied or only supposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final, cast

from kg.nouns import Event, Quote, Reading, Status
from kg.sentence.table import table

FIRST: Final = 15
"""Characters from the beginning of what is said within which an event is what is asked for."""


def voted(reading: Reading, triggers: Sequence[int]) -> Status:
    """The status that the triggers (indices) of one event speak for, weighed by likelihood."""
    votes: Counter[Status] = Counter()
    for t in triggers:
        verdict = reading.verdicts[t]
        votes[verdict.status] += verdict.status_score  # type: ignore[assignment]
    return max(sorted(votes), key=lambda s: votes[s])


@cache
def _of_mode() -> dict[str, Status]:
    return {row["mode"]: cast(Status, row["status"]) for row in table("said_status")}


def by_what_says_it(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, those that a demand, promise or expectation begins with not told as done."""
    asked = [
        (e.id, r.filler.start, _of_mode()[e.mode])
        for e in events
        if e.mode in _of_mode()
        for r in e.roles
        if r.name == "content" and isinstance(r.filler, Quote)
    ]

    def status(e: Event) -> Status:
        if e.status != "actual":
            return e.status
        at = e.triggers[0].start
        return next(
            (s for i, start, s in asked if i != e.id and 0 <= at - start <= FIRST), e.status
        )

    return tuple(replace(e, status=status(e)) for e in events)
