"""The labels that the reader gives to spans and to pairs of spans, in the model's order."""

from __future__ import annotations

from typing import Final

ENTITY_TYPES: Final = ("PER", "CTRY", "LOC", "ORG", "GRP")
MENTIONS: Final = (
    "none",
    *(f"{t}:name" for t in ENTITY_TYPES),
    *(f"{t}:nominal" for t in ENTITY_TYPES),
)
EVENT_TYPES: Final = (
    "Statement", "Meeting", "Visit", "Attack", "Casualties", "Detain", "Release", "Agree",
    "Support", "Sanction", "Office", "Protest", "Move", "Control", "Decide",
)  # fmt: skip
KILLING: Final = ("Attack", "Casualties")
"""The two types that one word may tell: an act of killing is both. No other two are taught."""
TRIGGERS: Final = ("none", *EVENT_TYPES, "+".join(KILLING))
TITLES: Final = ("none", "TITLE")
ROLES: Final = (
    "speaker", "addressee", "participant", "host", "visitor", "destination", "attacker", "target",
    "victim", "agent", "person", "party", "giver", "recipient", "protester", "origin",
    "what_place", "of", "place",
)  # fmt: skip
QUOTED: Final = ("content", "topic", "what", "instrument", "number")
POINTED: Final = (*QUOTED, "time")
"""What a trigger points at by its first and last word."""
STATUSES: Final = ("actual", "planned", "called_for", "denied", "hypothetical")
MODES: Final = (
    "say", "announce", "confirm", "demand", "warn", "condemn", "praise", "deny", "promise",
    "expect", "ask",
)  # fmt: skip
KINDS: Final = ("killed", "injured", "displaced", "missing")
CHANGES: Final = ("appointed", "elected", "resigned", "dismissed")
RELATIONS: Final = (
    "memberOf", "locatedIn", "capitalOf", "partOf", "allyOf", "supports", "nationalityOf",
    "worksFor", "relativeOf",
)  # fmt: skip
POST_ENDS: Final = ("holder", "of")
WIDTH: Final = {"mention": 8, "trigger": 3, "title": 8}
"""Longest span of each kind, in words."""
# Which roles an event type has (GUIDELINES: Events). a place goes with all of them.
ROLES_OF: Final[dict[str, tuple[str, ...]]] = {
    "Statement": ("speaker", "addressee", "content"),
    "Meeting": ("participant", "topic", "host"),
    "Visit": ("visitor", "destination"),
    "Attack": ("attacker", "target", "instrument"),
    "Casualties": ("victim", "number"),
    "Detain": ("agent", "person"),
    "Release": ("agent", "person"),
    "Agree": ("party", "topic"),
    "Support": ("giver", "recipient", "what"),
    "Sanction": ("agent", "target", "what"),
    "Office": ("person", "of"),
    "Protest": ("protester", "target", "topic"),
    "Move": ("agent", "destination", "origin"),
    "Control": ("agent", "what_place"),
    "Decide": ("agent", "topic"),
}


def pointed_by(kind: str) -> tuple[str, ...]:
    """What a trigger of an event type may point at: its quoted roles, and the time."""
    return tuple(role for role in POINTED if role in ROLES_OF[kind] or role == "time")
