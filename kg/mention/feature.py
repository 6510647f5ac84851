"""Features of pairs of spans: how far apart, how alike. Used in training and in reading.

Everything is a small bucket number, computed for all pairs at once with numpy, so that an
article of sixty mentions costs milliseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.mention.window import Page

Ints = NDArray[np.int64]
Span = tuple[int, int]

_EDGES: Final = np.array([-40, -20, -10, -5, -3, -2, -1, 0, 1, 2, 3, 4, 6, 9, 14, 25, 45])
PAIR_BUCKETS: Final = (len(_EDGES) + 1, 7, 5, 6, 4)
"""Signed word distance, sentences apart, triggers between, mentions between, signs between."""
COREF_BUCKETS: Final = (2, 2, 2, 5, 2, 2, 6, 6, 4, 4)
"""Same words, same first word, same last word, share of words, one within the other, same type,
sentences apart, mentions between, widths (left, right)."""
LEVELS: Final = 5
LONGEST_RUN: Final = 2**LEVELS
"""Words between two spans that are looked at, at most."""


def spans_of(page: Page, width: int) -> Ints:
    """Every span of up to ``width`` words inside one sentence: [n, 2], first and last word."""
    n = len(page.words)
    if not n:
        return np.zeros((0, 2), np.int64)
    sentence = np.asarray(page.sentence_of)
    first = np.repeat(np.arange(n), width)
    last = first + np.tile(np.arange(width), n)
    keep = last < n
    first, last = first[keep], last[keep]
    keep = sentence[first] == sentence[last]
    found: Ints = np.stack([first[keep], last[keep]], 1)
    return found


def _between(left: Ints, right: Ints, marks: Ints, top: int) -> Ints:
    """How many marked words lie strictly between two spans (given by first words), capped."""
    total = np.concatenate([[0], np.cumsum(marks)])
    low = np.minimum(left[:, None], right[None])
    high = np.maximum(left[:, None], right[None])
    held = np.maximum(total[high] - total[np.minimum(low + 1, high)], 0)
    capped: Ints = np.minimum(held, top)
    return capped


def pair_features(
    page: Page,
    left: Sequence[Span],
    right: Sequence[Span],
    triggers: Sequence[Span],
    mentions: Sequence[Span],
) -> Ints:
    """Bucket numbers [left, right, 5] (PAIR_BUCKETS)."""
    n = len(page.words)
    a = np.array([s[0] for s in left], np.int64)
    b = np.array([s[0] for s in right], np.int64)
    sentence = np.asarray(page.sentence_of, np.int64)
    marks = np.zeros((3, n), np.int64)
    for row, spans in ((0, triggers), (1, mentions)):
        for s in spans:
            marks[row, s[0]] = 1
    marks[2] = [w.text in '،؛.:«»"“”()؟!-' for w in page.words]
    apart = np.clip(sentence[a][:, None] - sentence[b][None], -2, 4) + 2
    found: Ints = np.stack(
        [
            np.searchsorted(_EDGES, b[None] - a[:, None], side="right"),
            apart,
            _between(a, b, marks[0], 4),
            _between(a, b, marks[1], 5),
            _between(a, b, marks[2], 3),
        ],
        2,
    )
    return found


def runs(page: Page, left: Sequence[Span], right: Sequence[Span]) -> Ints:
    """The words of one sentence between two spans, as two rows of a table [left, right, 2].

    The table has for each power of two below ``LONGEST_RUN`` a row a word: the maximum over as many
    words from there on. Two rows that may overlap give the maximum over any run (the sparse table
    of range queries; Bender and Farach-Colton 2000). Its last row stands for no run: nothing
    between, another sentence, or too far.
    """
    n = len(page.words)
    sentence = np.asarray(page.sentence_of, np.int64)
    (a, b), (c, d) = (np.array(spans, np.int64).reshape(-1, 2).T for spans in (left, right))
    first = np.where(a[:, None] <= c[None], b[:, None], d[None]) + 1
    length = np.maximum(a[:, None], c[None]) - first
    held = (length > 0) & (length <= LONGEST_RUN) & (sentence[a][:, None] == sentence[c][None])
    level = np.clip(np.log2(np.maximum(length, 1)).astype(np.int64), 0, LEVELS - 1)
    rows = np.stack([first, first + length - 2**level], 2) + (level * n)[:, :, None]
    found: Ints = np.where(held[:, :, None], rows, LEVELS * n)
    return found


def linked_features(
    page: Page,
    left: Sequence[Span],
    right: Sequence[Span],
    triggers: Sequence[Span],
    mentions: Sequence[Span],
) -> Ints:
    """Bucket numbers of pairs and the words between them, [left, right, 7]."""
    found: Ints = np.concatenate(
        [pair_features(page, left, right, triggers, mentions), runs(page, left, right)], 2
    )
    return found


def likeness(page: Page, spans: Sequence[Span], types: Sequence[int]) -> Ints:
    """Bucket numbers [spans, spans, 10] (COREF_BUCKETS) over one list of spans in text order."""
    n = len(spans)
    texts = [page.folded[a : b + 1] for a, b in spans]
    vocabulary: dict[str, int] = {}
    held = np.zeros((n, 1 + sum(map(len, texts))), np.float32)
    bare = [tuple(_stem(w) for w in t) for t in texts]
    for row, ws in enumerate(bare):
        for w in ws:
            held[row, vocabulary.setdefault(w, len(vocabulary))] = 1
    common, size = held @ held.T, held.sum(1)
    numbers: dict[object, int] = {}

    def equal(keys: Sequence[object]) -> Ints:
        ids = np.array([numbers.setdefault(k, len(numbers)) for k in keys], np.int64)
        same: Ints = (ids[:, None] == ids[None]).astype(np.int64)
        return same

    share = np.minimum((common / np.maximum(np.minimum(size[:, None], size[None]), 1) * 4), 4)
    a = np.array([s[0] for s in spans], np.int64)
    sentence = np.asarray(page.sentence_of, np.int64)[a] if n else a
    order = np.arange(n)
    width = np.array([min(3, b - c) for c, b in spans], np.int64)
    return (
        np.stack(
            [
                equal(bare),
                equal([t[0] if t else "" for t in bare]),
                equal([t[-1] if t else "" for t in bare]),
                share.astype(np.int64),
                (common >= np.minimum(size[:, None], size[None])).astype(np.int64),
                equal([("type", t) for t in types]),
                np.minimum(np.abs(sentence[:, None] - sentence[None]), 5),
                np.minimum(np.abs(order[:, None] - order[None]) // 2, 5),
                np.broadcast_to(width[:, None], (n, n)),
                np.broadcast_to(width[None], (n, n)),
            ],
            2,
        ).astype(np.int64)
        if n
        else np.zeros((0, 0, len(COREF_BUCKETS)), np.int64)
    )


def _stem(word: str) -> str:
    """A word without the article and one proclitic before it: والتحالف and لتحالف → تحالف."""
    for clitic in ("وال", "بال", "كال", "فال", "لل", "ال"):
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            return word[len(clitic) :]
    return word
