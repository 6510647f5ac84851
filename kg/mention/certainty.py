"""Certainty: the model's score of a span, made as honest as held-out articles allow.

A network trained to the end is too sure of itself. Its scores go through a line in log-odds (Platt
1999; Guo et al. 2017), fitted by ``python -m kg.evaluate.calibration FOLDER --only OUTLETS --fit``
on articles that it was not trained on. Floors go by the raw score; what is told is the certainty.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Final

from kg.sentence.table import table

SECOND: Final = 0.6
"""Of what a second reader alone has seen: under the lexicon's 1, over our floors."""


@cache
def _lines() -> Mapping[str, tuple[float, float]]:
    return {r["span"]: (float(r["slope"]), float(r["shift"])) for r in table("certainty")}


def certainty(span: str, score: float) -> float:
    """How likely a span of this kind (mention, trigger, title) is right, between 0 and 1."""
    if span not in _lines():
        return score
    return straightened(score, *_lines()[span])


def straightened(score: float, slope: float, shift: float) -> float:
    """``score`` with its log-odds times ``slope`` plus ``shift``."""
    inside = min(max(score, 1e-6), 1 - 1e-6)
    odds = slope * math.log(inside / (1 - inside)) + shift
    return 1 / (1 + math.exp(-min(max(odds, -50.0), 50.0)))
