"""CSV and Parquet: one row a fact with its evidence, and beside it one row a node.

``NAME.csv`` is the edges: source, relation, target with labels, and of events their class,
status and date; then article, sentence, offset and confidence of the first evidence.
``NAME.nodes.csv`` is the nodes. Both open in a spreadsheet (UTF-8 with a mark, no formulas)
and load into Gephi, Neo4j or pandas.
"""

from __future__ import annotations

import csv as csv_module
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.query.table import unarmed
from kg.triple.vocabulary import RELATION

if TYPE_CHECKING:
    from kg.graph.graph import Graph

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
_NUMBERS = {"mentions", "latitude", "longitude", "confidence", "begin", "end"}


def csv(graph: Graph, path: Path) -> dict[Path, bytes]:
    """``path`` with the edges and ``NAME.nodes.csv`` with the nodes."""
    edges, nodes = tables(graph)
    return {path: _csv(EDGES, edges), _beside(path): _csv(NODES, nodes)}


def parquet(graph: Graph, path: Path) -> dict[Path, bytes]:
    """The same two tables as Parquet, numbers as numbers."""
    edges, nodes = tables(graph)
    return {path: _parquet(EDGES, edges), _beside(path): _parquet(NODES, nodes)}


def tables(graph: Graph) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of edges and of nodes, in order of their IRIs."""
    network = graph.networkx()
    nodes = [{"id": iri, **data} for iri, data in network.nodes(data=True)]
    told = _evidence(graph)
    edges = []
    for source, target, data in network.edges(data=True):
        event = network.nodes[source] if network.nodes[source]["kind"] == "event" else {}
        relation = RELATION.get(data["type"])
        key = f"{source} {relation.value} {target}" if relation else source
        if data["kind"] == "post":
            key = f"{source} post {target}"
        edges.append(
            {
                "source": source,
                "source_label": network.nodes[source]["label"],
                "relation": data["label"] if data["kind"] == "post" else data["type"],
                "target": target,
                "target_label": network.nodes[target]["label"],
                "kind": data["kind"],
                "event_type": event.get("type"),
                "status": event.get("status"),
                "date": event.get("date"),
                **told.get(key, {}),
            }
        )
    return edges, nodes


_WHERE = """
  ?sentence nif:referenceContext ?source ; nif:beginIndex ?begin ; nif:endIndex ?end .
  ?source nif:isString ?text ; dcterms:identifier ?article .
  OPTIONAL { ?source schema:datePublished ?published }
  OPTIONAL { ?source schema:publisher ?publisher }
  BIND(SUBSTR(STR(?text), ?begin + 1, ?end - ?begin) AS ?words)
} ORDER BY ?article ?begin"""
_SELECT = "SELECT ?key ?article ?published ?publisher ?words ?begin ?end ?confidence WHERE {"
_QUERIES = (
    """?mention itsrdf:taIdentRef ?event ; nif:sentence ?sentence .
       ?event a sem:Event ; kg:confidence ?confidence . BIND(STR(?event) AS ?key)""",
    """?fact a rdf:Statement ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
         prov:wasDerivedFrom ?sentence ; kg:confidence ?confidence .
       BIND(CONCAT(STR(?s), " ", STR(?p), " ", STR(?o)) AS ?key)""",
    """?post a org:Post ; org:heldBy ?s ; org:postIn ?o ; prov:wasDerivedFrom ?sentence ;
         kg:confidence ?confidence . BIND(CONCAT(STR(?s), " post ", STR(?o)) AS ?key)""",
)


def _evidence(graph: Graph) -> dict[str, dict[str, Any]]:
    """The first sentence of each event, relation and post."""
    found: dict[str, dict[str, Any]] = {}
    for pattern in _QUERIES:
        for row in graph.query(_SELECT + pattern + _WHERE):
            told = row.as_dict()
            key = str(told.pop("key"))
            told["sentence"] = told.pop("words")
            found.setdefault(key, told)
    return found


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.nodes{path.suffix}")


def _csv(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    out = io.StringIO()
    writer = csv_module.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([unarmed(_cell(row.get(name))) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _parquet(columns: tuple[str, ...], rows: list[dict[str, Any]]) -> bytes:
    import pyarrow
    from pyarrow import parquet as files

    fields = [(c, pyarrow.float64() if c in _NUMBERS else pyarrow.string()) for c in columns]
    values = {
        name: [row.get(name) if name in _NUMBERS else _cell(row.get(name)) for row in rows]
        for name in columns
    }
    table = pyarrow.table(values, schema=pyarrow.schema(fields))
    out = io.BytesIO()
    files.write_table(table, out)
    return out.getvalue()


def _cell(value: Any) -> Any:
    return " | ".join(map(str, value)) if isinstance(value, list | tuple) else value
