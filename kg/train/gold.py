"""Annotated articles → training examples: which spans, which links, over an article's words.

The annotation (GUIDELINES of the gold set) names entities and events; the reader is taught
spans and pairs of spans. What the annotation leaves open (which of an entity's mentions fills
a role) is left open here too: the nearest one is asked for, the others are not judged.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from kg.mention import label as L
from kg.mention.window import Page, page
from kg.nouns import Article, Sentence
from kg.sentence.spelling import fold
from kg.sentence.table import table

Span = tuple[int, int]  # first and last word, inclusive


@cache
def _generic() -> frozenset[str]:
    """Nouns that describe an entity when they stand alone: التنظيم "the organisation"."""
    return frozenset(fold(row["word"]).text for row in table("generic_nouns"))


@dataclass(slots=True)
class Example:
    """One article with its labels. Span and pair labels by index into the span lists."""

    id: str
    page: Page
    text: str
    mentions: list[Span] = field(default_factory=list)
    mention_class: list[frozenset[int]] = field(default_factory=list)
    """Allowed classes of each listed span (label.MENTIONS); an unlisted span is ``rest``."""
    rest: frozenset[int] = frozenset({0})
    entity: list[int] = field(default_factory=list)
    """For each mention, the number of its entity."""
    triggers: list[Span] = field(default_factory=list)
    trigger_class: list[int] = field(default_factory=list)
    event: list[int] = field(default_factory=list)
    titles: list[Span] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    cuts: dict[int, int] = field(default_factory=dict)
    """For the first word of a span: how many characters of proclitics are left out."""
    roles: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """(trigger, filler, role) → 1 wanted, -1 not judged; fillers are mentions, then times."""
    quotes: dict[tuple[int, int], Span | None] = field(default_factory=dict)
    """(trigger, quoted role) → word span."""
    status: dict[int, int] = field(default_factory=dict)
    mode: dict[int, int] = field(default_factory=dict)
    kind: dict[int, int] = field(default_factory=dict)
    change: dict[int, int] = field(default_factory=dict)
    posts: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """(title, mention, POST_ENDS) → 1 or -1."""
    relations: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """(mention, mention, RELATIONS) → 1 or -1."""
    judged: bool = True
    """False for the helper corpora: only names are annotated there."""


class _Places:
    """Character offsets → word indices."""

    def __init__(self, p: Page) -> None:
        self.starts = [w.start for w in p.words]
        self.ends = [w.end for w in p.words]

    def span(self, start: int, end: int) -> Span | None:
        """The words that a stretch of text touches."""
        inside = [
            i
            for i, (a, b) in enumerate(zip(self.starts, self.ends, strict=True))
            if a < end and b > start
        ]
        return (inside[0], inside[-1]) if inside else None


def _kind(mention: str, name: str, kind: str) -> str:
    """Name or nominal? The annotation does not say; a name shares a word with the full name."""
    if kind == "GRP":
        return "nominal"
    said, full = fold(mention).text.split(), fold(name).text.split()
    if not said:
        return "name"
    bare = {w.removeprefix("ال") for w in full}
    if said[0] in _generic() and len(said) < max(2, len(full)):
        return "nominal"
    if any(w.removeprefix("ال") in bare or re.sub("^[وفبلك]", "", w) in full for w in said):
        return "name"
    return "nominal" if kind == "PER" or len(said) > 1 or said[0].startswith("ال") else "name"


def _nearest(candidates: Sequence[int], spans: Sequence[Span], at: Span) -> int:
    return min(candidates, key=lambda m: (abs(spans[m][0] - at[0]), m))


def _title_span(
    words: Sequence[str], title: Sequence[str], near: int, low: int, high: int
) -> Span | None:
    """The shortest stretch of the sentence with the title's words in order, nearest ``near``."""
    found: list[tuple[int, int, Span]] = []
    for first in range(low, high):
        at, last = 0, first
        for i in range(first, min(high, first + len(title) + 3)):
            word = words[i]
            if (
                word == title[at]
                or word.removeprefix("ال") == title[at].removeprefix("ال")
                or re.sub("^[وفبلك]+", "", word).removeprefix("ل")
                in (title[at], title[at].removeprefix("ال"))
            ):
                if at == 0 and i != first:
                    break
                at, last = at + 1, i
                if at == len(title):
                    found.append((last - first, abs(first - near), (first, last)))
                    break
            elif at == 0:
                break
    return min(found)[2] if found else None


def example(gold: dict[str, Any], pieces: Callable[[str], Sequence[int]]) -> Example:
    """Turn one annotated article (the JSON of the gold set) into an Example."""
    article = Article(gold["id"], gold["text"], date=gold["date"])
    sentences = tuple(Sentence(i, a, b) for i, (a, b) in enumerate(gold["sentences"]))
    p = page(article, sentences, pieces)
    places = _Places(p)
    text = article.text
    out = Example(gold["id"], p, text)
    folded = [fold(w.text).text for w in p.words]
    classes = {name: i for i, name in enumerate(L.MENTIONS)}

    def cut(span: Span, start: int) -> None:
        begin = p.words[span[0]].start
        out.cuts[span[0]] = max(out.cuts.get(span[0], 0), min(3, max(0, start - begin)))

    by_entity: dict[str, list[int]] = {}
    seen: dict[Span, int] = {}
    rows = sorted((tuple(m), n, e) for n, e in enumerate(gold["entities"]) for m in e["mentions"])
    for (start, end), number, e in rows:
        span = places.span(start, end)
        if span is None or span[1] - span[0] >= L.WIDTH["mention"]:
            continue
        cut(span, start)
        if span in seen:
            continue
        seen[span] = len(out.mentions)
        by_entity.setdefault(e["id"], []).append(len(out.mentions))
        out.mentions.append(span)
        out.mention_class.append(
            frozenset({classes[f"{e['type']}:{_kind(text[start:end], e['name'], e['type'])}"]})
        )
        out.entity.append(number)

    spans_of_event: list[list[int]] = []
    for number, e in enumerate(gold["events"]):
        mine = []
        for start, end in sorted(map(tuple, e["triggers"])):
            span = places.span(start, end)
            if span is None or span[1] - span[0] >= L.WIDTH["trigger"]:
                continue
            cut(span, start)
            key = (span, e["type"])
            if key in {
                (s, L.TRIGGERS[c]) for s, c in zip(out.triggers, out.trigger_class, strict=True)
            }:
                continue
            mine.append(len(out.triggers))
            out.triggers.append(span)
            out.trigger_class.append(L.TRIGGERS.index(e["type"]))
            out.event.append(number)
        spans_of_event.append(mine)
    for e in gold["events"]:
        if e.get("time"):
            span = places.span(*e["time"]["span"])
            if span and span not in out.times:
                out.times.append(span)
    fillers = out.mentions + out.times
    sentence = p.sentence_of
    for e, mine in zip(gold["events"], spans_of_event, strict=True):
        if not mine:
            continue
        wanted: list[tuple[int, list[int]]] = []
        for role, values in [*e["roles"].items(), ("place", e["place"])]:
            if role in L.ROLES and not isinstance(values, str):
                wanted += [(L.ROLES.index(role), by_entity.get(v, [])) for v in values]
        if e.get("time"):
            span = places.span(*e["time"]["span"])
            if span:
                wanted.append((L.ROLES.index("time"), [len(out.mentions) + out.times.index(span)]))
        for role, candidates in wanted:
            if not candidates:
                continue
            distance = {
                t: abs(
                    fillers[_nearest(candidates, fillers, out.triggers[t])][0] - out.triggers[t][0]
                )
                for t in mine
            }
            closest = min(mine, key=lambda t: (distance[t], t))
            for t in mine:
                here = [
                    c for c in candidates if sentence[fillers[c][0]] == sentence[out.triggers[t][0]]
                ]
                for c in candidates:
                    out.roles.setdefault((t, c, role), -1)
                if here:
                    out.roles[t, _nearest(here, fillers, out.triggers[t]), role] = 1
                elif t == closest:
                    before = [c for c in candidates if fillers[c][0] < out.triggers[t][0]]
                    out.roles[t, _nearest(before or candidates, fillers, out.triggers[t]), role] = 1
        for role, values in e["roles"].items():
            if role in L.QUOTED:
                spans = [s for a, b in values if (s := places.span(a, b))]
                for t in mine:
                    said = [s for s in spans if sentence[s[0]] == sentence[out.triggers[t][0]]]
                    if said:
                        out.quotes[t, L.QUOTED.index(role)] = max(said, key=lambda s: s[1] - s[0])
        for t in mine:
            out.status[t] = L.STATUSES.index(e["status"])
            if e["mode"]:
                out.mode[t] = L.MODES.index(e["mode"])
            if e["roles"].get("kind") in L.KINDS:
                out.kind[t] = L.KINDS.index(e["roles"]["kind"])
            if e["roles"].get("change") in L.CHANGES:
                out.change[t] = L.CHANGES.index(e["roles"]["change"])

    for post in gold["positions"]:
        low = [
            i
            for i, w in enumerate(p.words)
            if w.start >= post["sentence"][0] and w.end <= post["sentence"][1]
        ]
        holders = [
            m
            for m in by_entity.get(post["holder"], [])
            if low and low[0] <= out.mentions[m][0] <= low[-1]
        ]
        if not low or not holders:
            continue
        title = fold(post["title"]).text.split()
        names = [m for m in holders if len(holders) == 1 or out.mention_class[m] & {1}] or holders
        span = _title_span(folded, title, out.mentions[names[0]][0], low[0], low[-1] + 1)
        if span is None or span[1] - span[0] >= L.WIDTH["title"]:
            continue
        if span not in out.titles:
            out.titles.append(span)
        number = out.titles.index(span)
        for m in by_entity[post["holder"]]:
            out.posts.setdefault((number, m, 0), -1)
        out.posts[number, _nearest(names, out.mentions, span), 0] = 1
        of = by_entity.get(post["of"] or "", [])
        here = [m for m in of if low[0] <= out.mentions[m][0] <= low[-1]]
        for m in of:
            out.posts.setdefault((number, m, 1), -1)
        if here:
            out.posts[number, _nearest(here, out.mentions, span), 1] = 1
    for r in gold["relations"]:
        kind = L.RELATIONS.index(r["type"])
        pairs = [
            (a, b)
            for a in by_entity.get(r["from"], [])
            for b in by_entity.get(r["to"], [])
            if sentence[out.mentions[a][0]] == sentence[out.mentions[b][0]]
        ]
        for a, b in pairs:
            out.relations[a, b, kind] = -1
        if pairs:
            a, b = min(
                pairs, key=lambda ab: (abs(out.mentions[ab[0]][0] - out.mentions[ab[1]][0]), ab)
            )
            out.relations[a, b, kind] = 1
    return out


def load(folder: Path, pieces: Callable[[str], Sequence[int]]) -> list[Example]:
    """All annotated articles of a folder, in order of name."""
    files = sorted(folder.glob("*.json"))
    return [example(json.loads(f.read_text(encoding="utf-8")), pieces) for f in files]
