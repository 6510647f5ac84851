"""Which found thing is which annotated thing: by where they stand in the text, never by names.

Mentions pair one to one where they share half of their characters and the type; entities by the
mentions they share; events by a trigger in common and the type; posts by holder, title and body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.found import Found, FoundEvent, FoundPost
from kg.evaluate.gold import GoldArticle, GoldPost, Span

Weights = NDArray[np.float64]
HALF: Final = 0.5
"""Share of characters (of both together) from which two mentions are one; and of title words."""
QUOTED_ALIKE: Final = 0.6
"""Likeness of words from which a quoted role counts as found."""
SAME_TYPE: Final = 0.01
"""What an equal type adds to the likeness of two entities: it breaks ties, no more."""
_MARKS: Final = re.compile("[\u064b-\u0652\u0640]")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """The pairs of one article, by index into the annotation and into what was found."""

    mentions: tuple[tuple[int, int], ...]
    """Pairs of flat mention lists (entities in order, their mentions in order)."""
    entities: tuple[tuple[int, int, float], ...]
    """With the Dice coefficient of the mentions shared."""
    twin: dict[str, str]
    """Annotated entity id → node."""
    posts: tuple[FoundPost | None, ...]
    """For each annotated post, the one found."""
    events: dict[int, int]


def overlaps(a: Sequence[Span], b: Sequence[Span]) -> Weights:
    """Intersection over union of every span of ``a`` with every span of ``b``."""
    if not a or not b:
        return np.zeros((len(a), len(b)))
    x, y = np.asarray(a, float), np.asarray(b, float)
    low = np.maximum(x[:, None, 0], y[None, :, 0])
    high = np.minimum(x[:, None, 1], y[None, :, 1])
    whole = np.maximum(x[:, None, 1], y[None, :, 1]) - np.minimum(x[:, None, 0], y[None, :, 0])
    shared: Weights = np.where(high > low, (high - low) / np.where(whole > 0, whole, 1), 0.0)
    return shared


def pairs(weights: Weights) -> list[tuple[int, int]]:
    """The one-to-one pairs with the greatest sum of weights; none of weight 0."""
    from scipy.optimize import linear_sum_assignment

    if not weights.size:
        return []
    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if weights[i, j] > 0]


@lru_cache(maxsize=65536)
def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(_MARKS.sub("", text)))


def alike(a: str, b: str) -> float:
    """F1 of the words that two quotations have in common, diacritics and tatweel apart."""
    x, y = _words(a), _words(b)
    total = x.total() + y.total()
    return 2 * (x & y).total() / total if total else 0.0


def quoted(wanted: Sequence[str], told: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of quotations that are alike enough."""
    likeness = np.array([[alike(w, t) for t in told] for w in wanted]).reshape(
        len(wanted), len(told)
    )
    return pairs(np.where(likeness >= QUOTED_ALIKE, likeness, 0.0))


def match(gold: GoldArticle, found: Found) -> Match:
    """Pair what was annotated with what was found."""
    wanted = [m for e in gold.entities for m in e.mentions]
    wanted_type = np.array([e.type for e in gold.entities for _ in e.mentions], dtype=object)
    told = [m for e in found.entities for m in e.mentions]
    told_type = np.array([e.type for e in found.entities for _ in e.mentions], dtype=object)
    shared = overlaps(wanted, told)
    same = wanted_type[:, None] == told_type[None, :] if shared.size else shared > 0
    mentions = pairs(np.where(same & (shared >= HALF), shared, 0.0))
    entities = _entities(gold, found, shared)
    twin = {gold.entities[i].id: found.entities[j].node for i, j, _ in entities}
    return Match(
        tuple(mentions), entities, twin, _posts(gold.posts, found, twin), _events(gold, found)
    )


def _entities(
    gold: GoldArticle, found: Found, shared: Weights
) -> tuple[tuple[int, int, float], ...]:
    if not gold.entities or not found.entities:
        return ()
    dice = np.zeros((len(gold.entities), len(found.entities)))
    weight = np.zeros_like(dice)
    column = np.cumsum([0, *(len(e.mentions) for e in found.entities)])
    # For every annotated mention, its best overlap with a mention of each found entity.
    best = np.maximum.reduceat(shared, column[:-1], axis=1) if len(shared) else shared
    row = 0
    for i, e in enumerate(gold.entities):
        mine = best[row : row + len(e.mentions)]
        row += len(e.mentions)
        close = mine >= HALF
        size = len(e.mentions) + np.diff(column)
        dice[i] = 2 * close.sum(0) / size
        same = np.array([e.type == f.type for f in found.entities])
        weight[i] = 2 * (mine * close).sum(0) / size + SAME_TYPE * (close.any(0) & same)
    return tuple((i, j, float(dice[i, j])) for i, j in pairs(weight))


def _posts(
    wanted: Sequence[GoldPost], found: Found, twin: dict[str, str]
) -> tuple[FoundPost | None, ...]:
    """For each annotated post, the first free one that is it; a body is asked for only where
    the annotation names one."""
    free = list(found.posts)
    out: list[FoundPost | None] = []
    for post in wanted:
        hit = next((p for p in free if _is_post(post, p, twin)), None)
        if hit:
            free.remove(hit)
        out.append(hit)
    return tuple(out)


def _is_post(wanted: GoldPost, told: FoundPost, twin: dict[str, str]) -> bool:
    return (
        told.holder == twin.get(wanted.holder)
        and alike(told.title, wanted.title) >= HALF
        and (not wanted.of or twin.get(wanted.of) in told.of)
    )


def touching(wanted: Sequence[Sequence[Span]], told: Sequence[Sequence[Span]]) -> Weights:
    """For each pair of span lists: how many of the first's spans touch one of the second's."""
    counts = np.zeros((len(wanted), len(told)))
    flat_told = [s for spans in told for s in spans]
    column = np.cumsum([0, *map(len, told)])[:-1]
    for i, spans in enumerate(wanted):
        if spans and flat_told:
            counts[i] = np.maximum.reduceat(overlaps(spans, flat_told) > 0, column, axis=1).sum(0)
    return counts


def _events(gold: GoldArticle, found: Found) -> dict[int, int]:
    common = touching([e.triggers for e in gold.events], [e.triggers for e in found.events])
    for i, e in enumerate(gold.events):
        for j, f in enumerate(found.events):
            if e.type != f.type:
                common[i, j] = 0
    return dict(pairs(common))


def fillers(event: FoundEvent | None, role: str) -> frozenset[str]:
    """The nodes that fill a role (or ``place``) of a found event."""
    return event.fillers.get(role, frozenset()) if event else frozenset()
