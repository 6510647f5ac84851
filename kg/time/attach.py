"""Attach: which time expression belongs to which event trigger of its sentence.

A logistic regression over readable features of the pair (how far, what stands between, which
side) whose weights are rows of ``kg/lexicon/rows/time_weights.tsv``, learnt by
``python -m kg.train.attachment``, and what the trained reader points at: the two are added, as
two witnesses are.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.nouns import Article, Mention, QuoteLink, Sentence, TimeExpression
from kg.sentence.spelling import fold
from kg.sentence.table import table

Features = dict[str, float]

POINTED: Final = 0.85
"""Weight of the log odds with which the reader points at a time …"""
ELSEWHERE: Final = -3.0
"""… and what counts for them where it points at another, or at none."""
BEST: Final = 0.0
"""Log odds above which a time goes to its likeliest trigger …"""
SHARED: Final = 1.0
"""… and to any other (قال خلال لقاء عقده أمس: both were yesterday)."""
_WORD: Final = re.compile(r"\w+|[^\w\s]")
_STOPS: Final = ("،", ",", ".", "؛")
_QUOTES: Final = ('"', "«", "»", "“", "”")
_PROCLITICS: Final = "وفبل"
_FINENESS: Final = {10: "day", 7: "month", 4: "year"}


@cache
def _cues() -> dict[str, str]:
    return {fold(row["surface"]).text: row["cue"] for row in table("time_cues")}


@cache
def weights() -> dict[str, float]:
    """The learnt weight of each feature."""
    return {row["feature"]: float(row["weight"]) for row in table("time_weights")}


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as words with their cues, and where its triggers and times stand in it."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    cues: tuple[str, ...]
    triggers: tuple[tuple[int, Mention], ...]
    """With their index among all triggers."""
    times: tuple[TimeExpression, ...]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """Indexes of the words that begin in a stretch of text."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def _cue(word: str) -> str:
    cues = _cues()
    return cues.get(word) or (cues.get(word[1:], "") if word[:1] in _PROCLITICS else "")


def _lines(
    article: Article,
    sentences: Sequence[Sentence],
    triggers: Sequence[Mention],
    times: Sequence[TimeExpression],
) -> list[_Line]:
    """The sentences that hold both triggers and times."""
    out: list[_Line] = []
    for s in sentences:
        inside = tuple(t for t in times if s.start <= t.start < s.end)
        events = [(k, m) for k, m in enumerate(triggers) if s.start <= m.start < s.end]
        if not inside or not events:
            continue
        folded = fold(article.text[s.start : s.end])
        found = list(_WORD.finditer(folded.text))
        words = tuple(m.group() for m in found)
        starts = tuple(s.start + folded.offsets[m.start()] for m in found)
        events.sort(key=lambda pair: (pair[1].start, pair[1].end))
        out.append(_Line(words, starts, tuple(map(_cue, words)), tuple(events), inside))
    return out


def _fineness(time: TimeExpression) -> str:
    if time.value is None:
        return "none"
    return "interval" if "/" in time.value else _FINENESS.get(len(time.value), "none")


def _kind(trigger: Mention) -> str:
    return trigger.type if trigger.type in ("Statement", "Meeting", "Visit") else "other"


def _features(line: _Line, trigger: Mention, time: TimeExpression) -> Features:
    """What is known of a pair; every name begins with the side on which the time stands."""
    after = trigger.end <= time.start
    low, high = (trigger.end, time.start) if after else (time.end, trigger.start)
    first, last = line.between(low, high)
    gap, cues = line.words[first:last], line.cues[first:last]
    crossed = [m for _, m in line.triggers if low <= m.start and m.end <= high]
    names = [
        "bias",
        f"crossed={min(len(crossed), 3)}",
        f"times={min(sum(low <= t.start and t.end <= high for t in line.times), 2)}",
        f"commas={min(sum(w in _STOPS[:2] for w in gap), 2)}",
        f"ands={min(sum(len(w) > 2 and w.startswith('و') for w in gap), 2)}",
        f"type={trigger.type}",
        f"fineness={_fineness(time)}",
        f"fineness={_fineness(time)},statement={trigger.type == 'Statement'}",
    ]
    names += [f"between={cue}" for cue in ("that", "relative", "holding") if cue in cues]
    names += ["adjacent"] * (not gap)
    names += ["crossed a statement"] * any(m.type == "Statement" for m in crossed)
    names += ["quotation mark"] * any(w in _QUOTES for w in gap)
    names += ["bracket"] * ("(" in gap)
    behind = line.between(time.end, time.end)[0]
    if behind < len(line.words):
        names += ["then=that"] * (line.cues[behind] == "that")
        names += ["then=stop"] * (line.words[behind] in _STOPS)
    at = line.between(time.start, time.start)[0]
    names += ["opening"] * (at <= 1)
    own = line.between(trigger.start, trigger.start)[0]
    inside = own >= len(line.words) or line.starts[own] != trigger.start
    names += ["prefixed"] * inside
    names += [f"definite={own < len(line.words) and line.words[own].startswith('ال')}"]
    if after:
        names += _later(line, time)
        if len(crossed) == 1:
            names += _over(line, trigger, crossed[0], time)
    else:
        names += _earlier(line, trigger, time)
    side = "after: " if after else "before: "
    features = {side + name: 1.0 for name in names}
    features[side + "distance"] = math.log1p(len(gap))
    return features


def _later(line: _Line, time: TimeExpression) -> list[str]:
    """Whether a trigger waits right behind the time, and might claim it."""
    following = [m.start for _, m in line.triggers if m.start >= time.end]
    if not following:
        return ["rival=none"]
    first, last = line.between(time.end, min(following))
    return [f"rival={min((last - first) // 2, 3)}", *["rival adjacent"] * (first == last)]


def _earlier(line: _Line, trigger: Mention, time: TimeExpression) -> list[str]:
    """For a trigger behind the time: which triggers before the time might claim it."""
    before = [m for _, m in line.triggers if m.end <= time.start]
    names = [f"rivals={min(len(before), 2)}"]
    if before:
        first, last = line.between(max(m.end for m in before), time.start)
        names.append(f"rival={min((last - first) // 3, 3)}")
    at = line.between(time.start, time.start)[0]
    if "holding" in line.cues[max(0, at - 10) : at]:
        names.append(f"held,meeting={trigger.type == 'Meeting'}")
    return names


def _over(line: _Line, trigger: Mention, middle: Mention, time: TimeExpression) -> list[str]:
    """For a time behind two triggers: how the first is tied to the one in between."""
    pair = f"{'Statement' if trigger.type == 'Statement' else 'other'}>{_kind(middle)}"
    first, last = line.between(trigger.end, middle.start)
    names = [f"over={pair}", f"over gap={min((last - first) // 3, 3)}"]
    joined = first < last and line.words[last - 1].startswith("و")
    names += [f"over={pair},and"] * joined  # the و that is cut off the middle trigger
    tied = any(line.cues[i] == "during" for i in range(max(first, last - 2), last))
    names += [f"over={pair},during"] * tied
    names += [f"over={pair},that"] * ("that" in line.cues[first:last])
    first, last = line.between(middle.end, time.start)
    return [*names, f"under gap={min((last - first) // 2, 3)}"]


def pairs(
    article: Article,
    sentences: Sequence[Sentence],
    triggers: Sequence[Mention],
    times: Sequence[TimeExpression],
) -> list[tuple[int, int, Features]]:
    """Every trigger with every time of its sentence: their two indexes and the features."""
    index = {id(t): i for i, t in enumerate(times)}
    return [
        (k, index[id(time)], _features(line, trigger, time))
        for line in _lines(article, sentences, triggers, times)
        for time in line.times
        for k, trigger in line.triggers
        if trigger.end <= time.start or time.end <= trigger.start
    ]


def _points(link: QuoteLink | None, time: TimeExpression) -> float:
    """Log odds that a trigger points at a time."""
    if link is None or link.quote.end <= time.start or time.end <= link.quote.start:
        return ELSEWHERE
    sure = min(max(link.score, 0.02), 0.98)
    return math.log(sure / (1 - sure))


def attach(
    article: Article,
    sentences: Sequence[Sentence],
    triggers: Sequence[Mention],
    times: Sequence[TimeExpression],
    *,
    pointed: Sequence[QuoteLink] = (),
    weight: dict[str, float] | None = None,
) -> dict[int, TimeExpression]:
    """The time of each trigger that has one, by index into ``triggers``, the surest first.

    ``pointed``: what the reader saw the triggers point at. A trigger gets at most one time, from
    its own sentence; a time may go to several triggers.
    When several triggers tell of one event, the first of them in the result is the surest.
    """
    w = weights() if weight is None else weight
    seen = {link.source: link for link in pointed if link.label == "time"}
    by_time: dict[int, list[tuple[float, int]]] = {}
    for k, at, features in pairs(article, sentences, triggers, times):
        odds = sum(w.get(name, 0.0) * value for name, value in features.items())
        if pointed:
            odds += POINTED * _points(seen.get(k), times[at])
        by_time.setdefault(at, []).append((odds, k))
    chosen: list[tuple[float, int, int]] = []
    for at, scored in by_time.items():
        scored.sort(key=lambda pair: (-pair[0], pair[1]))
        for rank, (odds, k) in enumerate(scored):
            if odds > (SHARED if rank else BEST):
                chosen.append((odds, k, at))
    out: dict[int, TimeExpression] = {}
    for _, k, at in sorted(chosen, key=lambda c: (-c[0], c[1], c[2])):
        out.setdefault(k, times[at])
    return out
