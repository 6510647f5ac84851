"""``kg query``: SPARQL or a question of the library, answers in the format you need."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.command.argument import (
    Bidi,
    Format,
    complete_question,
    known_format,
    pairs,
    show,
)
from kg.errors import KhabarError

if TYPE_CHECKING:
    from kg.knowledge import Graph
    from kg.query.remote import Remote


def query(
    graph: Annotated[
        str,
        typer.Argument(
            metavar="GRAPH",
            help="Folder that [cyan]kg build[/] wrote, an RDF file (ttl, trig, nq, jsonld, rdf), "
            "or the address of a SPARQL server.",
            show_default=False,
        ),
    ],
    sparql: Annotated[
        str | None,
        typer.Argument(
            metavar="[SPARQL]",
            help="SELECT, ASK, CONSTRUCT or DESCRIBE; the known prefixes need no PREFIX line.",
            show_default=False,
        ),
    ] = None,
    file: Annotated[
        str | None,
        typer.Option(
            "--file", metavar="RQ", help="File with SPARQL; - is standard input.",
            show_default=False,
        ),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            "--question", "-q", metavar="NAME",
            help="A question of the library; [cyan]kg questions[/] lists them.",
            show_default=False, autocompletion=complete_question,
        ),
    ] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", "-p", metavar="NAME=VALUE",
            help="Narrow the question, or bind a variable of the SPARQL: city=باريس. "
            "May be given more than once.",
            show_default=False,
        ),
    ] = None,
    format: Format = "table",
    english: Annotated[
        bool,
        typer.Option("--english", help="The question, its heads and its terms in English."),
    ] = False,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Send a password over plain http.")
    ] = False,
    bidi: Bidi = True,
) -> None:  # fmt: skip
    """Ask a graph in SPARQL, or with a question of the library.

    A table shows a question's answers in words, with the article that tells each; the other
    formats hold the terms of the vocabulary and the events' IRIs, for kg why and for programs.
    """
    given = [one for one in (sparql, file, question) if one is not None]
    if len(given) != 1:
        raise typer.BadParameter("give one of: SPARQL, --file, --question", param_hint="[SPARQL]")
    params = pairs(param or (), "--param")
    from kg.knowledge import Graph
    from kg.query.question import question as known
    from kg.query.readable import readable
    from kg.query.rows import Rows

    known_format(format)
    if question is not None:
        known(question)  # a wrong name is told before a large graph is read
        opened = _opened(graph, insecure)
        rows = opened.ask(question, **params)
        if len(rows) == (most := known(question).most):
            ways = " ".join(f"-p {p.name}=…" for p in known(question).parameters)
            narrow = f"; narrow them: {ways}" if ways else ""
            print(f"these are the first {most:,} answers{narrow}", file=sys.stderr)
        if english:
            rows = Rows(rows.columns, rows.rows, known(question).title_en)
        if format == "table":
            store = opened.store if isinstance(opened, Graph) else None
            rows = readable(rows, "en" if english else "ar", store)
    else:
        text = sparql if sparql is not None else _text(str(file))
        rows = _opened(graph, insecure).query(text, params)
    show(rows, format, bidi)
    if not rows and format == "table":
        print("no answers", file=sys.stderr)


def _opened(graph: str, insecure: bool) -> Graph | Remote:
    from kg.graph.server import is_endpoint

    if is_endpoint(graph):
        from kg.query.remote import Remote

        return Remote(graph, insecure=insecure)
    from kg.knowledge import Graph

    return Graph.load(graph)


def _text(file: str) -> str:
    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as wrong:
        reason = getattr(wrong, "strerror", None) or "not UTF-8"
        raise KhabarError("K510", file=file, reason=reason) from None
