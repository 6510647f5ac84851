"""Articles retold with other people's names keep their shape."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("torch", reason="the extra khabar[train] is not installed")

from kg.mention.window import page
from kg.nouns import Article, Sentence
from kg.train.fit import lesson
from kg.train.gold import Example, example
from kg.train.rename import Bank, bank, renamed

TEXT = "قال سالم بن راشد لوليد الهادي إن سالم سيعود إلى عمان.\nوأضاف راشد أنه سيزور Paris."
BANK = Bank(("طارق",), ("العمري",))


def pieces(word: str) -> tuple[int, ...]:
    return tuple(100 + ord(c) for c in word)


def told() -> Example:
    """سالم بن راشد and وليد الهادي, whose name is written together with ل "to"."""

    def span(words: str, n: int = 0) -> list[int]:
        at = -1
        for _ in range(n + 1):
            at = TEXT.index(words, at + 1)
        return [at, at + len(words)]

    end = TEXT.index("\n")
    people = [
        ("salim", "سالم بن راشد", [span("سالم بن راشد"), span("سالم", 1), span("راشد", 1)]),
        ("walid", "وليد الهادي", [span("وليد الهادي")]),
    ]
    return example(
        {
            "id": "a", "text": TEXT, "date": None, "sentences": [[0, end], [end + 1, len(TEXT)]],
            "entities": [{"id": i, "type": "PER", "name": n, "mentions": m} for i, n, m in people],
            "positions": [], "relations": [], "events": [],
        },
        pieces,
    )  # fmt: skip


def test_a_word_of_a_name_becomes_the_same_word_everywhere() -> None:
    forms = renamed(told(), BANK, random.Random(1))
    assert forms == {"سالم": "طارق", "راشد": "العمري", "لوليد": "لطارق", "الهادي": "العمري"}


def test_what_joins_names_is_kept_and_words_outside_names_too() -> None:
    forms = renamed(told(), BANK, random.Random(1))
    assert not {"بن", "عمان", "Paris", "قال"} & set(forms)


def test_the_bank_holds_what_names_open_and_close_with() -> None:
    assert bank([told()]) == Bank(("وليد",), ("الهادي", "راشد", "سالم"))


def test_without_names_nothing_changes() -> None:
    assert renamed(told(), Bank((), ()), random.Random(1)) == {}


def test_a_retold_article_has_the_same_words_and_other_pieces() -> None:
    e = told()
    one = lesson(e, pieces, BANK)
    pages = [one.retold(random.Random(seed)) for seed in range(20)]
    assert {p.words for p in pages} == {e.page.words}
    assert {p.sentence_of for p in pages} == {e.page.sentence_of}
    plain = page(Article("a", TEXT), (Sentence(0, 0, len(TEXT)),), pieces).windows[0].ids
    assert any(p.windows[0].ids != plain for p in pages)
    assert any(p.windows[0].ids == plain for p in pages)
