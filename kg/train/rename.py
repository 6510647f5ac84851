"""The same article about other people: names changed word for word while a reader learns.

A reader that meets كارتر "Carter" in a hundred articles of training learns what Carter does, not
what the words around a name say. Each time an article comes up again, its people may have other
names; since every word is changed for one word, all labels stay where they are. The same word
becomes the same word throughout the article, so that a surname still takes up its full name.
(Mention replacement: Dai and Adel 2020, "An analysis of simple data augmentation for named
entity recognition".)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.mention import label as L
from kg.mention.window import bare
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.train.gold import Example

_PERSON = L.MENTIONS.index("PER:name")


@dataclass(frozen=True, slots=True)
class Bank:
    """Words that people's names are made of: those that open a name, those that close one."""

    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def _kept() -> frozenset[str]:
    """Words inside names that stay: بن "son of", عبد "servant of", أبو "father of"."""
    rows = [r["word"] for r in table("name_links")] + [
        r["particle"] for r in table("name_particles") if r["joins"] == "next"
    ]
    return frozenset(fold(word).text for word in rows)


def _people(e: Example) -> list[list[tuple[str, int]]]:
    """The names of people in an article: for each its words, and the letters before the name
    (و، ل) that are written together with its first word."""
    names = []
    for (first, last), classes in zip(e.mentions, e.mention_class, strict=True):
        if classes == {_PERSON}:
            cuts = [e.cuts.get(first, 0), *[0] * (last - first)]
            texts = [bare(w.text) for w in e.page.words[first : last + 1]]
            names.append(list(zip(texts, cuts, strict=True)))
    return names


def bank(examples: Sequence[Example]) -> Bank:
    """The words of all names of people in ``examples``, each once, in order of the alphabet."""
    first, last = set(), set()
    kept = _kept()
    for e in examples:
        for name in _people(e):
            words = [text[cut:] for text, cut in name]
            if any(fold(w).text in kept or not w.isalpha() or len(w) < 3 for w in words):
                continue
            if len(words) > 1:
                first.add(words[0])
            last.add(words[-1])
    return Bank(tuple(sorted(first)), tuple(sorted(last)))


def renamed(e: Example, words: Bank, rng: random.Random) -> Mapping[str, str]:
    """For each word form inside a person's name in the article: the form that stands for it.

    An Arabic word becomes an Arabic one; what holds a digit or a Latin letter stays.
    """
    kept = _kept()
    changed: dict[str, str] = {}
    forms: dict[str, str] = {}
    if not (words.first and words.last):
        return forms
    for name in sorted(_people(e), key=len, reverse=True):  # the full name says which word is first
        for at, (text, cut) in enumerate(name):
            word = text[cut:]
            key = fold(word).text
            if key in kept or not word.isalpha() or word.isascii() or len(word) < 3:
                continue
            if key not in changed:
                opens = at == 0 and len(name) > 1
                changed[key] = rng.choice(words.first if opens else words.last)
            forms[text] = text[:cut] + changed[key]
    return forms


def under(
    forms: Mapping[str, str], pieces: Callable[[str], Sequence[int]]
) -> Callable[[str], Sequence[int]]:
    """Piece ids of a word under its new name."""
    return lambda word: pieces(forms.get(word, word))
