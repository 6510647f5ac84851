"""``kg serve``: a graph on a port of this machine."""

from __future__ import annotations

import os
import secrets
import sys
from typing import Annotated

import typer

from kg.command.argument import FolderPath
from kg.errors import KhabarError


def serve(
    graph: FolderPath,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Address to listen on; by default this machine.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0: any free one.")] = 8765,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Another name under which it may be asked.", show_default=False
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes for queries; as many as cores.", show_default=False),
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="The longest a query may take.")] = 10.0,
    rows: Annotated[int, typer.Option(min=1, help="The most rows of an answer.")] = 100_000,
    memory: Annotated[
        int, typer.Option(min=256, help="The most megabytes that a process takes.")
    ] = 2048,
    writable: Annotated[
        bool,
        typer.Option(
            "--writable",
            help="Take articles from who sends the token (environment: KHABAR_TOKEN; without it "
            "one is made and printed).",
        ),
    ] = False,
) -> None:
    """Serve a graph: SPARQL, its page, a page for each entity, a JSON API. Stop with Ctrl-C.

    It prints where: the pages, the SPARQL endpoint, the page on the API.
    Pages of other origins may not read them (no CORS header is sent).
    An answer cut at --rows says so in the header Khabar-Cut-At.

    To send articles to a --writable one, and be told the job that reads them:
    curl http://127.0.0.1:8765/api/articles
      -H "Authorization: Bearer $KHABAR_TOKEN" -H "Content-Type: application/json"
      -d '{"id": "a1", "date": "2016-01-21", "text": "…"}'
    """
    from kg.graph.store import has_store
    from kg.query.question import questions
    from kg.serve.app import application
    from kg.serve.limit import Limits
    from kg.serve.server import serve as run

    if graph.is_file():
        raise KhabarError("K405", path=graph, folder=graph.resolve().parent)
    if not has_store(graph) and not any((graph / n).is_file() for n in ("graph.trig", "graph.ttl")):
        raise KhabarError("K404", path=graph)
    questions()  # of your own, what is wrong with them is told before anybody asks
    token = os.environ.get("KHABAR_TOKEN") or secrets.token_urlsafe(24) if writable else None
    app = application(
        graph.resolve(),
        limits=Limits(seconds=seconds, rows=rows, memory=memory << 20),
        workers=workers,
        hosts=[*(allow_host or ()), *([host] if host not in ("0.0.0.0", "::") else ())],
        token=token,
    )

    def ready(port: int) -> None:
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
        print(f"{address}\n{address}sparql\n{address}api", flush=True)
        if token and "KHABAR_TOKEN" not in os.environ:
            print(f"token: {token}", file=sys.stderr, flush=True)

    run(app, host, port, ready)
