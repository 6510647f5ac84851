"""The log of merges, ``merges.tsv``: every node made of several articles or names, and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.graph.spreadsheet import unarmed
from kg.triple import iri

if TYPE_CHECKING:
    from kg.entity.merge import Identity
    from kg.event.merge import Occurrences

FILE: Final = "merges.tsv"
COLUMNS: Final = ("node", "names", "articles", "reason", "members")


def merge_log(identity: Identity, events: Occurrences) -> bytes:
    """Tab-separated UTF-8, sorted by node: lists are divided by `` | ``.

    ``members`` are the IRIs that the node would have fallen into: `kg split` takes any of them.
    """
    rows = [
        (
            iri.entity(merge.key),
            " | ".join(merge.names),
            " | ".join(merge.articles),
            merge.reason,
            " | ".join(iri.entity(key) for key in merge.members),
        )
        for merge in identity.merges()
    ]
    rows += [
        (
            iri.event(*one.lead),
            "",
            " | ".join(article for article, _ in one.accounts),
            "; ".join(one.reasons),
            " | ".join(iri.event(*place) for place in one.accounts),
        )
        for one in events.joined
    ]
    lines = ["\t".join(map(cell, row)) for row in (COLUMNS, *sorted(rows))]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def joined_nodes(folder: Path) -> frozenset[str]:
    """The IRIs of the nodes that a folder's log tells were made of several; none without a log."""
    try:
        text = (folder / FILE).read_text(encoding="utf-8")
    except OSError:
        return frozenset()
    rows = (line.split("\t") for line in text.split("\n"))
    return frozenset(row[0] for row in rows if len(row) == len(COLUMNS) and " | " in row[-1])


def cell(text: str) -> str:
    """``text`` on one line, without tabs, and no formula to a spreadsheet."""
    return unarmed(" ".join(text.split()))
