"""``kg split``: what was made one node is two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.command.argument import FolderPath, Item, Note

if TYPE_CHECKING:
    from kg.knowledge import Graph


def split(
    graph: FolderPath,
    one: Item,
    other: Annotated[
        str,
        typer.Argument(
            metavar="OTHER",
            help="What it is not: a name or an IRI, also of one that was joined with it (the "
            "members in merges.tsv); or the id of an article that calls somebody else so.",
            show_default=False,
        ),
    ],
    note: Note = "",
) -> None:
    """Keep two apart, now and in every later build; takes back kg merge, by the same two names.

    With an article's id, what that article calls ONE becomes a node of its own.
    """
    from kg.command.correct import decide, node
    from kg.errors import KhabarError
    from kg.graph.archive import Archive
    from kg.graph.member import two
    from kg.knowledge import Graph
    from kg.rebuild import examined

    shown = Graph.load(graph)
    first = node(shown, one)
    with Archive(graph) as archive:
        article = other in archive.articles()
    if article:
        second = other
    else:
        nodes = first, node(shown, other)
        first, second = two(graph, (one, other), nodes, lambda: examined(graph).identity)
        if first != second and all(_stands(shown, one) for one in (first, second)):
            raise KhabarError("K820", one=one, other=other, first=first, second=second)
    decide(graph, "split", first, second, note)
    print(f"{first}\nis not\n{second}")


def _stands(graph: Graph, iri: str) -> bool:
    """Whether it is a node of its own: what was joined with another is none."""
    from pyoxigraph import NamedNode

    asked = graph.store.quads_for_pattern(NamedNode(iri), None, None)
    return next(asked, None) is not None
