"""Labels of events: the trigger with its first actor or its place."""

from __future__ import annotations

from kg.entity.merge import Identity
from kg.nouns import Entity, Event, Facts
from kg.triple.vocabulary import KG, label


def event_label(facts: Facts, event: Event, identity: Identity) -> str:
    """In the article's word: قال أشتون كارتر, اجتماع في باريس."""
    first = event.triggers[0] if event.triggers else None
    said = facts.article.text[first.start : first.end] if first else ""
    said = said or label(KG[event.subtype or event.type])
    actor = _first_actor(facts, event)
    who = identity.name(facts.article, actor) if actor else None
    if event.type == "Statement" and who:
        return f"{said} {who}"
    if event.places:
        place = _entity(facts, event.places[0])
        return f"{said} في {identity.name(facts.article, place)}"  # في "in"
    return f"{said}: {who}" if who else said


def event_label_en(facts: Facts, event: Event, identity: Identity) -> str:
    """In English, as far as English names are known."""
    what = label(KG[event.subtype or event.type], "en")
    actor = _first_actor(facts, event)
    who = identity.name_en(facts.article, actor) if actor else None
    if event.type == "Statement":
        return f"{what} by {who}" if who else what
    if event.places:
        where = identity.name_en(facts.article, _entity(facts, event.places[0]))
        if where:
            return f"{what} in {where}"
    return f"{what}: {who}" if who else what


def _entity(facts: Facts, local: str) -> Entity:
    return next(e for e in facts.entities if e.id == local)


def _first_actor(facts: Facts, event: Event) -> Entity | None:
    found = next((r.filler for r in event.roles if isinstance(r.filler, str)), None)
    return _entity(facts, found) if found else None
