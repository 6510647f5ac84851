"""Number words: ستة "six", آلاف "thousands" → what they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from kg.sentence.spelling import fold
from kg.sentence.table import table

ORDERING = ("ordinal", "first")
"""Categories of ``time_numbers.tsv`` that say which one, not how many: السادس "the sixth"."""


@cache
def cardinals() -> Mapping[str, str]:
    """Folded number words, each with its number in digits."""
    rows = (r for r in table("time_numbers") if r["category"] not in ORDERING)
    found = {fold(row["surface"]).text: row["value"] for row in rows}
    return found | {fold(row["word"]).text: row["value"] for row in table("large_numbers")}
