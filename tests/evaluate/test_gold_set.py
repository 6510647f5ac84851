"""The twenty annotated articles: every quotation stands where it says, every id is somebody."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from kg.evaluate.gold import GoldArticle, load
from kg.mention.label import CHANGES, KINDS, ROLES_OF
from kg.nouns import EntityType, EventType, Mode, RelationType, Status
from kg.sentence.split import sentences

FOLDER = Path(__file__).parents[1] / "gold" / "articles"
ARTICLES = load(FOLDER)
WORDS = {"Casualties": ("kind", KINDS), "Office": ("change", CHANGES)}


@pytest.fixture(params=ARTICLES, ids=lambda g: g.article.id)
def gold(request: pytest.FixtureRequest) -> GoldArticle:
    article: GoldArticle = request.param
    return article


def test_twenty_articles_with_every_event_type_three_times() -> None:
    types = Counter(e.type for g in ARTICLES for e in g.events)
    assert len(ARTICLES) == 20
    assert set(types) == set(get_args(EventType))
    assert min(types.values()) >= 3
    statuses = Counter(e.status for g in ARTICLES for e in g.events)
    assert all(statuses[s] >= 5 for s in get_args(Status))
    assert {e.mode for g in ARTICLES for e in g.events if e.mode} == set(get_args(Mode))
    assert {e.words["kind"] for g in ARTICLES for e in g.events if "kind" in e.words} == set(KINDS)


def test_length_and_file_name(gold: GoldArticle) -> None:
    assert 60 <= len(gold.article.text.split()) <= 140
    assert gold.article.date and gold.article.source
    assert Path(gold.article.origin or "").stem == gold.article.id


def test_sentences_are_those_the_splitter_finds(gold: GoldArticle) -> None:
    found = [(s.start, s.end) for s in sentences(gold.article)]
    assert [(s.start, s.end) for s in gold.sentences] == found


def test_entities(gold: GoldArticle) -> None:
    ids = [e.id for e in gold.entities]
    assert len(ids) == len(set(ids))
    for e in gold.entities:
        assert e.type in get_args(EntityType) and e.name and e.mentions, e.id
        assert e.qid is None or (e.qid[0] == "Q" and e.qid[1:].isdigit())
        for start, end in e.mentions:
            word = gold.article.text[start:end]
            assert word == word.strip(), word
            # A mention ends where a word ends, and begins where one begins or after و ف ب ل ك.
            assert not gold.article.text[end : end + 1].isalpha(), (e.id, word)
            before = gold.article.text[:start].split(" ")[-1].strip("«\n(")
            assert len(before) <= 2 and set(before) <= set("وفبلكـ"), (e.id, before, word)


def test_no_two_entities_share_a_mention(gold: GoldArticle) -> None:
    spans = Counter(m for e in gold.entities for m in e.mentions)
    assert [s for s, n in spans.items() if n > 1] == []


def test_ids_resolve(gold: GoldArticle) -> None:
    ids = {e.id for e in gold.entities}
    kinds = {e.id: e.type for e in gold.entities}
    used = {x for e in gold.events for values in e.fillers.values() for x in values}
    used |= {x for p in gold.posts for x in (p.holder, p.of) if x}
    used |= {x for r in gold.relations for x in (r.source, r.target)}
    assert used <= ids
    assert all(r.type in get_args(RelationType) for r in gold.relations)
    assert all(kinds[p.holder] == "PER" for p in gold.posts)
    assert all(kinds[e] in ("LOC", "CTRY") for v in gold.events for e in v.fillers["place"])
    # A group is annotated only where it takes part in something.
    assert {i for i, kind in kinds.items() if kind == "GRP"} <= used


def test_roles_are_legal_for_the_type(gold: GoldArticle) -> None:
    assert len({e.id for e in gold.events}) == len(gold.events)
    for e in gold.events:
        told = set(e.fillers) - {"place"} | set(e.quotes)
        assert told <= set(ROLES_OF[e.type]), (e.id, told)
        word, known = WORDS.get(e.type, ("", ()))
        assert all(role == word and value in known for role, value in e.words.items()), e.id
        assert e.triggers and e.status in get_args(Status), e.id
        assert (e.mode in get_args(Mode)) == (e.type == "Statement"), e.id


def test_triggers_are_whole_words_once_for_each_type(gold: GoldArticle) -> None:
    seen = Counter((t, e.type) for e in gold.events for t in e.triggers)
    assert [key for key, n in seen.items() if n > 1] == []
    spans = sorted({t for e in gold.events for t in e.triggers})
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(not gold.article.text[end : end + 1].isalpha() for _, end in spans)


def test_content_is_at_most_its_sentence(gold: GoldArticle) -> None:
    for e in gold.events:
        for spans in e.quotes.values():
            for start, end in spans:
                assert any(s.start <= start and end <= s.end for s in gold.sentences), e.id


def test_times_are_iso(gold: GoldArticle) -> None:
    for e in gold.events:
        if e.time and e.time[1]:
            for value in e.time[1].split("/"):
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", value), (e.id, e.time)
                date.fromisoformat((value + "-01-01")[:10])


def test_written_form_is_what_lies_in_the_folder() -> None:
    for file in FOLDER.glob("*.json"):
        assert "paragraphs" in json.loads(file.read_text(encoding="utf-8")), file.name
