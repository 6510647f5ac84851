"""How honest the confidences are: what is read with 0.8 should be right eight times in ten.

Expected calibration error (Guo et al. 2017): confidences in bins of equal width, the distance
between a bin's mean confidence and its share of right ones, weighted by the bin's size.
``python -m kg.evaluate.calibration FOLDER [--only SOURCE,SOURCE] [--fit]``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.evaluate.found import found_all
from kg.evaluate.gold import GoldArticle, load
from kg.evaluate.match import match
from kg.nouns import Facts

BINS: Final = 15
Judgement = tuple[float, bool]
"""A confidence, and whether what it speaks of was right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Confidences in ``(low, high]``: how many, their mean, and the share that was right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


def bins(judged: Sequence[Judgement], number: int = BINS) -> tuple[Bin, ...]:
    """The bins that are not empty, from low to high."""
    out = []
    for n in range(number):
        low, high = n / number, (n + 1) / number
        inside = [j for j in judged if low < j[0] <= high or (n == 0 and j[0] <= 0)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            right = sum(ok for _, ok in inside) / len(inside)
            out.append(Bin(low, high, len(inside), mean, right))
    return tuple(out)


def calibration_error(judged: Sequence[Judgement], number: int = BINS) -> float:
    """Expected calibration error, from 0 (honest) to 1; 0 where nothing was judged."""
    total = len(judged)
    return sum(b.count * abs(b.confidence - b.right) for b in bins(judged, number)) / max(1, total)


def fitted(judged: Sequence[Judgement]) -> tuple[float, float]:
    """Slope and shift that make confidences honest (Platt 1999): least log loss."""
    import numpy as np
    from scipy.optimize import minimize

    told = np.clip([c for c, _ in judged], 1e-6, 1 - 1e-6)
    odds, right = np.log(told / (1 - told)), np.array([ok for _, ok in judged], float)

    def loss(line: Any) -> float:
        x = line[0] * odds + line[1]
        return float(np.mean(np.logaddexp(0, x) - right * x))

    slope, shift = minimize(loss, (1.0, 0.0), method="Nelder-Mead").x
    return float(slope), float(shift)


def judgements(
    facts: Iterable[Facts], golds: Iterable[GoldArticle]
) -> tuple[list[Judgement], list[Judgement]]:
    """Mentions and events that were read, each with its confidence and whether it was right."""
    read = {f.article.id: f for f in facts}
    told = found_all(read.values())
    mentions: list[Judgement] = []
    events: list[Judgement] = []
    for gold in golds:
        if gold.article.id not in read:
            continue
        one = read[gold.article.id]
        mine = told[gold.article.id]
        pairs = match(gold, mine)
        sure = {(m.start, m.end): m.confidence for e in one.entities for m in e.mentions}
        spans = [m for e in mine.entities for m in e.mentions]
        right = {j for _, j in pairs.mentions}
        mentions += [(sure[span], j in right) for j, span in enumerate(spans)]
        hit = set(pairs.events.values())
        events += [(e.confidence, j in hit) for j, e in enumerate(mine.events)]
    return mentions, events


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the annotated articles and print both errors with their bins."""
    from kg.pipeline import Resources, facts_of

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--only", default="", help="sources, divided by commas")
    parser.add_argument("--fit", action="store_true", help="print rows for certainty.tsv")
    args = parser.parse_args(arguments)
    golds = load(args.gold, tuple(s for s in args.only.split(",") if s))
    facts = list(facts_of([g.article for g in golds], Resources.load()))
    for name, judged in zip(("mentions", "events"), judgements(facts, golds), strict=True):
        print(f"{name}: {len(judged)}, calibration error {calibration_error(judged):.4f}")
        if args.fit:
            slope, shift = fitted(judged)
            print(f"slope {slope:.3f}, shift {shift:.3f}, on top of what stands in certainty.tsv")
        for b in bins(judged):
            print(
                f"  {b.low:.2f}–{b.high:.2f}  {b.count:5d}  "
                f"confidence {b.confidence:.3f}  right {b.right:.3f}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
