"""Windows: an article's words as subword pieces, cut to what the encoder sees at once.

A window holds whole sentences where they fit. Most articles are a single window, so the
reader sees who was named two paragraphs ago when it meets وأضاف ("and he added").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg.nouns import Article, Sentence
from kg.sentence.spelling import fold
from kg.sentence.words import Word, words

LIMIT: Final = 500
"""Pieces in a window, without its begin and end marks (the encoder has 512 positions)."""
WORD_LIMIT: Final = 12
"""Pieces kept of one word: the longest Arabic word form needs fewer; garbage needs no more."""
BOS, PAD, EOS, UNK = 0, 1, 2, 3

# Marks that change no letter: short vowels, tatweel ـ, joiners and bidi controls.
_MARKS: Final = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
)
_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@dataclass(frozen=True, slots=True)
class Window:
    """``ids[k]`` is a piece of word ``first + word_of[k]`` of the article; marks at both ends."""

    first: int
    """Index of the window's first word."""
    count: int
    """Number of words."""
    ids: tuple[int, ...]
    word_of: tuple[int, ...]
    """For each piece but the two marks: its word, counted from ``first``."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article as the reader sees it."""

    words: tuple[Word, ...]
    sentence_of: tuple[int, ...]
    """For each word: index of its sentence."""
    folded: tuple[str, ...]
    """Each word with its spelling folded: tables of words are looked up by that."""
    windows: tuple[Window, ...]


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A word as the encoder reads it: no vowels or tatweel, ASCII digits; remembered, since news
    repeats its words."""
    return _MARKS.sub("", word).translate(_DIGITS)


def page(
    article: Article, sentences: Sequence[Sentence], pieces: Callable[[str], Sequence[int]]
) -> Page:
    """Cut an article into windows. ``pieces`` gives the piece ids of one word (≥ 1)."""
    all_words: list[Word] = []
    sentence_of: list[int] = []
    windows: list[Window] = []
    ids: list[int] = []
    word_of: list[int] = []
    first = 0

    def close() -> None:
        nonlocal first
        if ids:
            windows.append(Window(first, len(all_words) - first, (BOS, *ids, EOS), tuple(word_of)))
        first = len(all_words)
        ids.clear()
        word_of.clear()

    for sentence in sentences:
        found = words(article.text, sentence.start, sentence.end)
        cut = [tuple(pieces(bare(w.text)))[:WORD_LIMIT] or (UNK,) for w in found]
        if len(ids) + sum(map(len, cut)) > LIMIT:
            close()
        for word, parts in zip(found, cut, strict=True):
            if len(ids) + len(parts) > LIMIT:
                close()
            word_of.extend([len(all_words) - first] * len(parts))
            ids.extend(parts)
            all_words.append(word)
            sentence_of.append(sentence.index)
    close()
    folded = tuple(_folded(word.text) for word in all_words)
    return Page(tuple(all_words), tuple(sentence_of), folded, tuple(windows))


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    """Remembered, since news repeats its words."""
    return fold(word).text
