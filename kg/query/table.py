"""Answers as text: a table for the terminal, CSV, TSV, JSON, Markdown, HTML for a notebook."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Protocol

from kg.errors import KhabarError
from kg.graph.spreadsheet import separated
from kg.query.cell import Value, flat, markdown, shown
from kg.query.terminal import LEFT_TO_RIGHT, safe, visual, width

FORMATS = ("table", "csv", "tsv", "json", "markdown")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufefc]")


class Table(Protocol):
    """Named columns and rows of values below them; perhaps a title over them."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns."""

    @property
    def title(self) -> str | None:
        """What the whole answers."""

    def __iter__(self) -> Iterator[Sequence[Value]]:
        """The rows, each as long as the columns are many."""


def formatted(rows: Table, format: str = "table", *, bidi: bool = True, columns: int = 100) -> str:
    """The answers in one of ``FORMATS``.

    ``bidi``: whether the terminal arranges right-to-left text itself; ``columns``: how wide it is.
    Raises ``KhabarError`` K507 for an unknown format.
    """
    if format == "table":
        return text_table(rows, bidi=bidi, columns=columns)
    makers: dict[str, Callable[[Table], str]] = {
        "csv": csv_text,
        "tsv": tsv_text,
        "json": json_text,
        "markdown": markdown_text,
    }
    if format not in makers:
        raise KhabarError("K507", name=format, known=", ".join(FORMATS))
    return makers[format](rows)


def text_table(rows: Table, *, bidi: bool = True, columns: int = 100) -> str:
    """A table for a terminal; long cells go on in further lines of their column. Of more columns
    than have room beside each other, each row is a table of its own, without its empty cells."""
    if 11 * len(rows.columns) - 3 > max(100, columns):
        return _records(rows, bidi, columns)
    cells = [[shown(value) for value in row] for row in rows]
    widths = _widths([list(rows.columns), *cells], max(40, columns))
    title = safe(rows.title or "")
    lines = [title if bidi else visual(title)] if title else []
    lines += _lines(list(rows.columns), widths, bidi)
    lines.append("─┼─".join("─" * w for w in widths))
    for row in cells:
        lines += _lines(row, widths, bidi)
    return "\n".join(lines)


def _records(rows: Table, bidi: bool, columns: int) -> str:
    """Row below row, each cell beside the name of its column."""
    title = safe(rows.title or "")
    blocks = [title if bidi else visual(title)] if title else []
    label = max(map(width, rows.columns))
    for row in rows:
        pairs = [(name, shown(value)) for name, value in zip(rows.columns, row, strict=True)]
        widths = [label, max(8, max(40, columns) - label - 3)]
        lines = (line for pair in pairs if pair[1] for line in _lines([*pair], widths, bidi))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) or " │ ".join(rows.columns)


def csv_text(rows: Table) -> str:
    """Comma-separated; a text that a spreadsheet would run as a formula is quoted with ``'``."""
    return separated(rows.columns, rows)


def tsv_text(rows: Table) -> str:
    """Tab-separated, one line a row: tabs and line ends inside a cell become spaces."""
    return separated(rows.columns, (map(flat, row) for row in rows), "\t")


def json_text(rows: Table) -> str:
    """A list of objects, one a row."""
    objects = [dict(zip(rows.columns, row, strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1) + "\n"


def markdown_text(rows: Table) -> str:
    """A pipe table; markup in the answers is escaped."""
    head = [f"| {' | '.join(map(markdown, rows.columns))} |", "|" + " --- |" * len(rows.columns)]
    body = (f"| {' | '.join(map(markdown, row))} |" for row in rows)
    return "\n".join([*head, *body]) + "\n"


def html_table(rows: Table) -> str:
    """An HTML table, every value escaped; each cell takes its own direction."""
    head = "".join(f"<th>{escape(name)}</th>" for name in rows.columns)
    body = "".join(
        "<tr>" + "".join(f'<td dir="auto">{escape(shown(v))}</td>' for v in row) + "</tr>"
        for row in rows
    )
    title = f'<caption dir="auto">{escape(rows.title)}</caption>' if rows.title else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _widths(cells: list[list[str]], columns: int) -> list[int]:
    """Column widths: as wide as needed, and if that is too wide, the widest give way. What has no
    space in it, such as an IRI, is kept whole where there is room, so that it can be copied."""
    table = [[safe(cell) for cell in column] for column in zip(*cells, strict=True)]
    wanted = [max(map(width, column)) for column in table]
    room = columns - 3 * (len(wanted) - 1)
    whole = [max(width(w) for cell in column for w in (cell.split() or [""])) for column in table]
    least = [max(8, w) for w in whole]
    if sum(map(min, least, wanted)) > room:
        least = [8] * len(wanted)
    while sum(wanted) > room and any(w > low for w, low in zip(wanted, least, strict=True)):
        over = [w - low if w > low else -1 for w, low in zip(wanted, least, strict=True)]
        widest = max(range(len(wanted)), key=lambda n: (over[n] > -1) * wanted[n])
        others = [w for n, w in enumerate(wanted) if n != widest and over[n] > -1]
        enough = wanted[widest] - (sum(wanted) - room)
        narrower = min(wanted[widest] - 1, max(enough, max(others, default=8) - 1))
        wanted[widest] = max(least[widest], narrower)
    return wanted


def _lines(cells: list[str], widths: list[int], bidi: bool) -> list[str]:
    wrapped = [_wrap(safe(cell), wide) for cell, wide in zip(cells, widths, strict=True)]
    # keeps the columns in their order, where one of them could pull the others over
    mark = LEFT_TO_RIGHT if bidi and _RIGHT_TO_LEFT.search(" ".join(cells)) else ""
    lines = []
    for n in range(max(map(len, wrapped), default=0)):
        parts = [cell[n] if n < len(cell) else "" for cell in wrapped]
        if not bidi:
            parts = [visual(part) for part in parts]
        padded = [
            part + mark + " " * (wide - width(part))
            for part, wide in zip(parts, widths, strict=True)
        ]
        lines.append(f" │ {mark}".join(padded).rstrip(" "))
    return lines


def _wrap(text: str, wide: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        while width(word) > wide:  # an IRI, longer than its column
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:wide])
            word = word[wide:]
        if line and width(line) + 1 + width(word) > wide:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line or not lines else lines
