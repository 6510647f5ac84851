"""Verbs of saying that only the table knows."""

from __future__ import annotations

import re

import pytest

from kg.mention import saying
from kg.mention.saying import listed, verbs
from kg.mention.window import Page, page
from kg.nouns import Article
from kg.sentence.spelling import fold
from kg.sentence.split import sentences
from kg.sentence.table import table


def paged(text: str) -> Page:
    article = Article("a", text)
    return page(article, sentences(article), lambda word: (7,))


def found(text: str, triggers: tuple[tuple[int, int], ...] = ()) -> dict[str, str]:
    p = paged(text)
    return {p.words[a].text: mode for (a, _), mode in listed(p, triggers).items()}


def test_a_verb_counts_with_its_that():
    """«and the minister went on that the road was open»; «he went on with his studies»"""
    assert found("وأردف الوزير أن الطريق مفتوح.") == {"وأردف": "say"}
    assert found("أردفت المتحدثة باسم الوزارة بأنه لا خطر.") == {"أردفت": "say"}
    assert found("أردف الفارس صاحبه خلفه.") == {}
    assert found("أردف الفارس صاحبه. وقال إن الطريق طويل.") == {}  # that of another sentence


def test_where_the_reader_saw_the_verb_the_table_only_says_the_mode():
    assert found("أردف الوزير: الطريق مفتوح.", ((0, 0),)) == {"أردف": "say"}
    assert found("أردف الوزير أن الطريق مفتوح.", ((0, 1),)) == {}  # the reader's own, longer


def test_rows_are_whole_and_no_form_has_two_modes():
    modes: dict[str, tuple[str, str]] = {}
    for row in table("reporting_verbs"):
        assert row["gloss"] and row["gloss"].isascii(), row
        for form in (row["verb"], *filter(None, row["others"].split("|"))):
            assert re.search("[ء-ي]", form), f"{row['verb']}: '{form}' is no Arabic"
            mode, verb = modes.setdefault(fold(form).text, (row["mode"], row["verb"]))
            assert mode == row["mode"], (
                f"{form} is {mode} in the row of {verb}, {row['mode']} in that of {row['verb']}; "
                "take it out of one of the two"
            )


def test_a_row_of_a_linguist_has_its_effect(monkeypatch: pytest.MonkeyPatch):
    """«Kamal revealed that the elections were postponed»: one row more, and it is said by Kamal."""
    from kg.mention.model import shipped
    from kg.mention.reader import read

    text = "وبرطم كمال الفهري بأن الانتخابات مؤجلة إلى الشهر المقبل."
    article = Article("a", text)

    def said() -> list[tuple[str, str]]:
        (reading,) = read([(article, sentences(article))], shipped(1))
        return [
            (text[t.start : t.end], v.mode)
            for t, v in zip(reading.triggers, reading.verdicts, strict=True)
            if t.type == "Statement"
        ]

    row = {"verb": "برطم", "others": "يبرطم", "mode": "deny", "gloss": "grumbled"}
    monkeypatch.setattr(saying, "table", lambda name: (*table(name), row))
    verbs.cache_clear()
    try:
        assert [mode for _, mode in said()] == ["deny"]
    finally:
        monkeypatch.undo()
        verbs.cache_clear()
