"""Status: whether an event happened, is planned, called for, denied or only supposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final, cast

from kg.nouns import Article, Event, Mention, Quote, Reading, Status
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics

FIRST: Final = 15
"""Characters from the beginning of what is said within which an event is what is asked for."""


def voted(reading: Reading, triggers: Sequence[int]) -> Status:
    """The status that the triggers (indices) of one event speak for, weighed by likelihood."""
    votes: Counter[Status] = Counter()
    for t in triggers:
        verdict = reading.verdicts[t]
        votes[verdict.status] += verdict.status_score  # type: ignore[assignment]
    return max(sorted(votes), key=lambda s: votes[s])


def stayed_away(article: Article, triggers: Sequence[Mention]) -> bool:
    """Whether an event is told by words of staying away alone: غاب عن الاجتماع."""
    return all(t.type in _away(fold(article.text[t.start : t.end]).text) for t in triggers)


def _away(word: str) -> frozenset[str]:
    """The types of event from which a folded word, with or without its prefixes, stays away."""
    ways = (_absence().get(word[length:]) for length in (0, *proclitics(word)))
    return next(filter(None, ways), frozenset())


@cache
def _absence() -> dict[str, frozenset[str]]:
    return {fold(r["word"]).text: frozenset(r["types"].split("|")) for r in table("absence")}


@cache
def _of_mode() -> dict[str, Status]:
    return {row["mode"]: cast(Status, row["status"]) for row in table("said_status")}


def by_what_says_it(events: Sequence[Event]) -> tuple[Event, ...]:
    """The events, those that a demand, promise or expectation begins with not told as done.

    Press conferences are where it is said, not what: دعا في مؤتمر صحفي إلى عقد اجتماع calls for
    the meeting.
    """
    asked: dict[str, Status] = {}
    for e in events:
        if e.mode not in _of_mode():
            continue
        for role in e.roles:
            if role.name == "content" and isinstance(role.filler, Quote):
                first = _first(role.filler, e, events)
                if first:
                    asked[first.id] = _of_mode()[e.mode]
    return tuple(
        replace(e, status=asked[e.id]) if e.id in asked and e.status in ("actual", "planned") else e
        for e in events
    )


def _first(content: Quote, saying: Event, events: Sequence[Event]) -> Event | None:
    """The event that the content begins with, occasions of speech left aside."""
    inside = sorted(
        (e.triggers[0].start, e.id, e)
        for e in events
        if e.id != saying.id and content.start <= e.triggers[0].start < content.end
    )
    late = False
    for at, _, e in inside:
        if e.subtype == "PressConference":
            late = True
        else:
            return e if late or at - content.start <= FIRST else None
    return None
