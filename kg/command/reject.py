"""``kg reject``: a fact that is not so."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.command.argument import FolderPath, Note


def reject(
    graph: FolderPath,
    fact: Annotated[
        list[str],
        typer.Argument(
            metavar="FACT",
            help="The IRI of an event or a post; or three: subject, property, object (names or "
            "IRIs).",
            show_default=False,
        ),
    ],
    note: Note = "",
) -> None:
    """Take back one fact that was read wrongly, now and in every later build."""
    if len(fact) not in (1, 3):
        raise typer.BadParameter("give one IRI, or a triple of three", param_hint="FACT")
    from pyoxigraph import Literal

    from kg.command.correct import decide, node
    from kg.knowledge import Graph
    from kg.triple.vocabulary import expand

    shown = Graph.load(graph)
    subject = node(shown, fact[0])
    value = ""
    if len(fact) == 3:
        predicate = expand(fact[1])
        if predicate is None:
            raise typer.BadParameter(f"{fact[1]!r}: write e.g. kg:participant", param_hint="FACT")
        said = [o for _, p, o in shown.triples() if p.value == predicate]
        words = any(isinstance(o, Literal) and o.value == fact[2] for o in said)
        value = f"{predicate} {fact[2] if words else node(shown, fact[2])}"
    decide(graph, "reject", subject, value, note)
    print(f"rejected: {' '.join(filter(None, (subject, value)))}")
