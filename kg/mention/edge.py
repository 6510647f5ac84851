"""Words that no mention, trigger or title begins or ends with: في "in", التي "which", a comma.

Half of all runs of up to eight words begin or end with one; they are not scored. Table
``span_edges``, counted by ``python -m kg.train.edge``.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import Final

import numpy as np

from kg.mention import label as L
from kg.mention.feature import Ints, spans_of
from kg.mention.window import Page, bare
from kg.sentence.table import table

ENDS: Final = ("first", "last")


@cache
def barred(group: str, end: str) -> Set[str]:
    """Words that a span of a group (mention, trigger, title) never has at an end (first, last)."""
    return frozenset(r["word"] for r in table("span_edges") if group in r[end].split())


def candidates(page: Page, group: str) -> Ints:
    """The spans of a page that may be a mention, a trigger, a title: [n, 2], in order."""
    where = spans_of(page, L.WIDTH[group])
    said = [bare(word.text) for word in page.words]
    keep = np.ones(len(where), bool)
    for column, end in enumerate(ENDS):
        words = barred(group, end)
        fits = np.fromiter((w not in words for w in said), bool, len(said))
        keep &= fits[where[:, column]]
    found: Ints = where[keep]
    return found
