"""``kg reject``: a fact that is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from kg.command.argument import FolderPath, Note

if TYPE_CHECKING:
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
    from kg.knowledge import Graph
    from kg.triple.vocabulary import ORG, expand

    shown = Graph.load(graph)
    subject = node(shown, fact[0])
    value = ""
    if len(fact) > 1:
        predicate = expand(fact[1]) if len(fact) == 3 else ORG.holds.value
        if predicate is None:
            raise typer.BadParameter(f"{fact[1]!r}: write e.g. kg:participant", param_hint="FACT")
        value = f"{predicate} {_told(shown, subject, predicate, fact[-1])}"
    decide(graph, "reject", subject, value, note)
    print(f"rejected: {' '.join(filter(None, (subject, value)))}")


def _told(graph: Graph, subject: str, predicate: str, what: str) -> str:
    """What the graph tells so of the subject: a text, or the IRI of what is called so.

    Raises ``KhabarError`` K505 (nothing is called so), K811 (several such facts).
    """
    from pyoxigraph import Literal, NamedNode

    from kg.command.correct import node, several
    from kg.triple.vocabulary import expand

    asked = (NamedNode(subject), NamedNode(predicate), None)
    said = {quad.object for quad in graph.store.quads_for_pattern(*asked)}
    if any(isinstance(o, Literal) and o.value == what for o in said):
        return what
    if iri := expand(what):
        return iri
    there = {o.value for o in said if isinstance(o, NamedNode)}
    found = sorted(there.intersection(graph.names.find(what)))
    if len(found) > 1:
        raise several(graph, what, found)
    return found[0] if found else node(graph, what)
