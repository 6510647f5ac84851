"""GraphML and GEXF, for Gephi, Cytoscape, yEd: the network with attributes that XML can hold."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from kg.graph.network import network
from kg.graph.source import Source

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def graphml(graph: Source, path: Path) -> dict[Path, bytes]:
    """The network as GraphML."""
    import networkx

    out = io.BytesIO()
    networkx.write_graphml(_flat(network(graph.store)), out, encoding="utf-8", prettyprint=True)
    return {path: out.getvalue()}


def gexf(graph: Source, path: Path) -> dict[Path, bytes]:
    """The network as GEXF 1.2 (Gephi); the Arabic label is the node's label."""
    import networkx

    flat = _flat(network(graph.store))
    for _, data in flat.nodes(data=True):
        data["category"] = data.pop("kind")
    for n, (_, _, data) in enumerate(flat.edges(data=True)):
        # GEXF keeps "type" for directed/undirected, and wants an id for each edge
        data["role"], data["id"] = data.pop("type"), str(n)
    lines = list(networkx.generate_gexf(flat, encoding="utf-8", prettyprint=True))
    text = "\n".join(lines) + "\n"
    text = re.sub(r' lastmodifieddate="[^"]*"', "", text)  # the same graph, the same bytes
    return {path: text.encode("utf-8")}


def _flat(graph: Any) -> Any:
    for _, data in graph.nodes(data=True):
        data.update({name: _scalar(value) for name, value in data.items()})
    for _, _, data in graph.edges(data=True):
        data.update({name: _scalar(value) for name, value in data.items()})
    return graph


def _scalar(value: Any) -> Any:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value
