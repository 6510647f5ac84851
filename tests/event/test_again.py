"""Two mentions of one meeting are one event, two meetings stay two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.event.again import told_again
from kg.nouns import Event, Mention, Role, TimeExpression

TALKS = Event(
    "v0",
    "Meeting",
    (Mention(10, 16, "Meeting", sentence=0),),
    (Role("participant", "minister"), Role("participant", "putin")),
    places=("moscow",),
)


def later(sentence: int, *people: str, **more: object) -> Event:
    """A second mention of a meeting, in another sentence."""
    at = 100 * (sentence + 1)
    roles = tuple(Role("participant", p) for p in people)
    event = Event("v1", "Meeting", (Mention(at, at + 6, "Meeting", sentence=sentence),), roles)
    return replace(event, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "second",
    [
        later(5, "minister", "putin"),
        later(5, "minister", "putin", "lavrov"),
        later(1),
        later(5),
        later(2, "putin"),
        later(5, "putin"),
        later(1, places=("moscow",), time=TimeExpression(1, 2, "2016-01-20")),
    ],
)
def test_what_says_the_same_is_one(second: Event) -> None:
    (one,) = told_again([TALKS, second])
    assert one.triggers == TALKS.triggers + second.triggers
    assert {r.filler for r in one.roles} >= {"minister", "putin"}
    assert one.places == ("moscow",) and one.time == second.time


@pytest.mark.parametrize(
    "second",
    [
        later(1, "minister", "kerry"),
        later(1, "kerry"),
        later(1, "minister", "putin", status="planned"),
        later(1, "minister", "putin", places=("paris",)),
        later(1, subtype="PressConference"),
        replace(later(1, "minister", "putin"), type="Statement"),
        later(1, "minister", "putin", kind="injured"),
    ],
)
def test_what_says_something_else_stays_apart(second: Event) -> None:
    assert told_again([TALKS, second]) == [TALKS, second]


def test_two_days_are_two_meetings() -> None:
    first = replace(TALKS, time=TimeExpression(0, 3, "2016-01-19"))
    second = later(1, "minister", "putin", time=TimeExpression(100, 103, "2016-01-20"))
    assert len(told_again([first, second])) == 2


def test_nobody_is_not_the_same_as_nobody() -> None:
    empty = replace(TALKS, roles=())
    assert told_again([empty, later(1)]) == [empty, later(1)]
