"""Tune the floors of ``kg/lexicon/rows/thresholds.tsv`` on articles the reader did not train on.

``python -m kg.evaluate.thresholds FOLDER --only okaz,ahdath.info`` reads the annotated articles
once and then climbs one floor at a time. There are few such articles, so three things hold it
back: a floor is judged together with its neighbours on the grid, it pays a little for its
distance from 0.5, and it moves only where that wins several facts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.evaluate.gold import GoldArticle, load
from kg.evaluate.score import Figures, score
from kg.mention.label import QUOTED, ROLES
from kg.mention.model import Floats, Model
from kg.mention.threshold import floor, floors, tried
from kg.mention.window import Page
from kg.nouns import Facts, Reading
from kg.pipeline import Resources, assemble, readings

TABLE: Final = Path(__file__).parent.parent / "lexicon" / "rows" / "thresholds.tsv"
GRID: Final = tuple(n / 20 for n in range(4, 17))
"""0.20, 0.25 … 0.80."""
LOW_GRID: Final = tuple(n / 20 for n in range(2, 11))
PULL: Final = 0.004
"""What a distance of 1 from the default costs, in F1: a tie is won by the nearer floor."""
LEAST: Final = 2.0
"""How many facts (right ones more, or wrong ones fewer) a move must win."""
FEWEST: Final = 10
"""A role that the articles fill less often than this keeps its floor."""
SPANS: Final = ("mention", "trigger", "title")
"""Floors inside the reader: to try one, spans are read again."""
STAGES: Final = (
    "coref",
    "coref-definite",
    "same",
    "holder",
    "post-of",
    "relation",
    "speaker?",
    "speaker-sure",
)
ALSO: Final[Mapping[str, str]] = {"mention": "mentions", "coref": "entities"}
"""Rows that count as much as FACTS for these floors."""

Rows = Mapping[str, Figures]
Try = Callable[[Mapping[str, float]], Rows]


@dataclass(frozen=True, slots=True)
class Move:
    """One floor that was moved, with what it won on the articles it was tuned on."""

    link: str
    before: float
    after: float
    gain: float
    """In F1."""


class Remembering(Model):
    """A model that keeps the encoder's states of every page: trying floors costs no encoding."""

    def __init__(self, model: Model) -> None:
        self.__dict__.update(model.__dict__)
        self._kept: dict[str, Floats] = {}

    def words(self, page: Page) -> Floats:
        key = repr(page.windows)
        if key not in self._kept:
            self._kept[key] = super().words(page)
        return self._kept[key]


class Trial:
    """Annotated articles with what the model saw in them: scores them under any floors."""

    def __init__(self, golds: Sequence[GoldArticle], resources: Resources) -> None:
        self.golds = tuple(golds)
        self._articles = [g.article for g in golds]
        self._resources = Resources(Remembering(resources.model), resources.lexicon, resources.base)
        self._seen: dict[tuple[float, ...], list[tuple[Any, Any, Reading]]] = {}
        self._rows: dict[frozenset[tuple[str, float]], Rows] = {}

    def facts(self, values: Mapping[str, float]) -> list[Facts]:
        """What is made of the articles when these floors stand in for the table's."""
        with tried(values):
            key = tuple(floor(name) for name in SPANS)
            if key not in self._seen:
                self._seen[key] = readings(self._articles, self._resources)
            return [assemble(*one, self._resources.base) for one in self._seen[key]]

    def __call__(self, values: Mapping[str, float]) -> Rows:
        key = frozenset(values.items())
        if key not in self._rows:
            self._rows[key] = score(self.facts(values), self.golds)
        return self._rows[key]


def worth(rows: Rows, link: str) -> float:
    """What is maximised for a floor: F1 of FACTS, and of the row that the floor is about."""
    names = ["FACTS", *([ALSO[link]] if link in ALSO else [])]
    return sum(rows[n].f1 for n in names if n in rows) / len(names)


def filled_often(golds: Sequence[GoldArticle]) -> tuple[str, ...]:
    """The roles with enough fillers in these articles to be tuned on them."""
    fillers: Counter[str] = Counter()
    for event in (e for g in golds for e in g.events):
        for role, values in (*event.fillers.items(), *event.quotes.items()):
            fillers[role] += len(values)
        fillers["time"] += bool(event.time and event.time[1])
    return tuple(role for role in (*ROLES, *QUOTED) if fillers[role] >= FEWEST)


def tune(
    trial: Try,
    start: Mapping[str, float],
    least: float = LEAST,
    links: Sequence[str] = (*SPANS, *STAGES, *ROLES, *QUOTED),
) -> list[Move]:
    """Climb over every floor of ``links`` once, in the order of the stages."""
    values = dict(start)
    moves = []
    for link in links:
        now = values.get(link, values["*"])
        rows = trial(values)
        hit = 2 / max(1, rows["FACTS"].gold + rows["FACTS"].system)  # F1 of one fact more
        grid = LOW_GRID if link == "speaker?" else GRID
        scores = [worth(trial({**values, link: v}), link) for v in grid]
        calm = [_around(scores, n) - PULL * abs(v - 0.5) for n, v in enumerate(grid)]
        best = max(range(len(grid)), key=lambda n: (calm[n], -abs(grid[n] - now)))
        nearest = min(range(len(grid)), key=lambda n: abs(grid[n] - now))
        gain = min(scores[best] - worth(rows, link), calm[best] - calm[nearest])
        if grid[best] != now and gain >= least * hit:
            moves.append(Move(link, now, grid[best], gain))
            values[link] = grid[best]
    return moves


def _around(scores: Sequence[float], n: int) -> float:
    """A score evened out with its neighbours': a floor must not be right by one lucky fact."""
    near = scores[max(0, n - 1) : n + 2]
    return sum(near) / len(near)


def written(table: str, values: Mapping[str, float]) -> str:
    """The table with these floors: notes as they are, rows that equal ``*`` left out."""
    notes = [line for line in table.splitlines() if line.startswith("#")]
    order = ["*", *SPANS, *STAGES, *ROLES, *QUOTED]
    names = sorted(values, key=lambda n: order.index(n) if n in order else len(order))
    rows = [f"{n}\t{values[n]:g}" for n in names if n == "*" or values[n] != values["*"]]
    return "\n".join([*notes, "link\tfloor", *rows]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Tune, print each move and the rows before and after, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--only", default="", help="sources, divided by commas")
    parser.add_argument("--least", type=float, default=LEAST, help="facts that a move must win")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    args = parser.parse_args(arguments)
    golds = load(args.gold, tuple(s for s in args.only.split(",") if s))
    trial = Trial(golds, Resources.load())
    start = dict(floors())
    before = trial(start)
    moves = tune(trial, start, args.least, (*SPANS, *STAGES, *filled_often(golds)))
    values = {**start, **{m.link: m.after for m in moves}}
    for m in moves:
        print(f"{m.link:12s} {m.before:.2f} → {m.after:.2f}  gain {m.gain:.4f}")
    after = trial(values)
    print(f"{len(golds)} articles")
    for row in (
        "FACTS",
        "mentions",
        "entities",
        "positions",
        "relations",
        "events",
        "roles",
        "time",
    ):
        if row in before:
            print(f"{row:12s} F1 {before[row].f1:.4f} → {after[row].f1:.4f}")
    if moves and not args.dry_run:
        TABLE.write_text(written(TABLE.read_text(encoding="utf-8"), values), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
