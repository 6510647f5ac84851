"""``kg view``: the page of a graph, or of a part of it, in the browser."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.command.argument import GraphPath


def view(
    graph: GraphPath,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="HTML", help="Write the page there.", show_default=False
        ),
    ] = None,
    open_it: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in the browser.")
    ] = True,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TYPE",
            help="Only these entities: Person, Country, Place, Organisation, Group.",
            show_default=False,
        ),
    ] = None,
    events: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TYPE", help="Only these events: Meeting, Statement …", show_default=False
        ),
    ] = None,
    around: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only what is near a person, place or body.", show_default=False
        ),
    ] = None,
    steps: Annotated[int, typer.Option(min=1, help="How many facts away from --around.")] = 1,
    since: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only from that day, month or year.", show_default=False),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Only up to that time.", show_default=False),
    ] = None,
    title: Annotated[
        str | None, typer.Option(help="Title of the page.", show_default=False)
    ] = None,
) -> None:
    """Open the page of a graph, or of a part of it, in the browser; it needs no network."""
    chosen: dict[str, object] = {
        "only": only or [],
        "events": events or [],
        "around": around,
        "since": since,
        "until": until,
    }
    filters = {name: value for name, value in chosen.items() if value}
    if filters:
        filters["steps"] = steps
    ready = graph / "graph.html"
    if not filters and output is None and title is None and ready.is_file():
        page = ready
    else:
        page = _written(graph, output, title, filters)
    print(page)
    if open_it:
        import webbrowser

        webbrowser.open(page.resolve().as_uri())


def _written(
    graph: Path, output: Path | None, title: str | None, filters: dict[str, object]
) -> Path:
    from kg.graph.files import write_files
    from kg.knowledge import Graph

    html = Graph.load(graph).page(title=title, **filters)
    if output is None:
        import tempfile

        output = Path(tempfile.mkdtemp(prefix="khabar-")) / "graph.html"
    write_files({output: html.encode("utf-8")})
    return output
