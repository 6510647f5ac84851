"""Roles of an event: the likeliest, and nobody on both sides."""

from __future__ import annotations

from kg.event.role import roles
from kg.mention.label import ROLES_OF
from kg.nouns import Link, Mention, Reading
from kg.sentence.table import table

TRIGGER = Mention(0, 4, "Attack")
ARMY, CITY = Mention(5, 9, "ORG"), Mention(10, 14, "LOC")


def filled(*links: Link) -> set[tuple[str, object]]:
    reading = Reading(mentions=(ARMY, CITY), triggers=(TRIGGER,), roles=links)
    found, _ = roles(reading, [0], "Attack", ("army", "city"))
    return {(r.name, r.filler) for r in found}


def test_who_attacks_is_not_attacked() -> None:
    both = Link("attacker", 0, 0, 0.9), Link("target", 0, 0, 0.7), Link("target", 0, 1, 0.6)
    assert filled(*both) == {("attacker", "army"), ("target", "city")}


def test_the_likelier_side_is_kept() -> None:
    assert filled(Link("attacker", 0, 0, 0.6), Link("target", 0, 0, 0.8)) == {("target", "army")}


def test_both_sides_of_a_clash_are_attackers() -> None:
    both = Link("attacker", 0, 0, 0.9), Link("attacker", 0, 1, 0.9)
    assert filled(*both) == {("attacker", "army"), ("attacker", "city")}


def test_opposed_roles_are_roles_of_one_event() -> None:
    for row in table("opposed_roles"):
        together = [k for k, has in ROLES_OF.items() if {row["role"], row["other"]} <= {*has}]
        assert together, row
