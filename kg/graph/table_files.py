"""CSV and Parquet: one row a fact with its evidence, and beside it one row a node.

``NAME.csv`` is the edges: source, relation, target with labels, and of events their class,
status and date; then article, sentence, offset and confidence of the first evidence.
``NAME.nodes.csv`` is the nodes. Both open in a spreadsheet (UTF-8 with a mark, no formulas)
and load into Gephi, Neo4j or pandas.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from pyoxigraph import Store

from kg.graph.evidence import evidence, key
from kg.graph.network import network, plain
from kg.graph.source import Source
from kg.graph.spreadsheet import separated

NODES = (
    "id", "label", "label_en", "kind", "type", "qid", "posts", "other_names", "mentions",
    "latitude", "longitude", "status", "mode", "quotation", "date", "content", "topic", "what",
    "instrument", "number", "kind_of_harm", "change", "confidence",
)  # fmt: skip
EDGES = (
    "source", "source_label", "relation", "target", "target_label", "kind", "event_type",
    "status", "date", "article", "published", "publisher", "sentence", "begin", "end",
    "confidence",
)  # fmt: skip
_COUNTS = frozenset({"mentions", "begin", "end", "articles"})
_NUMBERS = _COUNTS | {"latitude", "longitude", "confidence"}


def csv(graph: Source, path: Path) -> dict[Path, bytes]:
    """``path`` with the edges and ``NAME.nodes.csv`` with the nodes."""
    edges, nodes = tables(graph.store)
    return {path: csv_file(EDGES, edges), beside(path): csv_file(NODES, nodes)}


def parquet(graph: Source, path: Path) -> dict[Path, bytes]:
    """The same two tables as Parquet, numbers as numbers."""
    edges, nodes = tables(graph.store)
    return {path: parquet_file(EDGES, edges), beside(path): parquet_file(NODES, nodes)}


def tables(store: Store) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of edges and of nodes, in order of their IRIs."""
    behind = evidence(store)
    graph = network(store, behind)
    nodes = [{"id": iri, **data} for iri, data in graph.nodes(data=True)]
    edges = []
    for source, target, data in graph.edges(data=True):
        event = graph.nodes[source] if graph.nodes[source]["kind"] == "event" else {}
        edges.append(
            {
                "source": source,
                "source_label": graph.nodes[source]["label"],
                "relation": data["label"] if data["kind"] == "post" else data["type"],
                "target": target,
                "target_label": graph.nodes[target]["label"],
                "kind": data["kind"],
                "event_type": event.get("type"),
                "status": event.get("status"),
                "date": event.get("date"),
                **behind.get(key(source, target, data), {}),
            }
        )
    return edges, nodes


def filled(value: Any) -> Any:
    """A value of a row as one cell, nothing where it is empty: ``[]``, ``""``."""
    return None if value in ((), [], "") else plain(value)


def beside(path: Path, what: str = "nodes") -> Path:
    """``x.csv`` → ``x.nodes.csv``"""
    return path.with_name(f"{path.stem}.{what}{path.suffix}")


def csv_file(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    """Rows as CSV: UTF-8 with a mark, no cell a formula."""
    cells = ([plain(row.get(name)) for name in columns] for row in rows)
    text = separated(columns, cells, end="\r\n")
    return text.encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def parquet_file(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    """Rows as Parquet: counts and numbers as such, all else as text; what is not known is null."""
    import pyarrow
    from pyarrow import parquet as files

    numbers = dict.fromkeys(_NUMBERS, pyarrow.float64()) | dict.fromkeys(_COUNTS, pyarrow.int64())
    fields = [(c, numbers.get(c, pyarrow.string())) for c in columns]
    values = {name: [filled(row.get(name)) for row in rows] for name in columns}
    table = pyarrow.table(values, schema=pyarrow.schema(fields))
    out = io.BytesIO()
    files.write_table(table, out)
    return out.getvalue()
