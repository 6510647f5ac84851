"""How many died, where the victims are told with their number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.event.toll import counted
from kg.nouns import Article, Entity, Event, Mention, Quote, Role


@pytest.mark.parametrize(
    ("victims", "number"),
    [
        ("32 شخصا", "32"),
        ("٣٢ شخصا", "٣٢"),
        ("خمسة وعشرين جنديا", "خمسة وعشرين"),
        ("مئة مدني", "مئة"),
        ("2.4 مليون شخص", "2.4 مليون"),
        ("ثلاثة ملايين شخص", "ثلاثة ملايين"),
        ("أحد الجناة", None),
        ("أول الجرحى", None),
        ("مدنيون", None),
    ],
)
def test_victims_that_begin_with_a_numeral(victims: str, number: str | None) -> None:
    text = f"قتل {victims} أمس"
    mention = Mention(4, 4 + len(victims), "GRP", "nominal")
    event = Event("v0", "Casualties", (Mention(0, 3, "Casualties"),), (Role("victim", "e0"),))
    told = counted(Article("a", text), event, [Entity("e0", "GRP", victims, (mention,))])
    quotes = [r.filler for r in told.roles if isinstance(r.filler, Quote)]
    assert [text[q.start : q.end] for q in quotes] == ([number] if number else [])


def test_other_events_have_no_toll() -> None:
    three = Entity("e0", "GRP", "٣ قرى", (Mention(4, 9, "GRP", "nominal"),))
    event = Event("v0", "Attack", (Mention(0, 3, "Attack"),), (Role("victim", "e0"),))
    assert counted(Article("a", "قصف ٣ قرى"), event, [three]) is event


def test_a_longer_number_that_the_reader_saw_stays() -> None:
    text = "قتل ما لا يقل عن 36 شخصا"
    at = text.index("36")
    people = Entity("e0", "GRP", "36 شخصا", (Mention(at, len(text), "GRP", "nominal"),))
    longer = Role("number", Quote(4, at + 2))
    event = Event(
        "v0", "Casualties", (Mention(0, 3, "Casualties"),), (Role("victim", "e0"), longer)
    )
    assert longer in counted(Article("a", text), event, [people]).roles
    elsewhere = replace(event, roles=(event.roles[0], Role("number", Quote(0, 3))))
    assert longer not in counted(Article("a", text), elsewhere, [people]).roles
