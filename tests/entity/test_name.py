"""What an entity is called where ل "to" swallowed the alif of the article."""

from __future__ import annotations

import pytest

from kg.entity.name import surface
from kg.nouns import Article, Mention


@pytest.mark.parametrize(
    ("text", "mentioned", "name"),
    [
        ("قدم للتحالف", "لتحالف", "التحالف"),
        ("قدم للجنة العليا", "لجنة العليا", "اللجنة العليا"),
        ("قدم للبنان", "لبنان", "لبنان"),
        ("قدم للاجئين السوريين", "لاجئين السوريين", "اللاجئين السوريين"),
        ("زار لبنان", "لبنان", "لبنان"),
        ("شكلت لجنة", "لجنة", "لجنة"),
    ],
)
def test_the_article_that_lost_its_alif(text: str, mentioned: str, name: str) -> None:
    start = text.rindex(mentioned)
    found = Mention(start, start + len(mentioned), "ORG")
    assert surface(Article("a", text), found) == name
