"""``kg link``: which thing of the world a node is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.command.argument import FolderPath, Note


def link(
    graph: FolderPath,
    one: Annotated[
        str | None,
        typer.Argument(metavar="NODE", help="A node: its name or its IRI.", show_default=False),
    ] = None,
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="TARGET",
            help="A Wikidata id (Q142), the key of a row of the knowledge base (country/FR), or "
            "none to unlink it.",
            show_default=False,
        ),
    ] = None,
    note: Note = "",
    wikidata: Annotated[
        bool,
        typer.Option(
            "--wikidata",
            help="Ask Wikidata, over the network, for every node without an id; what is surely "
            "one item is linked.",
        ),
    ] = False,
    endpoint: Annotated[
        str,
        typer.Option(metavar="URL", help="The API to ask instead of wikidata.org."),
    ] = "",
) -> None:
    """Say which thing of the world a node is, now and in every later build.

    With --wikidata the names of all nodes without an id are sent to Wikidata, and its answers kept
    in DIR/wikidata.sqlite: each name is asked once. The links stand in corrections.tsv and can be
    taken out there.
    """
    if wikidata == bool(one or target) or bool(one) != bool(target):
        raise typer.BadParameter("give a node and its target, or --wikidata")
    if one and target:
        from kg.command.correct import decide, node
        from kg.knowledge import Graph

        first = node(Graph.load(graph), one)
        decide(graph, "link", first, target, note)
        print(f"{first}\nis linked to {target}")
        return
    reconcile(graph, endpoint)


def reconcile(folder: Path, endpoint: str = "") -> None:
    """Ask Wikidata for the nodes without an id, write what is sure to corrections.tsv, rebuild."""
    from kg.command.correct import told
    from kg.graph.corrections import add
    from kg.graph.wikidata import API, Wikidata, reconciled
    from kg.knowledge import Graph
    from kg.rebuild import rebuild

    source = Wikidata(folder / "wikidata.sqlite", endpoint or API)
    try:
        found = list(reconciled(Graph.load(folder).store, source))
    finally:
        source.close()
    for row in found:
        add(folder, row)
        print(f"{row.item} is {row.value}")
    if found:
        told(rebuild(folder)[1])
    print(f"{len(found)} linked by Wikidata")
