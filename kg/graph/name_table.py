"""The table of a graph's names: each name folded, the node that bears it, and how it is written.

It lies in memory or, for the store of a folder, in a file beside it: the half a million names of
twenty thousand articles take a minute to fold, and are looked up in no time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.sentence.spelling import name_key
from kg.triple.vocabulary import ENTITY_CLASS, ORG, RDF, RDFS, SKOS

FILE: Final = "names.sqlite"
_TABLE: Final = "CREATE TABLE name (key TEXT, node TEXT, shown TEXT, PRIMARY KEY (key, node))"


def name_table(store: Store, file: Path | None = None) -> sqlite3.Connection:
    """``name (key, node, shown)`` of a store: out of ``file`` where there is one, else made now.

    ``file``: the table of this store's names, as ``write_names`` makes it.
    """
    if file is not None and file.is_file():
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    table = sqlite3.connect(":memory:")
    _fill(table, store)
    return table


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
