"""Relations that the words around them forbid."""

from __future__ import annotations

import pytest

from kg.entity.relation import relations
from kg.nouns import Article, Entity, Link, Mention, Reading


def told(text: str, label: str, one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether a link that the reader is sure of becomes a relation."""
    spans = [
        Mention(text.index(w), text.index(w) + len(w), kind, "nominal" if " " in w else "name")
        for w, kind in (one, other)
    ]
    entities = [Entity(f"e{n}", m.type, "", (m,)) for n, m in enumerate(spans)]  # type: ignore[arg-type]
    reading = Reading(mentions=tuple(spans), relations=(Link(label, 0, 1, 0.9),))
    return bool(relations(Article("a", text), reading, ("e0", "e1"), entities))


@pytest.mark.parametrize(
    ("text", "label", "one", "other", "holds"),
    [
        ("في قرية النور بمحافظة السد", "locatedIn", ("النور", "LOC"), ("السد", "LOC"), True),
        ("في مكة والجموم", "locatedIn", ("الجموم", "LOC"), ("مكة", "LOC"), False),
        ("منفذ السد الحدودي مع قطر", "locatedIn", ("منفذ السد", "LOC"), ("قطر", "CTRY"), False),
        ("فصيل منافس للحركة", "partOf", ("فصيل منافس", "ORG"), ("لحركة", "ORG"), False),
        ("فصيل تابع للحركة", "partOf", ("فصيل تابع", "ORG"), ("لحركة", "ORG"), True),
        ("في درعا وريفها", "locatedIn", ("ريفها", "LOC"), ("درعا", "LOC"), True),
        ("شملت النور غارات قرب السد", "locatedIn", ("السد", "LOC"), ("النور", "LOC"), True),
        ("فرنسا تدرب القوات", "memberOf", ("فرنسا", "CTRY"), ("القوات", "ORG"), False),
        ("فرنسا في التحالف", "memberOf", ("فرنسا", "CTRY"), ("التحالف", "ORG"), True),
        ("أحد نزلاء المستشفى", "worksFor", ("نزلاء المستشفى", "GRP"), ("المستشفى", "ORG"), False),
    ],
)  # fmt: skip
def test_what_forbids_a_relation(
    text: str, label: str, one: tuple[str, str], other: tuple[str, str], holds: bool
) -> None:
    assert told(text, label, one, other) is holds
