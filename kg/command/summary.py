"""``kg summary``: what is in a graph, in numbers."""

from __future__ import annotations

from kg.command.argument import Bidi, Format, GraphPath, known_format, show


def summary(graph: GraphPath, format: Format = "table", bidi: Bidi = True) -> None:
    """Count what is in a graph: articles, sentences, mentions, entities, events by type."""
    from kg.knowledge import Graph
    from kg.query.rows import Rows

    known_format(format)
    found = Graph.load(graph).summary()
    if format == "json":
        import json

        print(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    show(found.rows(), format, bidi)
    if format == "table" and found.most_mentioned:
        print()
        show(Rows.of(["الأكثر ذكرا", "mentions"], found.most_mentioned), format, bidi)
