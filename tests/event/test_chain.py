"""Chained speech: where what was said ends."""

from __future__ import annotations

import pytest

from kg.event.chain import chained, unchained
from kg.nouns import Article, Event, Mention, Quote, Role

TEXT = "قال المدير إن العمل مستمر، مشيرا إلى أن الخطة جاهزة. وأضاف أن الوزير أكد أن المال متاح."


def said(trigger: str, content: str) -> Event:
    at, begin = TEXT.index(trigger), TEXT.index(content)
    roles = (Role("content", Quote(begin, begin + len(content))),)
    return Event(trigger, "Statement", (Mention(at, at + len(trigger), "Statement"),), roles)


def contents(*events: Event) -> list[str]:
    out = []
    for e in unchained(Article("a", TEXT), events):
        (role,) = e.roles
        assert isinstance(role.filler, Quote)
        out.append(TEXT[role.filler.start : role.filler.end])
    return out


def test_what_is_said_ends_before_the_participle_that_goes_on() -> None:
    first = said("قال", "العمل مستمر، مشيرا إلى أن الخطة جاهزة")
    assert contents(first, said("مشيرا", "الخطة جاهزة")) == ["العمل مستمر", "الخطة جاهزة"]


def test_what_another_says_inside_stays_inside() -> None:
    whole = "الوزير أكد أن المال متاح"
    assert contents(said("أضاف", whole), said("أكد", "المال متاح")) == [whole, "المال متاح"]


def test_participle_that_is_no_statement_cuts_nothing() -> None:
    whole = "العمل مستمر، مشيرا إلى أن الخطة جاهزة"
    assert contents(said("قال", whole)) == [whole]


@pytest.mark.parametrize("word", ["مشيرا", "مشيره", "مؤكدين".replace("ؤ", "و"), "داعين", "داعيا"])
def test_forms(word: str) -> None:
    assert word in chained()
