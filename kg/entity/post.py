"""Posts: who holds which position, of which country or body.

Titles, their holders and their bodies come linked from the reader. The country is often only
an adjective inside the title (وزير الخارجية الماليزي), and "his counterpart" (نظيره) has the
title of the post before it: both are read here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from kg.entity.coreference import counterparts
from kg.entity.home import home
from kg.mention.threshold import floor
from kg.nouns import Article, Entity, Mention, Post, Reading
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics, words

NEXT: Final = 10
"""Characters between a title and the body named right after it: a space, ل or في, a bracket."""
PRESIDENT: Final = "الرئيس"
RULING: Final = frozenset({"ruler"})
NATIONAL: Final = frozenset({"ruler", "premier", "minister", "deputy"})
PRIVATE: Final = frozenset({"sport", "academic", "business"})
BEFORE: Final = 12
"""Characters before a title in which a word that makes another post of it stands."""
REACH: Final = 2
"""Words after a title that may still say its country or that it is past."""


@cache
def _former() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("former"))


@cache
def _heads() -> frozenset[str]:
    """First words of posts, folded and without article: رئيس، وزير، عضو."""
    firsts = (
        r[form].split()[0] for r in table("posts") for form in ("post", "feminine") if r[form]
    )
    return frozenset(fold(w).text.removeprefix("ال") for w in firsts)


def _plain(word: str) -> str | None:
    """An indefinite accusative (رئيسًا، عضوا) without its ending; None if it is none."""
    bare = re.sub("(?:ًا|اً|ا)$", "", word)
    return bare if bare != word and fold(bare).text in _heads() else None


@cache
def _kinds() -> Mapping[str, str]:
    """What kind of post each title of ``posts.tsv`` is, folded."""
    rows = table("posts")
    return {fold(r[form]).text: r["kind"] for r in rows for form in ("post", "feminine") if r[form]}


def kind_of(title: str) -> str | None:
    """What kind of post a title is (``posts.tsv``), by the most words of its beginning that the
    table knows: وزير "minister" of وزير الري "minister of irrigation". The article may come on top
    of a row's form (المدرب), never off it: السلطان "the sultan" is a ruler, سلطان a name."""
    words = fold(title).text.split()
    begun = [" ".join(words[:n]) for n in range(len(words), 0, -1)]
    bare = [b.removeprefix("ال") for b in begun]
    return next(
        (
            _kinds()[form]
            for two in zip(begun, bare, strict=True)
            for form in two
            if form in _kinds()
        ),
        None,
    )


def national(title: str) -> bool:
    """Whether a title is that of a ruler, a premier, a minister or his deputy: one man in a
    country."""
    return kind_of(title) in NATIONAL


def _private(title: str) -> bool:
    """Whether a nationality beside the title is the person's: المدرب الأرجنتيني "the Argentinian
    coach" is no coach of Argentina."""
    return kind_of(title) in PRIVATE


def posts(
    article: Article,
    reading: Reading,
    owner: Sequence[str],
    entities: Sequence[Entity],
    demonyms: Iterable[tuple[Mention, str]],
) -> tuple[Post, ...]:
    """All posts of an article. ``owner`` gives each mention's entity id, ``demonyms`` the
    nationality adjectives with their country's entity id."""
    kind = {e.id: e.type for e in entities}
    here = next((e.id for e in entities if e.mentions and e.kb and e.kb == home(article)), None)
    countries = sorted(((d.start, d.end, c) for d, c in demonyms))
    found: dict[tuple[str, str], Post] = {}

    def add(post: Post) -> None:
        key = (post.holder, fold(post.title).text)
        old = found.get(key)
        if old is None or (old.of is None and post.of is not None):
            found[key] = post

    told: list[tuple[int, int, Post]] = []
    for number, title in enumerate(_with_deputies(article, reading.titles)):
        after = words(article.text[title.end : title.end + 40])[:REACH]
        stop = title.end + (after[-1].end if after else 0)
        inside = [(a, b, c) for a, b, c in countries if title.start <= a and b <= stop]
        name, former = _title(article, title, inside, stop)
        adjectives, state = () if _private(name) else inside, national(name)
        body = _body(reading, number, owner, kind, adjectives, state)
        if body is None and here and state:
            body = here  # a newspaper leaves out the nationality of its own ministers only
        for target, score in _holders(reading, number):
            holder = owner[target]
            if _whose(name) and _right_after(reading.mentions[target], title):
                continue
            if name and kind[holder] in ("PER", "GRP") and holder != body:
                post = Post(
                    holder,
                    name,
                    body,
                    former or _over(article, reading, number),
                    title.sentence,
                    round(min(score, title.confidence), 3),
                )
                add(post)
                told.append((title.start, title.sentence, post))
    for index, m in enumerate(reading.mentions):
        first = words(article.text[m.start : m.end])[:1]
        if m.type != "PER" or not first or fold(first[0].text).text not in counterparts():
            continue
        before = [p for at, sentence, p in told if at < m.start and m.sentence - sentence <= 1]
        if before:
            near = [c for a, _, c in countries if m.start <= a <= m.end + 25]
            add(
                Post(
                    owner[index],
                    before[-1].title,
                    near[0] if near else None,
                    False,
                    m.sentence,
                    round(m.confidence * 0.9, 3),
                )
            )
    filled = _of_one_country(list(found.values()), kind)
    return tuple(sorted(filled, key=lambda p: (p.sentence, p.holder, p.title)))


def _with_deputies(article: Article, titles: Sequence[Mention]) -> Iterator[Mention]:
    """The titles, each with the word before it that makes another post of it: [نائب] رئيس."""
    for title in titles:
        begin = max(0, title.start - BEFORE)
        before = words(article.text[begin : title.start])[-1:]
        if before and article.text[title.start - 1 : title.start] == " ":
            word = before[0]
            at = begin + word.start
            cuts = (
                n for n in (0, *proclitics(word.text)) if fold(word.text[n:]).text in _deputies()
            )
            if (cut := next(cuts, None)) is not None:
                title = replace(title, start=at + cut)
        yield title


@cache
def _deputies() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("deputies"))


def _right_after(mention: Mention, title: Mention) -> bool:
    return 0 < mention.start - title.end <= 2


def _whose(title: str) -> bool:
    """Whether it is a ruler's spokesman, so that a name after the title may be either's: the
    president's in المتحدث باسم الرئيس أشرف غني, his own in المتحدث باسم الرئيس إبراهيم قالن."""
    kept = title.split()
    if "باسم" not in kept[:-1]:
        return False
    rest = " ".join(kept[kept.index("باسم") + 1 :])
    return rest == PRESIDENT or kind_of(rest) in RULING


def _of_one_country(told: Sequence[Post], kind: Mapping[str, str]) -> list[Post]:
    """The posts; one told without its body is of the country of its holder's other posts, where
    they are of one: الأمير محمد ولي العهد السعودي وزير الدفاع "crown prince of Saudi Arabia,
    minister of defence"."""
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for p in told:
        if p.of and kind.get(p.of) == "CTRY" and not p.former and not _private(p.title):
            countries[p.holder].add(p.of)
    return [
        replace(p, of=next(iter(countries[p.holder])))
        if p.of is None and len(countries[p.holder]) == 1 and national(p.title)
        else p
        for p in told
    ]


def _all(reading: Reading, title: int, label: str, least: float) -> list[tuple[int, float]]:
    links = [k for k in reading.posts if k.source == title and k.label == label and k.score > least]
    return [(k.target, k.score) for k in sorted(links, key=lambda k: (-k.score, k.target))]


def _holders(reading: Reading, number: int) -> list[tuple[int, float]]:
    """Whose title it is: the description that it is a part of (الرئيس الروسي "the Russian
    president"), else the likeliest; a title is said of one person. A group of just its words that
    is not the likeliest is the title itself, misread (مزوار الشرفاء, a post of Morocco)."""
    title = reading.titles[number]
    likely = _all(reading, number, "holder", floor("holder"))

    def around(target: int) -> bool:
        m = reading.mentions[target]
        same = m.type == "GRP" and (m.start, m.end) == (title.start, title.end)
        return m.start <= title.start and title.end <= m.end and not same

    return ([k for k in likely if around(k[0])] or likely)[:1]


def _body(
    reading: Reading,
    number: int,
    owner: Sequence[str],
    kind: Mapping[str, str],
    inside: Sequence[tuple[int, int, str]],
    country: bool,
) -> str | None:
    """Country or body of a title: named right after it (وزير خارجية فرنسا), else by nationality
    (وزير الخارجية الفرنسي), else wherever the reader sees it (``country``: sees a country)."""
    bodies = [
        (target, score)
        for target, score in _all(reading, number, "of", floor("post-of") / 2)
        if kind[owner[target]] in ("CTRY", "ORG", "LOC")
    ]
    for target, _ in bodies:
        if _follows(reading, number, target):
            return owner[target]
    if inside:
        return inside[0][2]
    return next(
        (
            owner[target]
            for target, score in bodies
            if score > floor("post-of") and (kind[owner[target]] == "CTRY" or not country)
        ),
        None,
    )


def _over(article: Article, reading: Reading, number: int) -> bool:
    """Whether the word after the body of a title puts it in the past: نائب رئيس "فيفا" السابق. It
    may say so of a body that is no more (رئيس الحكومة السابقة): then the post is past too."""
    for target, _ in _all(reading, number, "of", floor("post-of") / 2):
        if _follows(reading, number, target):
            end = reading.mentions[target].end
            word = words(article.text[end : end + 24].lstrip('"»”'))[:1]
            if word and word[0].start < 2 and fold(word[0].text).text in _former():
                return True
    return False


def _follows(reading: Reading, number: int, target: int) -> bool:
    """Whether a mention stands in a title or right after it."""
    title = reading.titles[number]
    return title.start <= reading.mentions[target].start <= title.end + NEXT


def _title(
    article: Article, title: Mention, inside: Sequence[tuple[int, int, str]], stop: int
) -> tuple[str, bool]:
    """The title without nationality, and whether it is past (said in it or right after it)."""
    kept, former = [], False
    for w in words(article.text, title.start, stop):
        if fold(w.text).text in _former():
            former = True
        elif w.start < title.end and not any(a < w.end and b > w.start for a, b, _ in inside):
            kept.append(w.text.replace("ـ", ""))
    if kept and (head := _plain(kept[0])):
        # عيّن وزيرا للنفط "was made minister of oil": the post is وزير النفط
        kept = [head, *(re.sub("^لل", "ال", w) for w in kept[1:])]
    if (
        kept
        and kept[0].startswith("ل")
        and article.text[max(0, title.start - 1) : title.start] == "ل"
    ):
        kept[0] = "ا" + kept[0]  # للرئيس → الرئيس
    return " ".join(kept), former
