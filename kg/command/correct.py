"""What ``kg merge``, ``kg split``, ``kg link`` and ``kg reject`` have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KhabarError

if TYPE_CHECKING:
    from kg.knowledge import Graph
    from kg.nouns import Skipped


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
        raise KhabarError("K811", name=what, found=", ".join(found[:5]))
    return found[0]


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
        row = " ".join(filter(None, (old.action, old.item, old.value)))
        print(f"taken back: {row}")
    return made


def told(skipped: Iterable[Skipped]) -> None:
    """One line for each correction that could not be followed."""
    for one in skipped:
        print(one.reason, file=sys.stderr)
