"""``kg build``: articles in, a folder with the graph and its page out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.command.argument import Bidi, pairs, show


def build(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files or folders: text, saved web pages, JSONL, JSON, CSV, RSS and Atom; "
            "- is standard input.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Folder to write into.", show_default=False
        ),
    ],
    date: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="Publication date of articles that have none, nor one in their file's name "
            "(2016-01-21 …, 20160121, 21-1-2016): 2016-01-21, 2016-01 or 2016.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            metavar="OURS=THEIRS",
            help="Other name of a table's column (id, source, date, title, url, text): "
            "text=body. May be given more than once.",
            show_default=False,
        ),
    ] = None,
    entities: Annotated[
        list[Path] | None,
        typer.Option(
            "--entities",
            "--kb",
            metavar="TSV",
            help="Your own table of names, divided by tabs: name, type (PER, CTRY, LOC, ORG, GRP), "
            "other names (divided by |), Wikidata id, English name, IRI (the last four may be left "
            "out); or an RDF file. May be given more than once, and again at every build. See "
            "kg kb import.",
            show_default=False,
        ),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Read only so many articles.", show_default=False),
    ] = None,
    fresh: Annotated[
        bool,
        typer.Option("--fresh", help="Forget the articles of earlier builds into DIR."),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Processes that read; by default one, and one a core where there are many "
            "articles.",
            show_default=False,
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            metavar="ENGINE",
            help="Read on a cluster: ray or spark. Every machine of it needs this khabar.",
            show_default=False,
        ),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Where it runs: host:6379 or auto (Ray), spark://host:7077 or "
            "local-cluster[2,1,1024] (Spark); without it one is started on this machine.",
            show_default=False,
        ),
    ] = None,
    also: Annotated[
        list[str] | None,
        typer.Option(
            metavar="READER",
            help="A second reader of names: camel (camel-tools, with its own data), or "
            "llm=URL#MODEL (any endpoint of OpenAI's protocol: the articles are sent there). May "
            "be given more than once.",
            show_default=False,
        ),
    ] = None,
    store: Annotated[
        str | None,
        typer.Option(
            metavar="ENDPOINT",
            help="Afterwards send the graph to a SPARQL server, what is new of it: see kg push.",
            show_default=False,
        ),
    ] = None,
    wikidata: Annotated[
        bool,
        typer.Option(
            "--wikidata",
            help="Afterwards ask Wikidata, over the network, for the nodes without an id: see kg "
            "link.",
        ),
    ] = False,
    bidi: Bidi = True,
) -> None:
    """Read Arabic news articles and write their graph.

    DIR then holds graph.ttl and graph.trig (RDF), graph.html (the page), merges.tsv (what became
    one node, and why), report.json (counts, timings, what was skipped and why) and store (the
    graph as it is asked). An input that
    cannot be read is named in one line and the others go on. The first line of a text file, where
    it reads like a headline, is the article's title.

    A second build into DIR adds to its graph: only new and changed articles are read, and what a
    person decided (kg merge, kg split, kg link, kg reject) is kept; where nothing is new, nothing
    is written but report.json. A build that was interrupted or
    killed goes on where it stopped when the same command is given again.
    """
    named = pairs(columns or (), "--columns")
    if store is not None:
        from kg.graph.server import Server

        Server(store).close()  # an address that is none is told before hours of reading
    from kg.builder import build as made
    from kg.command.progress import Progress

    with Progress(paths, limit) as progress:
        try:
            graph = made(
                paths,
                date=date,
                columns=named,
                entities=entities or (),
                output=output,
                limit=limit,
                fresh=fresh,
                workers=workers,
                engine=engine,
                address=address,
                also=also or (),
                watcher=progress.watcher,
            )
        except KeyboardInterrupt as stopped:
            progress.stop()
            told = str(stopped) or f"{output} is as it was"
            print(f"interrupted: {told}", file=sys.stderr)
            raise typer.Exit(130) from None
    assert graph.report is not None
    show(graph.report.rows(), "table", bidi)
    if graph.report.unchanged:
        print(f"\nnothing new: the graph in {output} is as it was")
    if wikidata:
        from kg.command.link import reconcile

        reconcile(output)
    if store is not None:
        from kg.command.push import send

        send(output, store)
    print(f"\n{output / 'graph.html'}")
