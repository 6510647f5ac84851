"""A large graph as N-Quads shards, for stores that load many files at once.

Each shard holds the named graphs of some articles, whole; no triple stands in two shards, and
there are no blank nodes, so a store may load them in any order, or beside each other. What stands
in them depends on the graph alone, not on the time, nor on who read it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, serialize

from kg.errors import KhabarError
from kg.graph.files import Writing
from kg.graph.rdf_files import spelled
from kg.graph.source import Source

ARTICLES: Final = 1000
"""Articles of a shard: some hundred thousand quads."""
_NAME: Final = re.compile(r"part-\d{5,}\.nq(\.gz)?")
_GZIP: Final = 31
"""What zlib calls gzip; its header then holds no time."""


def save_shards(
    graph: Source, folder: str | Path, *, articles: int = ARTICLES, packed: bool = False
) -> list[Path]:
    """Write ``part-00001.nq``, ``part-00002.nq``, …; ``packed``: each with gzip, ``.nq.gz``.

    ``articles``: named graphs of a shard. Shards of another time that are no longer written are
    taken away; other files of the folder stay. Raises ``KhabarError`` K401.
    """
    folder, made = Path(folder), list[Path]()
    graphs = (quads for _, quads in graph.by_graph())
    with Writing() as writing:
        for number in count(1):
            first = next(graphs, None)
            if first is None:
                break
            lines = _lines(chain((first,), islice(graphs, articles - 1)))
            made.append(folder / f"part-{number:05}.nq{'.gz' if packed else ''}")
            writing.add(made[-1], _zipped(lines) if packed else lines)
        writing.place()
    try:
        for file in folder.iterdir() if made else ():
            if _NAME.fullmatch(file.name) and file not in made:
                file.unlink()
    except OSError as error:
        raise KhabarError("K401", path=folder, reason=error.strerror or error) from None
    return made


def _lines(graphs: Iterable[list[Quad]]) -> Iterator[bytes]:
    for quads in graphs:
        yield serialize(sorted(set(map(spelled, quads)), key=str), format=RdfFormat.N_QUADS) or b""


def _zipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    packing = zlib.compressobj(6, zlib.DEFLATED, _GZIP)
    yield from (packing.compress(piece) for piece in pieces)
    yield packing.flush()
