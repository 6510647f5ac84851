"""How many died, where the victims are told with their number."""

from __future__ import annotations

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
    event = Event("v0", "Attack", (Mention(0, 3, "Attack"),), (Role("target", "e0"),))
    assert counted(Article("a", "قصف ٣ قرى"), event, []) is event
