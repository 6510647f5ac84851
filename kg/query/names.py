"""From what a person types to nodes of the graph: any name, in any spelling, in either language."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import KhabarError
from kg.graph.name_table import name_table
from kg.sentence.spelling import name_key
from kg.triple.vocabulary import DATA, RDF, RDFS, SEM, expand

FAR: Final = (
    "no name is near it. Give an Arabic or English name, or part of one, as in the articles; the "
    "question most-mentioned lists names"
)
"""What to do where nothing is called like what was asked for."""
_MANY: Final = 20_000
"""Of more names only those that begin alike are compared letter by letter."""


class Names:
    """All names of a graph's entities and posts, folded: hamza, ال, diacritics do not matter."""

    def __init__(self, store: Store, file: Path | None = None) -> None:
        """``file``: a table of this store's names, as ``kg.graph.name_table`` writes it."""
        self._store = store
        self._table = name_table(store, file)

    def find(self, name: str) -> tuple[str, ...]:
        """The IRIs of what is called ``name``: an IRI, a whole name, else words inside names, else
        the label of an event.

        Raises ``KhabarError`` K505, with the nearest names, when nothing is called so.
        """
        iri = self._iri(name)
        if iri:
            return (iri,)
        key = name_key(name)
        if found := self._nodes("key = ?", key):
            return found
        words = [f" {word} " for word in dict.fromkeys(key.split())]
        inside = " AND ".join("instr(' ' || key || ' ', ?)" for _ in words)
        found = (self._nodes(inside, *words) if words else ()) or self._labelled(name)
        if not found:
            raise KhabarError("K505", name=name, near=self._near(key))
        return found

    def _labelled(self, label: str) -> tuple[str, ...]:
        """Events by the label that a person sees: قمة في بغداد "summit in Baghdad"."""
        told = (Literal(label.strip(), language=language) for language in ("ar", "en"))
        quads = (q for one in told for q in self._store.quads_for_pattern(None, RDFS.label, one))
        nodes = {q.subject for q in quads if isinstance(q.subject, NamedNode)}
        events = (n for n in nodes if any(self._store.quads_for_pattern(n, RDF.type, SEM.Event)))
        return tuple(sorted(n.value for n in events))

    def _nodes(self, which: str, *values: str) -> tuple[str, ...]:
        sql = f"SELECT DISTINCT node FROM name WHERE {which} ORDER BY node"
        return tuple(node for (node,) in self._table.execute(sql, values))

    def _iri(self, name: str) -> str | None:
        """``name`` itself if it is an IRI of the graph, whole or as a Turtle file shortens it."""
        bare = name[1:-1] if name.startswith("<") and name.endswith(">") else name
        for iri in filter(None, (expand(name), DATA + bare)):
            try:
                node = NamedNode(iri)
            except ValueError:
                continue
            if next(self._store.quads_for_pattern(node, None, None), None):
                return iri
        return None

    def _near(self, key: str) -> str:
        count, begin = "SELECT COUNT(*) FROM name", ""
        if key and self._table.execute(count).fetchone()[0] > _MANY:
            begin = key[:2]
        sql = "SELECT key, MIN(shown) FROM name WHERE substr(key, 1, ?) = ? GROUP BY key"
        shown = dict(self._table.execute(sql, (len(begin), begin)))
        near = get_close_matches(key, shown, n=3, cutoff=0.6)
        return f"nearest names: {'، '.join(shown[other] for other in near)}" if near else FAR
