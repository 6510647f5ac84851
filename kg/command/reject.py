"""``kg reject``: a fact that is not so."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.command.argument import FolderPath, Note

if TYPE_CHECKING:
    from kg.graph.corrections import Correction
    from kg.knowledge import Graph


def reject(
    graph: FolderPath,
    fact: Annotated[
        list[str],
        typer.Argument(
            metavar="FACT",
            help="A person and a post of his; or three: subject, property, object; or the IRI of "
            "an event. Names or IRIs.",
            show_default=False,
        ),
    ],
    note: Note = "",
) -> None:
    """Take back one fact that was read wrongly, now and in every later build.

    A post is 'محمد سلمان' 'وزير الدفاع'; a relation or a role of an event three, its property
    written as in graph.ttl (kg:capitalOf, org:memberOf, kg:participant); the IRIs of events stand
    in the answers of kg query --format csv.
    """
    if len(fact) > 3:
        raise typer.BadParameter(
            "give the IRI of an event; a person and a post; or three: subject, property, object "
            "(باريس kg:capitalOf فرنسا)",
            param_hint="FACT",
        )
    from kg.command.correct import decide, node
    from kg.graph.corrections import read
    from kg.knowledge import Graph
    from kg.triple.vocabulary import ORG, expand

    shown = Graph.load(graph)
    subject = node(shown, fact[0])
    rows = [r for r in read(graph).rows if (r.action, r.item) == ("reject", subject)]
    value = predicate = ""
    if len(fact) > 1:
        predicate = (expand(fact[1]) or "") if len(fact) == 3 else ORG.holds.value
        if not predicate:
            raise typer.BadParameter(f"{fact[1]!r}: write e.g. kg:participant", param_hint="FACT")
        _again(shown, rows, predicate, fact[-1])
        value = f"{predicate} {_told(shown, subject, predicate, fact[-1])}"
    else:
        _again(shown, rows)
    decide(graph, "reject", subject, value, note)
    print(f"rejected: {' '.join(filter(None, (subject, value)))}")


def _again(graph: Graph, rows: Sequence[Correction], predicate: str = "", what: str = "") -> None:
    """Raise ``KhabarError`` K818 where one of the rows has taken back just that fact: the graph
    no longer tells it, and may have no name left for what it was (a post)."""
    if not rows:
        return
    from kg.errors import KhabarError
    from kg.triple.iri import is_post_of
    from kg.triple.vocabulary import expand

    meant = {what, expand(what) or what}
    with suppress(KhabarError):
        meant.update(graph.names.find(what) if what else ())
    said = {getattr(o, "value", "") for o in _said(graph, rows[0].item, predicate)}
    if said and (not predicate or not said.isdisjoint(meant)):
        return
    for row in rows:
        told, _, of = row.value.partition(" ")
        of = of.strip('"')
        if (expand(told) or told) == predicate and (of in meant or is_post_of(of, what)):
            fact = " ".join(filter(None, (row.item, row.value)))
            raise KhabarError("K818", fact=fact, row=row.row)


def _said(graph: Graph, subject: str, predicate: str) -> set[Any]:
    """What the graph tells so of the subject; without a predicate, all that it tells of it."""
    from pyoxigraph import NamedNode

    asked = NamedNode(subject), NamedNode(predicate) if predicate else None, None
    return {quad.object for quad in graph.store.quads_for_pattern(*asked)}


def _told(graph: Graph, subject: str, predicate: str, what: str) -> str:
    """What the graph tells so of the subject: a text, or the IRI of what is called so.

    Raises ``KhabarError`` K505 (nothing is called so), K811 (several such facts).
    """
    from pyoxigraph import Literal, NamedNode

    from kg.command.correct import node, several
    from kg.triple.vocabulary import expand

    said = _said(graph, subject, predicate)
    if any(isinstance(o, Literal) and o.value == what for o in said):
        return what
    if iri := expand(what):
        return iri
    there = {o.value for o in said if isinstance(o, NamedNode)}
    found = sorted(there.intersection(graph.names.find(what)))
    if len(found) > 1:
        raise several(graph, what, found)
    return found[0] if found else node(graph, what)
