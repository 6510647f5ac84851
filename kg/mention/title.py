"""Titles and names beside each other: posts that only a table lists (rows/posts.tsv), and what
stands before a name and is no part of it.

باشا فاس عمر البقالي "the pasha of Fes, Omar Bekkali": the post counts only where the name of a
person follows it at once, or after the body or country that it is in. One word alone before a name
(الأمير محمد, اللواء أحمد) is an address, no post: it needs its body.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.mention.demonym import forms
from kg.mention.window import Page
from kg.nouns import Mention
from kg.sentence.spelling import fold
from kg.sentence.table import table

Span = tuple[int, int]
LONGEST: Final = 5
"""Words of a post."""


@cache
def posts() -> frozenset[tuple[str, ...]]:
    """Every post of the table, folded, by its words, with and without the article; addresses
    (السيد "Mr") are no posts."""
    found = set()
    for row in table("posts"):
        for form in filter(None, (row["post"], row["feminine"])):
            words = fold(form).text.split()
            if row["kind"] not in ("title", "honorific"):
                found |= {tuple(words), ("ال" + words[0].removeprefix("ال"), *words[1:])}
    return frozenset(found)


def listed(
    page: Page, titles: Iterable[Span], mentions: Sequence[tuple[Span, Mention]]
) -> list[Span]:
    """The posts of the table before a person's name, where none of ``titles`` stands."""
    taken = {i for a, b in titles for i in range(a, b + 1)}
    taken |= {i for (a, b), m in mentions if m.type == "PER" for i in range(a, b + 1)}
    people = {a for (a, _), m in mentions if m.type == "PER" and m.kind == "name"}
    bodies = {a: b + 1 for (a, b), m in mentions if m.type in ("CTRY", "LOC", "ORG")}
    plain = page.folded
    found: list[Span] = []
    i = 0
    while i < len(plain):
        end = _post(plain, i)
        after = bodies.get(end, end)
        ends = {after} - {i + 1} if end == i + 1 else {end, after}
        named = ends & people
        if end > i and named and not taken & set(range(i, end)) and _one_line(page, i, min(named)):
            found.append((i, end - 1))
            i = end
        i += 1
    return found


def bare_names(
    page: Page, titles: Iterable[Span], mentions: Sequence[tuple[Span, Mention]]
) -> list[tuple[Span, Mention]]:
    """The mentions, names of people without what stands before them and is no part of them.

    A nationality behind a title (رئيس الوزراء [الهندي مودي] "Indian prime minister Modi" is مودي),
    and a nationality, rank or address at the head of a name (العماد ميشال سليمان is ميشال سليمان),
    where what follows has no article, for it might be an adjective (الرئيس الروسي).
    """
    ends = {b for _, b in titles}
    out = []
    for (a, b), m in mentions:
        while m.type == "PER" and m.kind == "name" and a < b:
            head, rest = fold(page.words[a].text[m.start - page.words[a].start :]).text, a + 1
            behind = a - 1 in ends and _nationality(head)
            before = _nationality(head) or head in addresses()
            following = page.words[rest].text
            adjective = following.startswith("ال") and page.folded[rest] not in addresses()
            named = (
                head.removeprefix("ال") in given_names() and a + 1 == b
            )  # السيد ياسين, الأمين محمد
            if not behind and (not before or adjective or named or page.folded[rest] in _never()):
                break
            a, m = rest, replace(m, start=page.words[rest].start)
        out.append(((a, b), m))
    return out


@cache
def addresses() -> frozenset[str]:
    """Posts and addresses of one word, with the article, as they stand before a name; words of
    honour without it: سعادة السفير "his excellency the ambassador"."""
    return frozenset(
        word if row["kind"] == "honorific" else "ال" + word.removeprefix("ال")
        for row in table("posts")
        for form in ("post", "feminine")
        if (word := fold(row[form]).text) and " " not in word
    )


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(fold(row["name"]).text for row in table("given_names"))


@cache
def _never() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("never_in_names"))


def _nationality(word: str) -> bool:
    return word.startswith("ال") and any(not f.follows for f in forms().get(word[2:], ()))


@cache
def _openings() -> frozenset[str]:
    """The words that a post of the table begins with."""
    return frozenset(words[0] for words in posts())


def _post(plain: Sequence[str], at: int) -> int:
    """Where the longest post that begins at a word ends, one past; the word itself if none."""
    if plain[at] not in _openings():
        return at
    lengths = range(min(LONGEST, len(plain) - at), 0, -1)
    return next((at + n for n in lengths if tuple(plain[at : at + n]) in posts()), at)


def _one_line(page: Page, first: int, last: int) -> bool:
    return page.sentence_of[first] == page.sentence_of[last]
