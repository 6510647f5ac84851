"""``kg merge``: two nodes are one."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import FolderPath, Item, Note


def merge(
    graph: FolderPath,
    one: Item,
    other: Annotated[
        str,
        typer.Argument(
            metavar="OTHER",
            help="The node that it is: its IRI stays. A name or an IRI.",
            show_default=False,
        ),
    ],
    note: Note = "",
) -> None:
    """Make two nodes one, now and in every later build.

    The decision is a row of corrections.tsv in the folder; kg split takes it back.
    """
    from kg.command.correct import decide, node
    from kg.errors import KhabarError
    from kg.knowledge import Graph

    shown = Graph.load(graph)
    first, second = node(shown, one), node(shown, other)
    if first == second:
        raise KhabarError("K815", one=one, other=other, node=first)
    decide(graph, "merge", first, second, note)
    print(f"{first}\nis\n{second}")
