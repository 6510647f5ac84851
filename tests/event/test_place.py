"""Two meetings and two cities in one sentence: each meeting keeps the city that is its own."""

from __future__ import annotations

from kg.event.role import roles
from kg.nouns import Link, Mention, Reading

# عقدا مؤتمرا صحفيا في جدة ودعوا إلى اجتماع في عمان
READING = Reading(
    mentions=(Mention(23, 26, "LOC", "name", 0, 0.9), Mention(45, 49, "LOC", "name", 0, 0.9)),
    triggers=(
        Mention(5, 19, "Meeting", "name", 0, 0.9),
        Mention(36, 42, "Meeting", "name", 0, 0.9),
    ),
    roles=(
        Link("place", 0, 0, 0.99),
        Link("place", 0, 1, 0.7),
        Link("place", 1, 0, 0.6),
        Link("place", 1, 1, 0.95),
    ),
)


def test_a_city_that_another_meeting_claims_more_strongly_is_left_to_it() -> None:
    for trigger, city in ((0, "jeddah"), (1, "amman")):
        _, places = roles(READING, [trigger], "Meeting", ["jeddah", "amman"])
        assert places == (city,)


def test_an_event_told_twice_keeps_both_its_places() -> None:
    _, places = roles(READING, [0, 1], "Meeting", ["jeddah", "amman"])
    assert places == ("jeddah", "amman")
