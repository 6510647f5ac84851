"""Whether it happened."""

from __future__ import annotations

import pytest

from kg.event.status import by_what_says_it, stayed_away, voted
from kg.nouns import Article, Event, Mention, Mode, Quote, Reading, Role, Status, Verdict


def pair(mode: Mode, status: Status, at: int) -> Status:
    """Status of an event ``at`` characters into what a statement of this mode says."""
    content = Role("content", Quote(100, 200))
    said = Event("v0", "Statement", (Mention(90, 94, "Statement"),), (content,), mode=mode)
    told = Event("v1", "Meeting", (Mention(100 + at, 104 + at, "Meeting"),), status=status)
    return by_what_says_it([said, told])[1].status


@pytest.mark.parametrize(
    ("mode", "status", "at", "becomes"),
    [
        ("demand", "actual", 4, "called_for"),
        ("promise", "actual", 0, "planned"),
        ("demand", "actual", 60, "actual"),  # told in passing
        ("demand", "planned", 4, "called_for"),
        ("demand", "denied", 4, "denied"),  # the reader saw more
        ("say", "actual", 4, "actual"),
        ("demand", "actual", -20, "actual"),  # before what is said
    ],
)
def test_what_is_asked_for_is_not_told_as_done(
    mode: Mode, status: Status, at: int, becomes: Status
) -> None:
    assert pair(mode, status, at) == becomes


def test_most_likely_status_wins_over_all_triggers() -> None:
    def verdict(status: Status, sure: float) -> Verdict:
        return Verdict(status, sure, "say", 0.9, "killed", "elected")

    reading = Reading(
        verdicts=(verdict("planned", 0.9), verdict("actual", 0.6), verdict("actual", 0.6))
    )
    assert voted(reading, [0, 1, 2]) == "actual"
    assert voted(reading, [0, 1]) == "planned"


def test_a_press_conference_is_where_it_is_asked_not_what() -> None:
    content = Role("content", Quote(100, 300))
    said = Event("v0", "Statement", (Mention(90, 94, "Statement"),), (content,), mode="demand")
    press = Event("v1", "Meeting", (Mention(100, 110, "Meeting"),), subtype="PressConference")
    meeting = Event("v2", "Meeting", (Mention(180, 186, "Meeting"),))
    assert [e.status for e in by_what_says_it([said, press, meeting])[1:]] == [
        "actual",
        "called_for",
    ]


@pytest.mark.parametrize(
    ("text", "triggers", "away"),
    [
        ("غاب الوزير عن الاجتماع", ["غاب"], True),
        ("وسيغيب الوزير عن الاجتماع", ["وسيغيب"], True),
        ("غاب الوزير عن الاجتماع", ["غاب", "الاجتماع"], False),  # the meeting itself was held
        ("عقد الوزير الاجتماع", ["الاجتماع"], False),
    ],
)
def test_who_stays_away_was_not_there(text: str, triggers: list[str], away: bool) -> None:
    found = [Mention(text.index(t), text.index(t) + len(t), "Meeting") for t in triggers]
    assert stayed_away(Article("a", text), found) is away
