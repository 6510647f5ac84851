"""``kg export``: the graph in a format that other programs read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.command.argument import GraphPath
from kg.errors import KhabarError


def export(
    graph: GraphPath,
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="turtle, trig, ntriples, nquads, jsonld, rdfxml, graphml (Gephi, Cytoscape), "
            "gexf, csv, parquet or html; the ending of --output tells it too.",
            show_default=False,
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="File to write; without it, standard output. CSV and Parquet also write "
            "FILE.nodes.*",
            show_default=False,
        ),
    ] = None,
    ontology: Annotated[
        bool,
        typer.Option(
            "--ontology",
            help="Write with it what the terms mean, one more named graph: kg:demand, classes and "
            "roles with their names in Arabic and English.",
        ),
    ] = False,
    events: Annotated[
        bool,
        typer.Option(
            "--events",
            help="Event data: one row an event with PLOVER category, actors, ISO country codes, "
            "date, place and sentence, as .csv or .parquet; beside it FILE.actors.*, and what the "
            "columns hold, FILE.columns.csv. Most articles give no time beside an event: where "
            "first_day and last_day are empty, count by published.",
        ),
    ] = False,
    shards: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Folder for N-Quads shards: part-00001.nq and so on.",
            show_default=False,
        ),
    ] = None,
    articles: Annotated[
        int | None,
        typer.Option(min=1, help="Articles of a shard; 1000 if not said.", show_default=False),
    ] = None,
    gzip: Annotated[bool, typer.Option("--gzip", help="Pack each shard.")] = False,
) -> None:
    """Write the graph as RDF, as a network for Gephi, as tables, or as event data.

    With --shards: as N-Quads files of some articles each, which any store loads in bulk, in any
    order.
    """
    if ontology and (events or shards is not None):
        raise typer.BadParameter("goes without --events and --shards", param_hint="--ontology")
    if shards is not None:
        if format is not None or output is not None:
            raise typer.BadParameter("goes without --format and --output", param_hint="--shards")
        from kg.graph.shards import ARTICLES, save_shards
        from kg.knowledge import Graph

        parts = save_shards(Graph.load(graph), shards, articles=articles or ARTICLES, packed=gzip)
        print(*parts, sep="\n")
        return
    if events:
        if format is not None or output is None:
            raise typer.BadParameter(
                "give --output FILE.csv or FILE.parquet, no --format", param_hint="--events"
            )
        from kg.graph.event_files import save_events
        from kg.knowledge import Graph

        print(*save_events(Graph.load(graph).store, output), sep="\n")
        return
    if format is None and output is None:
        raise typer.BadParameter("give --format, --output or both", param_hint="--format")
    from kg.graph.files import FORMATS, contents, write_files
    from kg.knowledge import Graph

    if format is not None and format not in FORMATS:
        raise KhabarError("K507", name=format, known=", ".join(FORMATS))
    if output is None and format in ("csv", "parquet"):
        raise typer.BadParameter(f"{format} is two files; say where", param_hint="--output")
    target = output or Path("graph")
    named = target.with_suffix(FORMATS[format]) if format else target
    loaded = Graph.load(graph)
    made = contents(loaded.with_ontology() if ontology else loaded, named)
    if output is None:
        content = made[named]
        for piece in [content] if isinstance(content, bytes) else content:
            sys.stdout.buffer.write(piece)
        return
    files = {output if path == named else path: data for path, data in made.items()}
    write_files(files)
    for path in files:
        print(path)
