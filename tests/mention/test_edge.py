"""Runs of words that begin or end with a preposition or a comma are never scored."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mention import label as L
from kg.mention.edge import barred, candidates
from kg.mention.feature import spans_of
from kg.mention.window import Page, page
from kg.nouns import Article
from kg.sentence.split import sentences

WORDS = ("وزير", "الخارجية", "في", "،", "(", '"', "التي", "أحمد", "من", "إلى", "قال", "سالم", ".")


def seen(text: str) -> Page:
    article = Article("a", text)
    return page(article, sentences(article), lambda word: (5,))


def said(text: str, group: str) -> set[str]:
    p = seen(text)
    return {" ".join(w.text for w in p.words[a : b + 1]) for a, b in candidates(p, group)}


def test_a_name_neither_begins_nor_ends_with_a_preposition() -> None:
    found = said("وصل سالم إلى بيروت", "mention")
    assert {"سالم", "بيروت", "سالم إلى بيروت"} <= found
    assert not {"إلى", "إلى بيروت", "سالم إلى"} & found


def test_a_name_may_end_with_the_closing_bracket_it_holds() -> None:
    assert "الدولة ( داعش )" in said("تنظيم الدولة ( داعش )", "mention")


def test_of_each_kind_of_span_much_is_left_and_much_is_not() -> None:
    text = "قال وزير الخارجية إن الوفد، الذي وصل من جدة إلى بيروت، سيعود في المساء."
    for group, width in L.WIDTH.items():
        left, whole = len(candidates(seen(text), group)), len(spans_of(seen(text), width))
        assert 0 < left < 0.7 * whole


@given(st.lists(st.sampled_from(WORDS), max_size=30), st.sampled_from(sorted(L.WIDTH)))
@settings(max_examples=60, deadline=None)
def test_what_is_left_out_has_such_a_word_at_an_end(words: list[str], group: str) -> None:
    p = seen(" ".join(words))
    every = {tuple(s) for s in spans_of(p, L.WIDTH[group]).tolist()}
    left = [tuple(s) for s in candidates(p, group).tolist()]
    assert all(a < b for a, b in pairwise(left))  # in order, none twice
    text = [w.text for w in p.words]
    for a, b in every - set(left):
        assert text[a] in barred(group, "first") or text[b] in barred(group, "last")
    for a, b in left:
        assert text[a] not in barred(group, "first") and text[b] not in barred(group, "last")
