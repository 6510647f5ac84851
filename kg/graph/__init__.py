"""RDF → Graph: one object that answers, saves, loads, and becomes a network or a page."""

from kg.graph.graph import Graph

__all__ = ["Graph"]
