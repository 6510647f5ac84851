"""The tables of the view: words of the interface, shapes and colours, how events fold."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``kg/view/NAME.tsv`` as dictionaries; lines that start with '#' are comments."""
    text = files("kg.view").joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def words(language: str) -> dict[str, str]:
    """Key → word of the interface in ``ar`` or ``en``."""
    return {row["key"]: row[language] for row in rows("words")}
