"""Tables for spreadsheets: cells divided by commas or tabs, and none that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""How a spreadsheet knows that a cell is a formula."""


def separated(
    columns: Iterable[str], rows: Iterable[Iterable[object]], delimiter: str = ",", end: str = "\n"
) -> str:
    """The rows under their columns, each line closed by ``end``; texts in the rows are unarmed."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(columns)
    writer.writerows(
        [unarmed(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return out.getvalue()


def unarmed(text: str) -> str:
    """A text that begins like a formula with ``'`` before it; any other as it is."""
    return "'" + text if text.startswith(_FORMULA) else text
