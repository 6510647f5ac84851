"""``kg link``: which thing of the world a node is."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import FolderPath, Item, Note


def link(
    graph: FolderPath,
    one: Item,
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET",
            help="A Wikidata id (Q142), the key of a row of the knowledge base (country/FR), or "
            "none to unlink it.",
            show_default=False,
        ),
    ],
    note: Note = "",
) -> None:
    """Say which thing of the world a node is, now and in every later build."""
    from kg.command.correct import decide, node
    from kg.graph.graph import Graph

    first = node(Graph.load(graph), one)
    decide(graph, "link", first, target, note)
    print(f"{first}\nis linked to {target}")
