"""Words that never begin or end a span are counted, not guessed."""

from kg.mention.window import page
from kg.nouns import Article
from kg.sentence.split import sentences
from kg.train.edge import OFTEN, rows
from kg.train.gold import Example

TEXT = "وصل سالم في مصر ."


def example() -> Example:
    article = Article("a", TEXT)
    p = page(article, sentences(article), lambda word: (5,))
    e = Example("a", p, TEXT)
    e.mentions, e.triggers = [(1, 1), (3, 3)], [(0, 0)]
    return e


def test_a_word_that_stands_often_is_in_it_by_what_it_never_does() -> None:
    found = {word: (first, last) for word, first, last in rows([example()] * OFTEN)}
    assert found["في"] == found["."] == ("mention trigger title", "mention trigger title")
    assert found["سالم"] == ("trigger title", "trigger title")
    assert found["وصل"] == ("mention title", "mention title")


def test_a_rare_word_is_not_in_it() -> None:
    assert not list(rows([example()] * (OFTEN - 1)))
