"""One voice: the page, the ontology and the questions have one word for one thing."""

from __future__ import annotations

import re

import pytest

from kg.query.question import questions
from kg.triple.vocabulary import (
    ENTITY_CLASS,
    ENTITY_ROLES,
    EVENT_CLASSES,
    KG,
    QUOTED_ROLES,
    RELATION,
    SEM,
    label,
)
from kg.view.table import words

TERMS = {
    **{f"one.{kind}": term for kind, term in ENTITY_CLASS.items()},
    **{f"event.{name}": KG[name] for name in (*EVENT_CLASSES, "PressConference")},
    **{f"role.{name}": KG[name] for name in (*ENTITY_ROLES, *QUOTED_ROLES, "reports")},
    "role.place": SEM.hasPlace,
    "role.made_at": KG.madeAt,
    **{f"relation.{name}": term for name, term in RELATION.items()},
    "relation.member": KG.member,
    **{
        f"status.{name}": KG[name]
        for name in ("actual", "planned", "called_for", "denied", "hypothetical")
    },
    "status": KG.status,
    "confidence": KG.confidence,
}
"""A word of the page → the term whose label it has to be."""


@pytest.mark.parametrize("key", TERMS)
def test_the_page_says_what_the_ontology_says(key: str):
    for language in ("ar", "en"):
        assert words(language)[key].lower() == label(TERMS[key], language).lower()


@pytest.mark.parametrize("name", [q.name for q in questions()])
def test_questions_use_the_same_words(name: str):
    one = next(q for q in questions() if q.name == name)
    told = " ".join([one.title_ar, *(p.about_ar for p in one.parameters)])
    assert not re.search("دولة|الدول|الحالة|المتحدث|كلام", told), told
    assert one.title_ar.endswith("؟") and "?" not in told and "," not in told


def test_arabic_is_written_with_its_own_signs():
    """The Arabic comma, semicolon and question mark, no space before them, no doubled space."""
    for text in words("ar").values():
        if text != "English" and re.search("[ء-ي]", text):
            assert not re.search("[,;?]|\\s[،؛؟:.]|  ", text), text
