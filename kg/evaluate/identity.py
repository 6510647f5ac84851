"""Identity across articles against annotation: B-cubed over the names that annotators gave.

Two annotated entities of one ``name`` and one ``type`` are one thing. Each annotated entity is
found in the graph as the node that bears most of its mentions; groups, which have descriptions
instead of names, are left out, and so is what the graph does not mention. B-cubed (Bagga and
Baldwin 1998) then asks, for each entity of each article: what share of those that the graph
makes one with it are one with it (precision), and the other way round (recall).

``python -m kg.evaluate.identity GRAPH ANNOTATED`` prints the figures.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluate.found import Found
from kg.evaluate.gold import GoldArticle, load


@dataclass(frozen=True, slots=True)
class BCubed:
    """Shares from 0 to 1 over ``items`` entities; ``missed`` were not found in the graph."""

    precision: float
    recall: float
    items: int
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"B-cubed P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} "
            f"({self.items} entities, {self.missed} not found)"
        )


def b_cubed(pairs: Sequence[tuple[Hashable, Hashable]], missed: int = 0) -> BCubed:
    """Of items given as (true thing, node)."""
    if not pairs:
        return BCubed(0.0, 0.0, 0, missed)
    true, node, both = Counter(t for t, _ in pairs), Counter(n for _, n in pairs), Counter(pairs)
    precision = sum(both[pair] / node[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / true[pair[0]] for pair in pairs) / len(pairs)
    return BCubed(precision, recall, len(pairs), missed)


def identity(gold: Iterable[GoldArticle], found: Mapping[str, Found]) -> BCubed:
    """How well the nodes of a graph are the things of its annotated articles."""
    pairs: list[tuple[Hashable, Hashable]] = []
    missed = 0
    for article in gold:
        where: defaultdict[tuple[int, int], str] = defaultdict(str)
        for entity in found[article.article.id].entities if article.article.id in found else ():
            where.update(dict.fromkeys(entity.mentions, entity.node))
        for true in article.entities:
            if true.type == "GRP":
                continue
            nodes = Counter(where[m] for m in true.mentions if m in where)
            if nodes:
                best = min(nodes, key=lambda n: (-nodes[n], n))
                pairs.append(((true.name, true.type), best))
            else:
                missed += 1
    return b_cubed(pairs, missed)


def main(graph: str, annotated: str) -> None:
    """Print the figures of a graph."""
    from kg.evaluate.readback import found_in
    from kg.graph.files import load_quads

    print(identity(load(Path(annotated)), found_in(load_quads(graph))))


if __name__ == "__main__":
    main(*sys.argv[1:3])
