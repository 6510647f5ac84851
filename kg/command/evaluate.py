"""``kg evaluate``: a graph against annotated articles."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.command.argument import Bidi, Format, GraphPath, known_format, show


def evaluate(
    graph: GraphPath,
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD",
            help="File or folder of annotated articles (JSON); see kg/evaluate/gold.py.",
            show_default=False,
        ),
    ],
    errors: Annotated[
        Path | None,
        typer.Option(
            "--errors",
            metavar="HTML",
            help="Write a page that shows every fault in its sentence.",
            show_default=False,
        ),
    ] = None,
    format: Format = "table",
    bidi: Bidi = True,
) -> None:
    """Score a graph against annotated articles: precision, recall and F1 of every kind of fact."""
    known_format(format)
    from kg.evaluate.evaluation import evaluate as judged

    result = judged(graph, gold)
    if errors is not None:
        from kg.evaluate.page import errors_page
        from kg.graph.files import write_files

        write_files({errors: errors_page(result).encode("utf-8")})
    if format == "json":
        print(result.json())
        return
    from kg.query.rows import Rows

    lines = [(n, f.precision, f.recall, f.f1, f.gold, f.system) for n, f in result.figures.items()]
    show(Rows.of(["row", "precision", "recall", "F1", "annotated", "found"], lines), format, bidi)
    if result.missing and format == "table":
        print(f"\nnot in the graph: {', '.join(result.missing)}")
