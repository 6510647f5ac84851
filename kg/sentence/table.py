"""The hand-made tables that the sentence stage reads: tab-separated rows under kg/lexicon."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_ROWS: Final = Path(__file__).parent.parent / "lexicon" / "rows"


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of ``kg/lexicon/rows/<name>.tsv``, by column; lines that begin with # are notes."""
    with (_ROWS / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        rows = csv.DictReader(told, delimiter="\t", quoting=csv.QUOTE_NONE, restval="")
        return tuple(map(MappingProxyType, rows))
