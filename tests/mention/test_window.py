"""Windows hold every word of every sentence once, in order, and never more pieces than fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.mention.window import LIMIT, WORD_LIMIT, Window, bare, page
from kg.nouns import Article, Sentence
from kg.sentence.split import sentences

TEXT = st.text(alphabet="وفبلكسالعربية منتدى،.؟ «»0٣aZ\u064e\u0640\u200f\n😀", max_size=400)


def pieces(word: str) -> tuple[int, ...]:
    """A stand-in tokenizer: one piece per letter."""
    return tuple(4 + ord(c) % 50 for c in word)


@given(TEXT)
def test_words_lie_where_they_say(text: str) -> None:
    article = Article("a", text)
    p = page(article, sentences(article), pieces)
    for word in p.words:
        assert text[word.start : word.end] == word.text
    assert len(p.sentence_of) == len(p.words)


@given(TEXT)
def test_windows_cover_all_words_once(text: str) -> None:
    article = Article("a", text)
    p = page(article, sentences(article), pieces)
    at = 0
    for w in p.windows:
        assert w.first == at and len(w.ids) == len(w.word_of) + 2 <= LIMIT + 2
        assert sorted(set(w.word_of)) == list(range(w.count))
        at += w.count
    assert at == len(p.words)


def test_sentence_of_twenty_thousand_words_is_cut_into_windows() -> None:
    text = "قال " * 20_000
    p = page(Article("a", text), (Sentence(0, 0, len(text)),), pieces)
    assert len(p.words) == 20_000
    assert all(len(w.ids) <= LIMIT + 2 for w in p.windows)


def test_endless_word_keeps_few_pieces() -> None:
    text = "ا" * 10_000
    (w,) = page(Article("a", text), (Sentence(0, 0, len(text)),), pieces).windows
    assert isinstance(w, Window) and len(w.word_of) == WORD_LIMIT


def test_encoder_reads_words_without_vowels_tatweel_or_arabic_digits() -> None:
    assert bare("مُحَمّد") == "محمد"
    assert bare("الـــقمة") == "القمة"
    assert bare("٢٠١٥") == "2015"
