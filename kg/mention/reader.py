"""The reader: an article in, everything the trained model sees in it out.

One pass of the encoder over the article, then spans (mentions, triggers, titles), then links
between the spans that were kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from kg.mention import label as L
from kg.mention.certainty import certainty
from kg.mention.edge import candidates
from kg.mention.event_word import listed as listed_events
from kg.mention.feature import likeness, linked_features
from kg.mention.model import Floats, Ints, Model, sigmoid, softmax
from kg.mention.named_after import without_adverbs, without_namesakes
from kg.mention.pointer import LINK_FLOOR, pointers
from kg.mention.saying import listed as listed_verbs
from kg.mention.threshold import floor
from kg.mention.title import bare_names
from kg.mention.title import listed as listed_posts
from kg.mention.window import Page, page
from kg.nouns import (
    Article,
    Link,
    Mention,
    MentionKind,
    Reading,
    Sentence,
    Verdict,
)
from kg.sentence.morphology import clitic_lengths
from kg.sentence.words import proclitics

Span = tuple[int, int]
GOVERNMENT: Final = ("CTRY", "LOC")
"""A capital that the model takes for its country: واشنطن "Washington" as an actor."""
LISTED: Final = 0.5
"""How sure a verb of saying, an event word or a post is that only a table knows."""
MOST_SPANS: Final = 400
"""Mentions or triggers of one article that are linked: pairs grow with the square."""
WORDS_APART: Final = 300
"""Words between two spans that are linked, at most: only what is no real sentence is longer."""
REACH: Final = 3
"""Sentences between a trigger or a title and what is linked to it, at most."""


def read(
    articles: Sequence[tuple[Article, Sequence[Sentence]]],
    model: Model,
    known: Sequence[Sequence[Mention]] = (),
) -> list[Reading]:
    """Read articles; what is read of one does not depend on the others.

    ``known`` holds, for each article, mentions of a lexicon (confidence 1) and of second readers.
    The rule of union: the model's mention wins where the two overlap; another's is added where the
    model saw nothing; where both see the same words the lexicon says the type (but a capital may
    be its government).
    """

    def one(k: int) -> Reading:
        article, sentences = articles[k]
        p = page(article, sentences, model.pieces)
        return _one(article, p, model.words(p), model, known[k] if known else ())

    # the longest first: at the end no thread waits for another that has just begun one
    order = sorted(range(len(articles)), key=lambda k: -len(articles[k][0].text))
    read_of = dict(zip(order, model.each(one, order), strict=True))
    return [read_of[k] for k in range(len(articles))]


def apart(spans: Sequence[tuple[Span, float, int]], nested: bool) -> list[tuple[Span, float, int]]:
    """Keep the likelier of two that collide: crossing, or (unless ``nested``) overlapping at all.

    Nested spans of one class that share an edge are two readings of one mention, not two.
    """
    kept: list[tuple[Span, float, int]] = []
    for (a, b), score, kind in sorted(spans, key=lambda s: (-s[1], s[0])):
        for (c, d), _, other in kept:
            if b < c or d < a:
                continue
            inside = (a >= c and b <= d) or (c >= a and d <= b)
            if (
                not nested
                or not inside
                or (a, b) == (c, d)
                or (kind == other and (a == c or b == d))
            ):
                break
        else:
            kept.append(((a, b), score, kind))
    return sorted(kept)


def _one(
    article: Article,
    p: Page,
    h: Floats,
    model: Model,
    known: Sequence[Mention],
) -> Reading:
    if not p.words:
        return Reading()
    where = {g: candidates(p, g) for g in L.WIDTH}
    scores = model.spans(h, **where)
    cuts = _cuts(p, scores["cut"], known)

    def mention(span: Span, group: str, kind: str, name: MentionKind, score: float) -> Mention:
        a, b = span
        start = p.words[a].start + cuts[a]
        sure = round(certainty(group, score), 3)
        return Mention(start, p.words[b].end, kind, name, p.sentence_of[a], sure)

    listed = {
        s: m.type
        for m in known
        if m.confidence == 1 and (s := _span(p, m.start, m.end)) is not None
    }
    mentions = []
    for span, score, c in _mentions(where["mention"], scores["mention"]):
        kind, _, said = L.MENTIONS[c].partition(":")
        name: MentionKind = "name" if said == "name" else "nominal"
        mine = listed.get(span, kind)
        if (kind, mine) != GOVERNMENT:
            kind = mine
        mentions.append((span, mention(span, "mention", kind, name, score)))
    mentions = sorted(
        [*mentions, *_added(p, mentions, known, cuts)], key=lambda m: (m[0], m[1].start)
    )
    mentions = mentions[:MOST_SPANS]
    trigger_rows = _triggers(where["trigger"], scores["trigger"])[:MOST_SPANS]
    seen = {s for s, _, _ in trigger_rows}
    modes = listed_verbs(p, seen)
    more = [(s, LISTED, L.TRIGGERS.index("Statement")) for s in modes if s not in seen]
    names = [s for s, m in mentions if m.kind == "name"]
    more += [
        (s, LISTED, L.TRIGGERS.index(one))
        for s, kind in listed_events(p, {*seen, *modes}, names).items()
        for one in kind.split("+")
    ]
    trigger_rows = sorted([*trigger_rows, *more])[:MOST_SPANS]
    triggers = [
        (s, mention(s, "trigger", L.TRIGGERS[c], "name", score)) for s, score, c in trigger_rows
    ]
    title_rows = _titles(where["title"], scores["title"])
    named = without_adverbs(p, without_namesakes(p, mentions))
    mentions = bare_names(p, [s for s, _, _ in title_rows], named)
    posts = [(s, LISTED, 1) for s in listed_posts(p, [s for s, _, _ in title_rows], mentions)]
    title_rows = sorted([*title_rows, *posts])
    titles = [(s, mention(s, "title", "TITLE", "nominal", score)) for s, score, _ in title_rows][
        :MOST_SPANS
    ]
    reading = _linked(p, h, model, mentions, triggers, titles)
    verdicts = (
        replace(v, mode=modes[s]) if s in modes else v
        for (s, _), v in zip(triggers, reading.verdicts, strict=True)
    )
    return replace(reading, verdicts=tuple(verdicts)) if modes else reading


def _cuts(p: Page, scores: Floats, known: Sequence[Mention]) -> list[int]:
    """For each word, how many characters of proclitics a span that begins there leaves out; where
    a name of the lexicon begins, what it leaves out (لوكسمبورج begins with a ل of its own)."""
    listed = {m.start for m in known if m.confidence == 1}
    best = []
    for word, row in zip(p.words, scores.tolist(), strict=True):
        near = range(min(4, len(word.text))) if listed else ()
        begun = next((n for n in near if word.start + n in listed), None)
        if begun is None:
            allowed = _openings(word.text, len(row))
            begun = max(allowed, key=row.__getitem__) if len(allowed) > 1 else allowed[0]
        best.append(begun)
    return best


@lru_cache(maxsize=65536)
def _openings(word: str, most: int) -> tuple[int, ...]:
    """How many letters of proclitics a word may begin with, fewer than ``most``; remembered, since
    news repeats its words."""
    allowed = (0, *(n for n in proclitics(word) if n < most))
    lengths = clitic_lengths(word) if len(allowed) > 1 else None
    return tuple(n for n in allowed if lengths is None or n in lengths) or allowed


def _mentions(where: Ints, scores: Floats) -> list[tuple[Span, float, int]]:
    share = softmax(scores)
    rows = np.flatnonzero(1 - share[:, 0] > floor("mention"))
    found = []
    for r in rows:
        c = int(share[r, 1:].argmax()) + 1
        found.append(((int(where[r, 0]), int(where[r, 1])), float(1 - share[r, 0]), c))
    return apart(found, nested=True)


def _titles(where: Ints, scores: Floats) -> list[tuple[Span, float, int]]:
    share = softmax(scores)[:, 1]
    rows = np.flatnonzero(share > floor("title"))
    return apart(
        [((int(where[r, 0]), int(where[r, 1])), float(share[r]), 1) for r in rows], nested=True
    )


def _triggers(where: Ints, scores: Floats) -> list[tuple[Span, float, int]]:
    """Spans that tell an event, with its type; two types where it is a killing."""
    share = softmax(scores)
    rows = np.flatnonzero(1 - share[:, 0] > floor("trigger"))
    spans = [((int(where[r, 0]), int(where[r, 1])), float(1 - share[r, 0]), int(r)) for r in rows]
    return sorted(
        (span, score, L.TRIGGERS.index(kind))
        for span, score, r in apart(spans, nested=False)
        for kind in L.TRIGGERS[int(share[r, 1:].argmax()) + 1].split("+")
    )


def _span(p: Page, start: int, end: int) -> Span | None:
    """The words that a stretch of text touches."""
    inside = [i for i, w in enumerate(p.words) if w.start < end and w.end > start]
    return (inside[0], inside[-1]) if inside else None


def _added(
    p: Page, mentions: Sequence[tuple[Span, Mention]], known: Sequence[Mention], cuts: Sequence[int]
) -> list[tuple[Span, Mention]]:
    taken = [False] * len(p.words)
    for (a, b), _ in mentions:
        taken[a : b + 1] = [True] * (b + 1 - a)
    out = []
    for m in known:
        span = _span(p, m.start, m.end)
        if span is not None and not any(taken[span[0] : span[1] + 1]):
            taken[span[0] : span[1] + 1] = [True] * (span[1] + 1 - span[0])
            if m.confidence < 1 and m.start == p.words[span[0]].start:
                m = replace(m, start=m.start + cuts[span[0]])  # others see whole words
            out.append((span, m))
    return out


def _linked(
    p: Page,
    h: Floats,
    model: Model,
    mentions: Sequence[tuple[Span, Mention]],
    triggers: Sequence[tuple[Span, Mention]],
    titles: Sequence[tuple[Span, Mention]],
) -> Reading:
    """Score every pair of kept spans. The graphs need one of each: a stand-in is dropped again."""
    m, t, s = ([x[0] for x in rows] for rows in (mentions, triggers, titles))
    m_, t_, s_ = m or [(0, 0)], t or [(0, 0)], s or [(0, 0)]
    kinds = [L.ENTITY_TYPES.index(x.type) for _, x in mentions] or [0]
    acts = [L.EVENT_TYPES.index(x.type) for _, x in triggers] or [0]
    sentence = {k: np.array([p.sentence_of[a] for a, _ in v]) for k, v in
                (("m", m_), ("t", t_), ("s", s_))}  # fmt: skip
    chosen = {
        "role": _near(t_, m_, sentence["t"], sentence["m"], REACH),
        "relation": _near(m_, m_, sentence["m"], sentence["m"], 0),
        "coref": _earlier(len(m_)),
        "same": _earlier(len(t_)),
        "post": _near(s_, m_, sentence["s"], sentence["m"], REACH),
    }
    features = {
        "role": linked_features(p, t_, m_, t, m),
        "relation": linked_features(p, m_, m_, t, m),
        "coref": likeness(p, m_, kinds),
        "same": likeness(p, t_, [a + 1 for a in acts]),
        "post": linked_features(p, s_, m_, t, m),
    }
    out = model.links(
        {
            "h": h,
            "sentences": _array(p.sentence_of),
            "triggers": _array(t_),
            "trigger_types": _array(acts),
            "fillers": _array(m_),
            "filler_types": _array(kinds),
            "titles": _array(s_),
        },
        {k: (which, features[k][which[:, 0], which[:, 1]]) for k, which in chosen.items()},
    )

    def links(name: str, labels: Sequence[str], real: bool) -> tuple[Link, ...]:
        share = sigmoid(out[name])
        if not real:
            return ()
        rows, columns = np.nonzero(share > LINK_FLOOR)
        ends, scores = chosen[name][rows].tolist(), share[rows, columns].tolist()
        found = zip(ends, columns.tolist(), scores, strict=True)
        return tuple(
            Link(labels[label], source, target, score)
            for (source, target), label, score in found
            if name != "relation" or source != target
        )

    return Reading(
        tuple(x for _, x in mentions),
        tuple(x for _, x in triggers),
        tuple(x for _, x in titles),
        tuple(_verdicts(out))[: len(t)],
        links("role", L.ROLES, bool(t and m)),
        tuple(pointers(p, triggers, acts, out)),
        tuple(_antecedents("coref", out["coref"][:, 0], len(m))),
        tuple(_antecedents("same", out["same"][:, 0], len(t))),
        links("post", L.POST_ENDS, bool(s and m)),
        links("relation", L.RELATIONS, bool(m)),
    )


def _array(values: Any) -> NDArray[np.int64]:
    return np.asarray(values, np.int64)


def _near(left: Sequence[Span], right: Sequence[Span], its: Ints, other: Ints, reach: int) -> Ints:
    """Pairs [n, 2] of spans whose sentences (``its``, ``other``) are at most ``reach`` apart and
    that are not further from each other than a sentence can be long, in order."""
    a, b = (np.array([s[0] for s in spans]) for spans in (left, right))
    near = np.abs(its[:, None] - other[None]) <= reach
    found: Ints = np.argwhere(near & (np.abs(a[:, None] - b[None]) <= WORDS_APART))
    return found


def _earlier(n: int) -> Ints:
    """Pairs [n(n-1)/2, 2] of each span with every one before it, in order."""
    found: Ints = np.stack(np.tril_indices(n, -1), 1)
    return found


def _antecedents(label: str, scores: Floats, n: int) -> list[Link]:
    """For each span, its likely antecedents: probabilities over all earlier ones and none."""
    table = np.full((n, n + 1), -np.inf)
    table[:, 0] = 0.0  # none
    table[:, 1:][tuple(_earlier(n).T)] = scores
    share = softmax(table)[:, 1:]
    rows, columns = np.nonzero(share > LINK_FLOOR)
    found = zip(rows.tolist(), columns.tolist(), share[rows, columns].tolist(), strict=True)
    return [Link(label, i, j, score) for i, j, score in found]


def _verdicts(out: dict[str, Floats]) -> Iterator[Verdict]:
    """Of each trigger, what was read of it besides its roles."""
    status, mode = softmax(out["status"]), softmax(out["mode"])
    best = (x.argmax(1).tolist() for x in (status, mode, out["kind"], out["change"]))
    for i, (a, b, c, d) in enumerate(zip(*best, strict=True)):
        yield Verdict(
            L.STATUSES[a], float(status[i, a]), L.MODES[b], float(mode[i, b]),
            L.KINDS[c], L.CHANGES[d],
        )  # fmt: skip
