"""From what a person types to nodes of the graph: any name, in any spelling, in either language.

Names lie in a table, in memory or, for the store of a folder, in a file beside it: the half a
million names of twenty thousand articles take a minute to fold, and are looked up in no time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.errors import KhabarError
from kg.query.ask import expand
from kg.sentence.spelling import name_key
from kg.triple.vocabulary import DATA, ENTITY_CLASS, ORG, RDF, RDFS, SKOS

FILE: Final = "names.sqlite"
_MANY: Final = 20_000
"""Of more names only those that begin alike are compared letter by letter."""
_TABLE: Final = "CREATE TABLE name (key TEXT, node TEXT, shown TEXT, PRIMARY KEY (key, node))"


class Names:
    """All names of a graph's entities and posts, folded: hamza, ال, diacritics do not matter."""

    def __init__(self, store: Store, file: Path | None = None) -> None:
        """``file``: a table of this store's names, as ``write_names`` makes it."""
        self._store = store
        if file is not None and file.is_file():
            self._table = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        else:
            self._table = sqlite3.connect(":memory:")
            _fill(self._table, store)

    def find(self, name: str) -> tuple[str, ...]:
        """The IRIs of what is called ``name``: an IRI, a whole name, else words inside names.

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
        found = self._nodes(inside, *words) if words else ()
        if not found:
            raise KhabarError("K505", name=name, near=self._near(key))
        return found

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
        return "، ".join(shown[other] for other in near) or "–"


def write_names(store: Store, file: Path) -> None:
    """Make the table of a store's names in a new file. Raises ``OSError``."""
    try:
        table = sqlite3.connect(file)
        try:
            _fill(table, store)
        finally:
            table.close()
    except sqlite3.Error as error:
        raise OSError(str(error)) from None


def _fill(table: sqlite3.Connection, store: Store) -> None:
    with table:
        table.execute(f"{_TABLE} WITHOUT ROWID")
        table.executemany("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", _names(store))


def _names(store: Store) -> Iterator[tuple[str, str, str]]:
    """Folded name, node and the name as it is written, of a merged graph or of one of articles."""
    fold = lru_cache(maxsize=10_000)(name_key)
    merged = next(store.quads_for_pattern(None, RDF.type, None, DefaultGraph()), None)
    graph = DefaultGraph() if merged else None
    for kind in (*ENTITY_CLASS.values(), ORG.Post):
        for told in store.quads_for_pattern(None, RDF.type, kind, graph):
            node = told.subject
            if not isinstance(node, NamedNode):
                continue
            for predicate in (RDFS.label, SKOS.altLabel):
                for quad in store.quads_for_pattern(node, predicate, None, graph):
                    if isinstance(quad.object, Literal) and (key := fold(quad.object.value)):
                        yield key, node.value, quad.object.value
