"""What the word before a name says that it is not."""

from __future__ import annotations

import pytest

from kg.event.bar import unbarred
from kg.nouns import Article, Link, Mention, Reading


@pytest.mark.parametrize(
    ("text", "trigger", "name", "kept"),
    [
        ("عين المجلس سالم العامري مديرا خلفا لناصر الحربي", "عين", "ناصر الحربي", False),
        ("انتخبت الجمعية خليفة للسويسري يوهان كلاين", "انتخبت", "يوهان كلاين", False),
        ("عين المجلس ناصر الحربي مديرا", "عين", "ناصر الحربي", True),
        ("عين المجلس مديرا لناصر الحربي", "عين", "ناصر الحربي", True),
        ("خلفا لناصر الحربي الذي استقال أمس", "استقال", "ناصر الحربي", True),
    ],
)
def test_who_is_succeeded_is_not_appointed(text: str, trigger: str, name: str, kept: bool) -> None:
    at, who = text.index(trigger), text.index(name)
    reading = Reading(
        mentions=(Mention(who, who + len(name), "PER"),),
        triggers=(Mention(at, at + len(trigger), "Office"),),
        roles=(Link("person", 0, 0, 0.9),),
    )
    assert bool(unbarred(Article("a", text), reading).roles) is kept
