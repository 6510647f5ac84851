"""``kg remove``: take back what an article told."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import FolderPath
from kg.errors import KhabarError


def remove(
    graph: FolderPath,
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="Id of the article: its file's name without the ending, or its row's id; the "
            "page shows it over the article's text.",
            show_default=False,
        ),
    ],
    undo: Annotated[
        bool,
        typer.Option("--undo", help="Let builds read it again: the next one does."),
    ] = False,
) -> None:
    """Take an article out of a graph, with exactly its facts; later builds leave it out too.

    What it joined falls apart again, unless other articles or a person say so too. The decision is
    a row of corrections.tsv in the folder; --undo takes it back.
    """
    from kg.command.correct import told
    from kg.graph.corrections import Correction, add, read, take_out
    from kg.query.terminal import safe
    from kg.rebuild import rebuild

    if undo:
        rows = [r for r in read(graph).rows if (r.action, r.item) == ("remove", article.strip())]
        if not rows:
            raise KhabarError("K816", path=graph, article=article)
        take_out(graph, rows)
        print(f"{safe(article)} is no longer left out: kg build reads it again")
        return
    made, skipped = rebuild(graph, without=article)
    add(graph, Correction("remove", article))
    told(skipped)
    print(
        f"{safe(article)} is out of {graph}, and later builds leave it out (--undo takes that "
        f"back); articles left: {made.summary().articles}"
    )
