"""Arguments and options that several commands share, and what becomes of them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import KhabarError

if TYPE_CHECKING:
    from kg.query.rows import Rows

GraphPath = Annotated[
    Path,
    typer.Argument(
        metavar="GRAPH",
        help="Folder that [cyan]kg build[/] wrote, or an RDF file (ttl, trig, nq, jsonld, rdf).",
        show_default=False,
    ),
]

FolderPath = Annotated[
    Path,
    typer.Argument(
        metavar="GRAPH", help="Folder that [cyan]kg build[/] wrote.", show_default=False
    ),
]
Item = Annotated[
    str,
    typer.Argument(metavar="ONE", help="A name in any spelling, or an IRI.", show_default=False),
]
Note = Annotated[
    str,
    typer.Option(metavar="TEXT", help="Why: kept beside the decision.", show_default=False),
]


def complete_format(incomplete: str) -> list[str]:
    """For shell completion: the formats of answers that begin so."""
    from kg.query.table import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def complete_question(incomplete: str) -> list[tuple[str, str]]:
    """For shell completion: the questions that begin so, with what they ask."""
    from kg.query.question import questions

    return [(q.name, q.title_en) for q in questions() if q.name.startswith(incomplete)]


Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help="table, csv, tsv, json or markdown.",
        autocompletion=complete_format,
    ),
]
Bidi = Annotated[
    bool,
    typer.Option(
        "--bidi/--no-bidi",
        envvar="KHABAR_BIDI",
        help="Whether your terminal arranges right-to-left text itself. If Arabic words come "
        "out backwards or with letters apart, say --no-bidi.",
    ),
]


def pairs(given: Iterable[str], option: str) -> dict[str, str]:
    """``k=v`` arguments as a mapping; raises typer's BadParameter for one without ``=``."""
    found = {}
    for one in given:
        name, sign, value = one.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise typer.BadParameter(f"{one!r}: write NAME=VALUE", param_hint=option)
        found[name.strip()] = value.strip()
    return found


def known_format(format: str) -> None:
    """Raises KhabarError K507 for a format that no answer has, before a large graph is read."""
    from kg.query.table import FORMATS

    if format not in FORMATS:
        raise KhabarError("K507", name=format, known=", ".join(FORMATS))


def show(rows: Rows, format: str, bidi: bool) -> None:
    """Print the answers; a table is as wide as the terminal."""
    from kg.query.table import formatted

    columns = shutil.get_terminal_size((100, 24)).columns if sys.stdout.isatty() else 100
    print(formatted(rows, format, bidi=bidi, columns=columns).rstrip("\n"))
