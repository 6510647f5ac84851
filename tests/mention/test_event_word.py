"""Words that tell an event and that only the table knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from kg.mention import event_word
from kg.mention.event_word import LONGEST, event_words, listed
from kg.mention.label import TRIGGERS
from kg.nouns import Article
from kg.sentence.spelling import fold
from kg.sentence.split import sentences
from kg.sentence.table import table
from tests.mention.test_saying import paged

ROWS = (
    {"word": "برطمة", "others": "برطمات|برطمتهم", "type": "Protest", "gloss": "grumbling"},
    {"word": "برطمة كبيرة", "others": "", "type": "Meeting", "gloss": "great grumbling"},
)


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Rows of a linguist, of words that no newspaper knows."""
    monkeypatch.setattr(event_word, "table", lambda name: ROWS)
    event_words.cache_clear()
    yield
    monkeypatch.undo()
    event_words.cache_clear()


def found(
    text: str, seen: tuple[tuple[int, int], ...] = (), names: tuple[tuple[int, int], ...] = ()
) -> dict[str, str]:
    p = paged(text)
    told = listed(p, seen, names)
    return {text[p.words[a].start : p.words[b].end]: kind for (a, b), kind in told.items()}


@pytest.mark.usefixtures("rows")
def test_a_word_counts_with_its_prefixes_and_its_article():
    assert found("شهدت عدن برطمة أمس.") == {"برطمة": "Protest"}
    assert found("دعا إلى البرطمة، وللبرطمات أسبابها.") == {
        "البرطمة": "Protest",
        "وللبرطمات": "Protest",
    }
    assert found("انتهت ببرطمتهم.") == {"ببرطمتهم": "Protest"}
    assert found("برطمان من العسل.") == {}


@pytest.mark.usefixtures("rows")
def test_the_longer_counts_and_no_word_outside_its_sentence():
    assert found("عقدوا البرطمة الكبيرة.") == {"البرطمة الكبيرة": "Meeting"}
    assert found("انتهت البرطمة. كبيرة كانت آمالهم.") == {"البرطمة": "Protest"}


@pytest.mark.usefixtures("rows")
def test_what_the_reader_saw_and_names_are_left_as_they_are():
    assert found("شهدت عدن برطمة كبيرة.", seen=((2, 3),)) == {}
    assert found("قال حزب البرطمة.", names=((1, 2),)) == {}


@pytest.mark.usefixtures("rows")
def test_a_row_of_a_linguist_has_its_effect():
    """«People in Aden talked of a long grumbling of the dockers»: one row more, and it is a
    protest, of which nobody is surer than a table can be."""
    from kg.mention.model import shipped
    from kg.mention.reader import LISTED, certainty, read

    text = "تحدث الناس في عدن عن برطمة طويلة لعمال الميناء."
    article = Article("a", text)
    (reading,) = read([(article, sentences(article))], shipped(1))
    told = {(text[t.start : t.end], t.type): t.confidence for t in reading.triggers}
    assert told["برطمة", "Protest"] == round(certainty("trigger", LISTED), 3)
    assert len(reading.verdicts) == len(reading.triggers)


def test_rows_are_whole_and_no_form_has_two_types():
    types: dict[str, tuple[str, str]] = {}
    for row in table("event_words"):
        assert row["type"] in TRIGGERS[1:], row
        assert row["gloss"] and row["gloss"].isascii(), row
        for form in (row["word"], *filter(None, row["others"].split("|"))):
            assert re.search("[ء-ي]", form) and len(form.split()) <= LONGEST, row
            kind, word = types.setdefault(fold(form).text, (row["type"], row["word"]))
            assert kind == row["type"], (
                f"{form} is {kind} in the row of {word}, {row['type']} in that of {row['word']}; "
                "take it out of one of the two"
            )
