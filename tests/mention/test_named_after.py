"""Places that are called after people."""

from __future__ import annotations

import pytest

from kg.mention.named_after import without_adverbs, without_namesakes
from kg.mention.window import page
from kg.nouns import Article, Mention
from kg.sentence.split import sentences


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("أقيمت المباراة على استاد سالم النمر أمس.", False),
        ("وصل إلى إستاد سالم النمر أمس.", False),  # the hamza as some write it
        ("يمر بشارع الشيخ سالم النمر يوميا.", False),  # an address in between
        ("زار المستشفى سالم النمر أمس.", True),  # "Salim visited the hospital"
        ("افتتح جامعة\nسالم النمر غادر.", True),
        ("سجل الهدف عن طريق سالم النمر.", True),  # "through"
        ("وصل الشيخ سالم النمر أمس.", True),
    ],
)
def test_a_name_after_a_word_for_a_place(text: str, kept: bool) -> None:
    article = Article("a", text)
    p = page(article, sentences(article), lambda word: (7,))
    at = text.index("سالم")
    first = next(i for i, w in enumerate(p.words) if w.start == at)
    one = ((first, first + 1), Mention(at, at + len("سالم النمر"), "PER", "name"))
    assert bool(without_namesakes(p, [one])) is kept


def test_bodies_stay() -> None:
    text = "مؤسسة الأفق"
    article = Article("a", text)
    p = page(article, sentences(article), lambda word: (7,))
    body = ((1, 1), Mention(6, 11, "ORG", "name"))
    assert without_namesakes(p, [body]) == [body]


@pytest.mark.parametrize(
    ("text", "word", "kept"),
    [
        ("حملت سفاحاً بعد عام.", "سفاحاً", False),  # "out of wedlock"
        ("التقى زيداً وخالداً هناك.", "خالداً", True),
        ("وصل سالم إلى هناك.", "سالم", True),
    ],
)
def test_an_adverb_is_nobody(text: str, word: str, kept: bool) -> None:
    article = Article("a", text)
    p = page(article, sentences(article), lambda word: (7,))
    at = text.index(word)
    first = next(i for i, w in enumerate(p.words) if w.start <= at < w.end)
    one = ((first, first), Mention(at, at + len(word), "PER", "name"))
    assert bool(without_adverbs(p, [one])) is kept
