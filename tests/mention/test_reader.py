"""The reader over any text: exact spans, no crash, nothing that grows with the square."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KhabarError
from kg.mention.label import ENTITY_TYPES, EVENT_TYPES, ROLES_OF
from kg.mention.model import FOLDER, Model, shipped
from kg.mention.reader import read
from kg.nouns import Article, Mention, Quote, Reading, Sentence
from kg.sentence.split import sentences
from kg.sentence.words import words

HOSTILE = st.text(
    alphabet=st.sampled_from(
        'قالوزيرفرنساالتحالفبكفل ،.؟«»"\n\t0٣aZ\u064e\u0640\u200f\u202e\u200d😀<&'
    ),
    max_size=300,
)


def read_one(text: str, known: tuple[Mention, ...] = ()) -> Reading:
    article = Article("a", text)
    (reading,) = read([(article, sentences(article))], shipped(1), [known])
    return reading


def check(text: str, reading: Reading) -> None:
    """Every span lies in the text, on letters, and every link on things that are there."""
    for m in (*reading.mentions, *reading.triggers, *reading.titles):
        assert 0 <= m.start < m.end <= len(text)
        assert text[m.start : m.end].strip() == text[m.start : m.end] != ""
        assert 0 < m.confidence <= 1
    assert {m.type for m in reading.mentions} <= set(ENTITY_TYPES)
    assert {t.type for t in reading.triggers} <= set(EVENT_TYPES)
    assert len(reading.verdicts) == len(reading.triggers)
    for link in reading.roles:
        assert link.source < len(reading.triggers)
        assert link.target < len(reading.mentions)
    for link in (*reading.coref, *reading.same):
        assert link.target < link.source
    for quoted in reading.quotes:
        assert isinstance(quoted.quote, Quote) and quoted.quote.start < quoted.quote.end
        assert quoted.label in (*ROLES_OF[reading.triggers[quoted.source].type], "time")


@settings(max_examples=40, deadline=None)
@given(HOSTILE)
def test_any_text_is_read_with_exact_spans(text: str) -> None:
    check(text, read_one(text))


@pytest.mark.parametrize(
    "text",
    ["", "😀😀 😀", "\u200f\u202e\u200b", "ا" * 10_000, "!؟،" * 500, "a1 ب2 " * 300],
    ids=["empty", "emoji", "controls", "one word", "signs", "mixed"],
)
def test_odd_texts(text: str) -> None:
    check(text, read_one(text))


def test_long_sentence_costs_time_in_proportion() -> None:
    def seconds(n: int) -> float:
        text = "قال الوزير إن فرنسا تدعم مصر " * n
        article, line = Article("a", text), Sentence(0, 0, len(text) - 1)
        began = time.process_time()
        (reading,) = read([(article, (line,))], shipped(1))
        check(text, reading)
        return time.process_time() - began

    seconds(50)  # warm
    short, long = seconds(100), seconds(1_000)
    assert long < 40 * short, "ten times the words, far less than a hundred times the time"


def test_mention_of_the_lexicon_is_added_where_the_model_saw_nothing() -> None:
    text = "ذهب الى زقلمبوط اليوم"
    at = text.index("زقلمبوط")
    mine = Mention(at, at + len("زقلمبوط"), "LOC")
    found = read_one(text, (mine,)).mentions
    assert sum(m.start < mine.end and mine.start < m.end for m in found) == 1


def test_what_two_verbs_of_a_sentence_say_is_kept_apart() -> None:
    text = (
        "قال الوزير خالد النعيمي إن الاتفاق سيوقع غدا في عمان، وأضاف أن الوفود وصلت إلى العاصمة "
        "وأن المحادثات جرت في أجواء إيجابية."
    )
    reading = read_one(text)
    said = {
        text[reading.triggers[q.source].start : reading.triggers[q.source].end]: q.quote
        for q in reading.quotes
        if q.label == "content"
    }
    joins = text.index("وأضاف")
    assert said["قال"].end <= joins < said["أضاف"].start


def test_result_does_not_depend_on_the_batch() -> None:
    texts = [
        "قال وزير الخارجية المصري سامح شكري إن بلاده ترحب بالاتفاق.",
        "زار الملك باريس أمس.",
        "لا خبر",
    ]
    articles = [Article(str(n), t) for n, t in enumerate(texts)]
    together = read([(a, sentences(a)) for a in articles], shipped(1))
    for article, reading in zip(articles, together, strict=True):
        (alone,) = read([(article, sentences(article))], shipped(1))
        assert alone == reading, "every span, link and score"


def test_spans_are_words_or_words_without_their_clitics() -> None:
    text = "وقال الرئيس الفرنسي فرانسوا هولاند لفرنسا وللتحالف إن باريس ترحب."
    starts = {w.start for w in words(text)}
    for m in read_one(text).mentions:
        assert m.start in starts or text[m.start - 1] in "وفبلك"


@pytest.mark.parametrize(("harm", "code"), [("missing", "K301"), ("cut short", "K302")])
def test_missing_or_damaged_model_is_one_clear_line(tmp_path: Path, harm: str, code: str) -> None:
    for file in FOLDER.iterdir():
        if file.suffix in (".onnx", ".json"):
            shutil.copy(file, tmp_path)
    spans = tmp_path / "spans.onnx"
    if harm == "missing":
        spans.unlink()
    else:
        spans.write_bytes(spans.read_bytes()[:1000])
    with pytest.raises(KhabarError) as error:
        Model(tmp_path)
    assert error.value.code == code
    assert "spans.onnx" in str(error.value) and "\n" not in str(error.value)
