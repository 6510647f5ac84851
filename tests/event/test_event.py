"""Triggers become events: joined where the reader joins them, roles by likelihood."""

from __future__ import annotations

import pytest

from kg.event.event import events, together
from kg.event.role import passed_on
from kg.nouns import (
    Article,
    Event,
    Link,
    Mention,
    Quote,
    QuoteLink,
    Reading,
    Role,
    TimeExpression,
    Verdict,
)

TEXT = (
    "أكد الوزير في مؤتمر صحفي أن «القمة ستعقد في تونس» يوم الأحد، وقال إن القمة مهمة. "
    "وعقدت القمة أمس."
)
ARTICLE = Article("a", TEXT)


def span(text: str, kind: str, nth: int = 0, sentence: int = 0) -> Mention:
    at = -1
    for _ in range(nth + 1):
        at = TEXT.index(text, at + 1)
    return Mention(at, at + len(text), kind, sentence=sentence)


MINISTER, TUNIS = span("الوزير", "PER"), span("تونس", "LOC")
CONFIRMED, PRESS, HELD = (
    span("أكد", "Statement"),
    span("مؤتمر صحفي", "Meeting"),
    span("ستعقد", "Meeting"),
)
AGAIN = span("عقدت", "Meeting", sentence=1)
SUNDAY = TimeExpression(TEXT.index("يوم الأحد"), TEXT.index("يوم الأحد") + 9, "2020-03-01")


def verdict(status: str, mode: str = "confirm", score: float = 0.9) -> Verdict:
    return Verdict(status, score, mode, 0.9, "killed", "appointed")  # type: ignore[arg-type]


def content(text: str, score: float = 0.9) -> QuoteLink:
    at = TEXT.index(text)
    return QuoteLink("content", 0, Quote(at, at + len(text)), score)


def read(
    same: float = 0.0, quote: str = "القمة ستعقد في تونس", speaker: float = 0.9
) -> tuple[Event, ...]:
    reading = Reading(
        mentions=(MINISTER, TUNIS),
        triggers=(CONFIRMED, PRESS, HELD, AGAIN),
        verdicts=(
            verdict("actual"), verdict("actual"), verdict("planned"), verdict("actual", score=0.95),
        ),
        roles=(
            Link("speaker", 0, 0, speaker), Link("place", 2, 1, 0.8),
            Link("attacker", 0, 1, 0.99), Link("participant", 1, 0, 0.1),
        ),
        quotes=(content(quote),),
        same=(Link("same", 3, 2, same),),
    )  # fmt: skip
    return events(ARTICLE, reading, ("e0", "e1"), when={2: SUNDAY})


def test_one_event_told_twice_is_one_node_with_both_triggers() -> None:
    apart, joined = read(same=0.1), read(same=0.9)
    assert len(apart) == 4 and len(joined) == 3
    assert [t.start for t in joined[2].triggers] == [HELD.start, AGAIN.start]
    assert joined[2].status == "actual", "told as done with more certainty than as planned"


def test_roles_that_the_type_does_not_have_are_dropped() -> None:
    said = read()[0]
    assert [(r.name, r.filler) for r in said.roles if r.name != "content"] == [("speaker", "e0")]


def test_unlikely_roles_are_dropped_but_somebody_said_it() -> None:
    press = read()[1]
    assert press.roles == ()
    assert any(r.name == "speaker" for r in read(speaker=0.45)[0].roles)
    assert not any(r.name == "speaker" for r in read(speaker=0.2)[0].roles)


def test_place_and_time() -> None:
    held = read()[2]
    assert held.places == ("e1",) and held.time == SUNDAY and held.status == "planned"


@pytest.mark.parametrize(
    "time",
    [
        # the words around it look ahead, though one of the two is told as done
        TimeExpression(SUNDAY.start, SUNDAY.end, "2020-03-01", behind="2020-02-23"),
        # «the parties agreed to meet on Sunday»: no word of the sentence looks ahead
        TimeExpression(SUNDAY.start, SUNDAY.end, "2020-02-23", ahead="2020-03-01"),
    ],
)
def test_what_is_planned_is_next_sunday_and_what_has_happened_was_last(
    time: TimeExpression,
) -> None:
    reading = Reading(
        triggers=(HELD, AGAIN), verdicts=(verdict("planned"), verdict("actual")),
    )  # fmt: skip
    planned, held = events(ARTICLE, reading, (), when={0: time, 1: time})
    assert planned.time is not None and planned.time.value == "2020-03-01"
    assert held.time is not None and held.time.value == "2020-02-23"


def test_what_is_said_hangs_on_the_statement_and_on_its_occasion() -> None:
    said, press, held, _ = read()
    assert said.reports == (held.id,)
    assert said.made_at == press.id and press.subtype == "PressConference"
    assert said.mode == "confirm" and held.mode is None


def test_quotation() -> None:
    assert read()[0].quotation == "direct"
    assert read(quote="القمة مهمة")[0].quotation == "indirect"
    assert read(quote="أن «القمة ستعقد في تونس» يوم الأحد، وقال إن القمة")[0].quotation == "mixed"


def test_different_types_are_never_one_event() -> None:
    reading = Reading(
        triggers=(CONFIRMED, PRESS),
        verdicts=(verdict("actual"),) * 2,
        same=(Link("same", 1, 0, 0.99),),
    )
    assert together(reading, ()) == [[0], [1]]


@pytest.mark.parametrize(("other", "joined"), [("e1", True), ("e2", False)])
def test_visits_of_two_people_are_two_visits(other: str, joined: bool) -> None:
    """However alike the reader finds them: it links two visits in a list of them."""
    visits = (span("ستعقد", "Visit"), span("عقدت", "Visit", sentence=1))
    reading = Reading(
        mentions=(MINISTER, TUNIS),
        triggers=visits,
        verdicts=(verdict("actual"),) * 2,
        roles=(Link("visitor", 0, 0, 0.9), Link("visitor", 1, 1, 0.9)),
        same=(Link("same", 1, 0, 0.99),),
    )
    assert together(reading, ("e1", other)) == ([[0, 1]] if joined else [[0], [1]])


def test_members_of_a_group_meet_where_the_group_meets_but_do_not_say_what_it_says() -> None:
    filled = (Role("participant", "e5", 0.9), Role("speaker", "e5", 0.9))
    told = passed_on(filled, {"e5": ("e6", "e7")})
    assert [(r.name, r.filler) for r in told[2:]] == [("participant", "e6"), ("participant", "e7")]
    assert passed_on(told, {"e5": ("e6", "e7")}) == told, "nobody is counted twice"
