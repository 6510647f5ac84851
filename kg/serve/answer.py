"""The answers to a question of the library as the query page shows them: in Arabic words, as a
terminal has them, and the article that tells of an event as a link to the event.

Programs have ``kg.serve.tell.question``, in which terms and IRIs stay as they are.
"""

from __future__ import annotations

from typing import Any

from kg.knowledge import Graph
from kg.query.cell import Value, shown
from kg.query.question import ask_question
from kg.query.readable import EVENT, head, readable
from kg.query.rows import Rows
from kg.serve.tell import MOST, cut_at
from kg.triple.vocabulary import expand


def answer(graph: Graph, name: str, params: tuple[tuple[str, str], ...] = ()) -> dict[str, Any]:
    """Heads and cells of a table; each cell a text and, where it leads somewhere, an IRI.

    ``cut_at`` as in ``kg.serve.tell.question``. Raises ``KhabarError`` as ``ask_question``.
    """
    found = ask_question(graph, name, dict(params))
    rows = Rows(found.columns, found.rows[:MOST], found.title)
    told = readable(rows, "ar", graph.store)
    article = head("article", "ar")
    cells = []
    for row, words in zip(rows, told, strict=True):
        event = row[EVENT] if EVENT in rows.columns else None
        cells.append(
            [
                {"text": shown(value), "iri": _iri(event if event and at == article else value)}
                for at, value in zip(told.columns, words, strict=True)
            ]
        )
    return {
        "title": rows.title,
        "heads": list(told.columns),
        "rows": cells,
        "cut_at": cut_at(name, found),
    }


def _iri(value: Value) -> str | None:
    """The IRI that the value is, not one that a text begins with."""
    if not isinstance(value, str) or any(mark.isspace() for mark in value):
        return None
    return expand(value) or None
