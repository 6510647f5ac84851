"""``kg remove``: take back what an article told."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import FolderPath


def remove(
    graph: FolderPath,
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="Id of the article: its file's name without the ending, or its row's id.",
            show_default=False,
        ),
    ],
) -> None:
    """Take an article out of a graph, with exactly its facts.

    What it joined falls apart again, unless other articles or a person say so too.
    """
    from kg.command.correct import told
    from kg.query.terminal import safe
    from kg.rebuild import rebuild

    made, skipped = rebuild(graph, without=article)
    told(skipped)
    print(f"{safe(article)} is out of {graph}; articles left: {made.summary().articles}")
