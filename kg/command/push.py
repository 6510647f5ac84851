"""``kg push``: a graph to a SPARQL server."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.command.argument import GraphPath


def push(
    graph: GraphPath,
    endpoint: Annotated[
        str,
        typer.Argument(
            metavar="ENDPOINT",
            help="The server's address for the Graph Store protocol; with --update, for updates.",
            show_default=False,
        ),
    ],
    update: Annotated[
        bool, typer.Option("--update", help="Use SPARQL Update, not the Graph Store protocol.")
    ] = False,
    merged: Annotated[
        str,
        typer.Option(
            metavar="GRAPH",
            help="Where all articles merged go: default, the IRI of a graph, or none (for "
            "Virtuoso, whose default graph is all graphs together).",
        ),
    ] = "default",
    batch: Annotated[
        int | None,
        typer.Option(min=1, help="Triples of one request.", show_default=False),
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Send everything, whatever was sent before.")
    ] = False,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Send a password over plain http.")
    ] = False,
) -> None:
    """Send a graph to a SPARQL server; what broke off goes on, what is there is not sent again.

    Who you are comes from the environment (KHABAR_USER and KHABAR_PASSWORD, or KHABAR_TOKEN) or
    from your keyring.
    """
    where = None if merged == "none" else merged
    send(graph, endpoint, update=update, merged=where, batch=batch, fresh=fresh, insecure=insecure)


def send(graph: Path, endpoint: str, **options: Any) -> None:
    """Push with the options of ``kg.graph.push.push``, and say on the terminal how it goes on."""
    from kg.graph.push import push as sent
    from kg.knowledge import Graph

    def told(graphs: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{graphs:,}", end="", file=sys.stderr, flush=True)

    done = sent(Graph.load(graph), graph, endpoint, told=told, **options)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(
        f"{done.graphs:,} graphs, {done.unchanged:,} of them unchanged, {done.removed:,} removed; "
        f"{done.triples:,} triples sent"
    )
