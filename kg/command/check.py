"""``kg check``: does a graph keep its promises?"""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import GraphPath


def check(
    graph: GraphPath,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Check every article with SHACL, not a sample of 100."),
    ] = False,
) -> None:
    """Check a graph against its SHACL shapes, and every offset against the text.

    Exit code 1 if anything is found wanting.
    """
    from kg.graph.check import check as checked
    from kg.query.terminal import safe

    report = checked(graph, limit=None if everything else 100)
    for violation in report.violations:
        print(safe(str(violation)))
    shaped = "all" if report.checked == report.graphs else f"{report.checked} (--all: in all)"
    found = "keeps its promises" if report.conforms else f"{len(report.violations)} broken"
    print(
        f"{graph}: {found}; {report.graphs} articles, offsets checked in all, SHACL shapes in "
        f"{shaped}; {report.quads} quads"
    )
    if not report.conforms:
        raise typer.Exit(1)
