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
from kg.train import annotation

Span = tuple[int, int]  # first and last word, inclusive
STYLES = ("gold", "pool", "own", "corpus")
"""Whose annotation an article has. Readers differ in habits: ours note more events than the gold
set's do."""
_NAMES = frozenset(i for i, n in enumerate(L.MENTIONS) if n.endswith(":name"))


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
    loose: set[Span] = field(default_factory=set)
    """Words of a title where the annotation leaves open whether they are one."""
    cuts: dict[int, int] = field(default_factory=dict)
    """For the first word of a span: how many characters of proclitics are left out."""
    roles: dict[tuple[int, int, int], int] = field(default_factory=dict)
    """(trigger, filler, role) → 1 wanted, -1 not judged; by index of mention."""
    quotes: dict[tuple[int, int], Span | None] = field(default_factory=dict)
    """(trigger, what it points at: label.POINTED) → word span."""
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
    style: int = 0
    """Whose annotation it is: a number of ``STYLES``."""


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


def _stem(word: str) -> str:
    """A word of a title without proclitics, article and the alif of tanwin: للوزراء، رئيسا."""
    bare = re.sub("^[وف]?(?:[بك]?ال|لل|[بلك](?=.{3}))?", "", word)
    return re.sub("(?<=.{3})ا$", "", bare) or word


def _cut(word: str, title: str) -> int:
    """How many letters of a title's first word are proclitics: ورئيس 1, للرئيس 1 (before لر)."""
    word, title = fold(word).text, fold(title).text
    bare = title.removeprefix("ال")
    for n in range(min(4, len(word))):
        if word[n:].removesuffix("ا") in (title, bare, f"ال{bare}", f"ل{bare}"):
            return n
    return 0


def _title_spans(words: Sequence[str], title: Sequence[str], low: int, high: int) -> list[Span]:
    """Stretches of words from ``low`` to ``high`` that hold the title's words in order, with at
    most three others between them."""
    found: list[Span] = []
    for first in range(low, high):
        at = 0
        for i in range(first, min(high, first + len(title) + 3)):
            if words[i] == title[at]:
                if at == 0 and i != first:
                    break
                at += 1
                if at == len(title):
                    found.append((first, i))
                    break
            elif at == 0:
                break
    return found


def _beside(span: Span, mention: Span) -> bool:
    """Right before a name or right after it, an adjective or a rank between them."""
    return 0 < mention[0] - span[1] <= 3 or 0 < span[0] - mention[1] <= 2


def example(gold: dict[str, Any], pieces: Callable[[str], Sequence[int]]) -> Example:
    """Turn one annotated article (the JSON of the gold set) into an Example."""
    article = Article(gold["id"], gold["text"], date=gold["date"])
    sentences = tuple(Sentence(i, a, b) for i, (a, b) in enumerate(gold["sentences"]))
    p = page(article, sentences, pieces)
    places = _Places(p)
    text = article.text
    out = Example(gold["id"], p, text)
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
    sentence = p.sentence_of
    for e, mine in zip(gold["events"], spans_of_event, strict=True):
        for role, values in [*e["roles"].items(), ("place", e["place"])]:
            if role in L.ROLES and not isinstance(values, str):
                for v in values:
                    _role(out, mine, L.ROLES.index(role), by_entity.get(v, []))
        for role, values in e["roles"].items():
            if role in L.QUOTED:
                spans = [s for a, b in values if (s := places.span(a, b))]
                for t in mine:
                    said = [s for s in spans if sentence[s[0]] == sentence[out.triggers[t][0]]]
                    if said:
                        out.quotes[t, L.POINTED.index(role)] = max(said, key=lambda s: s[1] - s[0])
        when = places.span(*e["time"]["span"]) if e.get("time") else None
        for t in mine:
            if when and sentence[when[0]] == sentence[out.triggers[t][0]]:
                out.quotes[t, L.POINTED.index("time")] = when
        for t in mine:
            out.status[t] = L.STATUSES.index(e["status"])
            if e["mode"]:
                out.mode[t] = L.MODES.index(e["mode"])
            if e["roles"].get("kind") in L.KINDS:
                out.kind[t] = L.KINDS.index(e["roles"]["kind"])
            if e["roles"].get("change") in L.CHANGES:
                out.change[t] = L.CHANGES.index(e["roles"]["change"])

    _posts(out, gold, by_entity, [_stem(w) for w in p.folded])
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


def _role(out: Example, mine: Sequence[int], role: int, candidates: Sequence[int]) -> None:
    """Teach that one of the candidates (mentions of an entity) fills a role of an event.

    Every trigger with a candidate in its sentence is taught the nearest there; with none in any,
    the trigger that is closest to one is taught the last before it.
    """
    if not candidates or not mine:
        return
    sentence, spans = out.page.sentence_of, out.mentions
    apart = {
        t: abs(spans[_nearest(candidates, spans, out.triggers[t])][0] - out.triggers[t][0])
        for t in mine
    }
    closest = min(mine, key=lambda t: (apart[t], t))
    for t in mine:
        at = out.triggers[t]
        for c in candidates:
            out.roles.setdefault((t, c, role), -1)
        here = [c for c in candidates if sentence[spans[c][0]] == sentence[at[0]]]
        before = [c for c in candidates if spans[c][0] < at[0]]
        if here or t == closest:
            out.roles[t, _nearest(here or before or candidates, spans, at), role] = 1


def _posts(
    out: Example, gold: dict[str, Any], by_entity: dict[str, list[int]], stems: Sequence[str]
) -> None:
    """Titles with their holders and bodies. A post is annotated once, its title often stands
    again beside its holder's name: taught too; elsewhere it is no title and no mistake either
    (``loose``)."""
    p = out.page
    sentence = p.sentence_of
    same_title: dict[str, set[str]] = {}
    for post in gold["positions"]:
        key = " ".join(_stem(w) for w in fold(post["title"]).text.split())
        same_title.setdefault(key, set()).add(post["holder"])
    for post in gold["positions"]:
        mine = by_entity.get(post["holder"], [])
        title = [_stem(w) for w in fold(post["title"]).text.split()]
        spans = [
            s
            for s in _title_spans(stems, title, 0, len(stems))
            if s[1] - s[0] < L.WIDTH["title"] and sentence[s[0]] == sentence[s[1]]
        ]
        beside = {s: [m for m in mine if _beside(s, out.mentions[m])] for s in spans}
        beside = {s: [m for m in ms if sentence[out.mentions[m][0]] == sentence[s[0]]]
                  for s, ms in beside.items()}  # fmt: skip
        told = [
            (a, b)
            for a, b in spans
            if p.words[a].start >= post["sentence"][0] and p.words[b].end <= post["sentence"][1]
        ]
        # نظيره الفرنسي "his French counterpart": the title beside the other holder is not his
        others = [
            m for h in same_title[" ".join(title)] - {post["holder"]} for m in by_entity.get(h, [])
        ]
        told = [s for s in told if beside[s]] or [
            s for s in told if not any(_beside(s, out.mentions[m]) for m in others)
        ]
        here = [m for m in mine if told and sentence[out.mentions[m][0]] == sentence[told[0][0]]]
        names = [m for m in here if len(here) == 1 or out.mention_class[m] & _NAMES] or here
        chosen: list[tuple[Span, int]] = []
        if names:
            near = out.mentions[names[0]][0]
            best = min(told, key=lambda s: (s[1] - s[0], abs(s[0] - near), s))
            chosen.append((best, _nearest(names, out.mentions, best)))
        for s in spans:
            if beside[s] and all(s != c for c, _ in chosen):
                chosen.append((s, _nearest(beside[s], out.mentions, s)))
        of = by_entity.get(post["of"] or "", [])
        for span, holder in chosen:
            if span not in out.titles:
                out.titles.append(span)
                out.cuts[span[0]] = _cut(p.words[span[0]].text, post["title"].split()[0])
            number = out.titles.index(span)
            for m in mine:
                out.posts.setdefault((number, m, 0), -1)
            out.posts[number, holder, 0] = 1
            for m in of:
                out.posts.setdefault((number, m, 1), -1)
            if of:
                said = [m for m in of if sentence[out.mentions[m][0]] == sentence[span[0]]]
                before = [m for m in of if out.mentions[m][0] < span[0]]
                out.posts[number, _nearest(said or before or of, out.mentions, span), 1] = 1
        out.loose |= set(spans)
    out.loose -= set(out.titles)


def load(folder: Path, pieces: Callable[[str], Sequence[int]]) -> list[Example]:
    """All annotated articles of a folder, in order of name."""
    files = sorted(folder.glob("*.json"))
    return [example(json.loads(f.read_text(encoding="utf-8")), pieces) for f in files]


def taught(
    shared: Path, pieces: Callable[[str], Sequence[int]], held: tuple[str, ...]
) -> list[Example]:
    """All that the reader is taught from: the gold set without the outlets held out, and our
    own annotations (``kg/train/annotated``), each with its style.

    Raises:
        Unreadable: an annotated article of the pool is not there, or is another.
    """
    theirs = [
        e for e in load(shared / "gold/train", pieces) if not held or not e.id.startswith(held)
    ]
    ours = []
    for name, annotated in (("pool", annotation.pool(shared)), ("own", annotation.own())):
        for g in annotated:
            ours.append(example(g, pieces))
            ours[-1].style = STYLES.index(name)
    return theirs + ours
