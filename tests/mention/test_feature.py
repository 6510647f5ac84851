"""Features of pairs are buckets within their tables, the same seen from the same place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.mention.feature import (
    COREF_BUCKETS,
    LEVELS,
    PAIR_BUCKETS,
    likeness,
    pair_features,
    runs,
    spans_of,
)
from kg.mention.window import Page, page
from kg.nouns import Article
from kg.sentence.split import sentences

TEXT = (
    "التقى وزير الخارجية سامح شكري نظيره الألماني، وقال شكري إن مصر ترحب. "
    "وأضاف الوزير أن مصر والتحالف متفقان."
)


def read(text: str) -> Page:
    article = Article("a", text)
    return page(article, sentences(article), lambda word: (5,) * len(word))


def at(p: Page, *texts: str) -> list[tuple[int, int]]:
    """Spans of words by their text, each the first after the one before."""
    out, low = [], 0
    for text in texts:
        ws = text.split()
        low = next(
            i for i in range(low, len(p.words)) if [w.text for w in p.words[i : i + len(ws)]] == ws
        )
        out.append((low, low + len(ws) - 1))
        low += len(ws)
    return out


def test_spans_stay_inside_a_sentence() -> None:
    p = read(TEXT)
    for a, b in spans_of(p, 8).tolist():
        assert p.sentence_of[a] == p.sentence_of[b] and 0 <= b - a < 8


def test_same_name_looks_the_same() -> None:
    p = read(TEXT)
    spans = at(p, "سامح شكري", "شكري", "مصر", "مصر", "والتحالف")
    found = likeness(p, spans, [0, 0, 1, 1, 3])
    assert found[2, 3, 0] == 1 and found[0, 2, 0] == 0
    assert found[1, 0, 2] == 1, "شكري is the last word of سامح شكري"
    assert found[1, 0, 4] == 1, "and lies within it"
    assert found[4, 2, 5] == 0, "types differ"


def test_triggers_between_are_counted() -> None:
    p = read(TEXT)
    met, said = at(p, "التقى", "وقال")
    people = at(p, "سامح شكري", "مصر")
    found = pair_features(p, [met, said], people, [met, said], people)
    assert found[0, 0, 2] == 0 and found[0, 1, 2] == 1, "وقال stands between التقى and مصر"


@given(st.integers(0, 17), st.integers(0, 17))
def test_two_rows_of_the_table_give_the_most_of_all_words_between(one: int, other: int) -> None:
    p = read(TEXT)
    n = len(p.words)
    worth = [w * 7 % 19 for w in range(n)]
    table = [max(worth[w : w + 2**k]) for k in range(LEVELS) for w in range(n)] + [-1]
    low, high = sorted((one % n, other % n))
    (((a, b),),) = runs(p, [(one % n,) * 2], [(other % n,) * 2]).tolist()
    between = worth[low + 1 : high] if p.sentence_of[low] == p.sentence_of[high] else []
    assert max(table[a], table[b]) == max(between, default=-1)


@given(st.data())
def test_buckets_exist(data: st.DataObject) -> None:
    p = read(TEXT)
    spans = data.draw(
        st.lists(st.sampled_from([tuple(s) for s in spans_of(p, 3).tolist()]), max_size=6)
    )
    few = data.draw(
        st.lists(st.sampled_from([tuple(s) for s in spans_of(p, 2).tolist()]), max_size=4)
    )
    found = pair_features(p, few, spans, few, spans)
    assert found.shape == (len(few), len(spans), len(PAIR_BUCKETS))
    for k, size in enumerate(PAIR_BUCKETS):
        assert not found.size or (found[:, :, k].min() >= 0 and found[:, :, k].max() < size)
    alike = likeness(p, spans, [0] * len(spans))
    assert alike.shape == (len(spans), len(spans), len(COREF_BUCKETS))
    for k, size in enumerate(COREF_BUCKETS):
        assert not alike.size or (alike[:, :, k].min() >= 0 and alike[:, :, k].max() < size)
