"""Floors: from which likelihood what the trained reader saw counts as a fact.

They are rows of ``kg/lexicon/rows/thresholds.tsv``: one for each role, and ``mention``,
``trigger``, ``title`` (spans), ``coref`` (antecedents of a mention), ``coref-definite`` (of a
definite description that has none yet), ``same`` (triggers of one event), ``holder`` and
``post-of`` (ends of a post), ``relation``; ``*`` is for all that have no row. ``python -m
kg.evaluate.thresholds`` sets them on articles the reader was not trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Final

from kg.sentence.table import table

_TRIED: Final[dict[str, float]] = {}


@cache
def floors() -> Mapping[str, float]:
    """The rows of the table, each between 0 and 1."""
    return {row["link"]: float(row["floor"]) for row in table("thresholds")}


def floor(link: str) -> float:
    """The likelihood from which a link (or span) of this name counts."""
    if link in _TRIED:
        return _TRIED[link]
    rows = floors()
    return rows[link] if link in rows else rows["*"]


@contextmanager
def tried(values: Mapping[str, float]) -> Iterator[None]:
    """Inside the ``with``, these floors stand in for the table's: how the floors are tuned."""
    before = dict(_TRIED)
    _TRIED.update(values)
    try:
        yield
    finally:
        _TRIED.clear()
        _TRIED.update(before)
