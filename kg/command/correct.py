"""What ``kg merge``, ``kg split``, ``kg link`` and ``kg reject`` have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import KhabarError

if TYPE_CHECKING:
    from kg.knowledge import Graph
    from kg.nouns import Skipped

NAMED: Final = 5
"""Things of one name that a message tells."""


def node(graph: Graph, what: str) -> str:
    """The one IRI that ``what`` is, or is called. An IRI that the graph does not show now (one
    of the members in merges.tsv) is taken as it is.

    Raises ``KhabarError`` K505 (nothing is called so), K811 (several things are).
    """
    from kg.triple.vocabulary import expand

    iri = expand(what)
    if iri:
        return iri
    found = graph.names.find(what)
    if len(found) > 1:
        raise several(graph, what, found)
    return found[0]


def several(graph: Graph, name: str, found: Sequence[str]) -> KhabarError:
    """K811, each of what is called so with its label and the article that tells of it first."""
    from pyoxigraph import Literal, NamedNode

    from kg.query.article_name import telling
    from kg.query.terminal import safe
    from kg.triple.vocabulary import RDFS

    told = []
    for iri in found[:NAMED]:
        names = (q.object for q in graph.store.quads_for_pattern(NamedNode(iri), RDFS.label, None))
        labels = sorted(n.value for n in names if isinstance(n, Literal) and n.language == "ar")
        about = [*labels[:1], *filter(None, (telling(graph.store, iri),))]
        told.append(f"{iri} ({safe(', '.join(about))})" if about else iri)
    more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return KhabarError("K811", name=name, found="; ".join(told) + more)


def decide(folder: Path, action: str, item: str, value: str = "", note: str = "") -> Graph:
    """Add a row to the folder's corrections and build its graph anew.

    Raises ``KhabarError`` K401, K801, K807; and K803 and the like where this row cannot be
    followed: then the file is as it was.
    """
    from kg.graph.corrections import FILE, Correction, add
    from kg.graph.files import write_files
    from kg.rebuild import rebuild

    path = folder / FILE
    before = path.read_bytes() if path.exists() else None
    try:
        taken = add(folder, Correction(action, item, value, note))
        last = len(path.read_text(encoding="utf-8-sig").splitlines())
        made, skipped = rebuild(folder, must=last)
    except BaseException:
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write_files({path: before})
        raise
    told(skipped)
    for old in taken:
        if (old.action, old.item, old.value) == (action, item, value):
            continue  # the same decision again
        row = " ".join(filter(None, (old.action, old.item, old.value)))
        print(f"taken back: {row}")
    return made


def told(skipped: Iterable[Skipped]) -> None:
    """One line for each correction that could not be followed."""
    for one in skipped:
        print(one.reason, file=sys.stderr)
