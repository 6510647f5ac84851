"""An evaluation: the rows of a graph against annotated articles, with every fault."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.evaluate.fault import Fault, faults
from kg.evaluate.found import Found, found_all
from kg.evaluate.gold import GoldArticle, load
from kg.evaluate.match import Match, match
from kg.evaluate.score import Figures, Tally, count
from kg.nouns import Facts


@dataclass(frozen=True, slots=True)
class Judged:
    """One article: annotated, found, paired, and where they differ."""

    gold: GoldArticle
    found: Found
    match: Match
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of all articles together, and each article's own."""

    figures: Mapping[str, Figures]
    articles: tuple[Judged, ...]
    missing: tuple[str, ...]
    """Identifiers of annotated articles that the graph does not hold."""

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Every fault, article by article."""
        return tuple(f for a in self.articles for f in a.faults)

    def commonest(self) -> list[tuple[str, int]]:
        """Kinds of fault, the commonest first."""
        return Counter(f.kind for f in self.faults).most_common()

    def rows(self) -> str:
        """The table as text: one row a line, with precision, recall, F1 and counts."""
        lines = [f"not in the graph: {' '.join(self.missing)}"] if self.missing else []
        lines += [
            f"{name:28s} P {f.precision:.3f}  R {f.recall:.3f}  F1 {f.f1:.3f}"
            f"  gold {f.gold:5d}  system {f.system:5d}"
            for name, f in self.figures.items()
        ]
        return "\n".join(lines)

    def json(self) -> str:
        """The same for programs, with the counts of faults."""
        told = {
            "articles": len(self.articles),
            "missing": list(self.missing),
            "figures": {name: _figures(f) for name, f in self.figures.items()},
            "faults": dict(self.commonest()),
        }
        return json.dumps(told, ensure_ascii=False, indent=1)


def _figures(figures: Figures) -> dict[str, float]:
    told: dict[str, float] = asdict(figures)
    del told["hit"]
    return told


def evaluate(graph: str | Path, gold: str | Path) -> Evaluation:
    """Judge a graph (a folder of ``kg build`` or an RDF file) by a file or folder of annotated
    articles.

    Raises KhabarError K403, K404 (the graph), K701, K702, K703 (the annotated articles).
    """
    from kg.evaluate.readback import found_in
    from kg.graph.files import load_quads

    return judge(load(gold), found_in(load_quads(graph)))


def evaluate_facts(facts: Iterable[Facts], golds: Iterable[GoldArticle]) -> Evaluation:
    """Judge facts before they become a graph."""
    return judge(golds, found_all(facts))


def judge(golds: Iterable[GoldArticle], told: Mapping[str, Found]) -> Evaluation:
    """Judge what was found of each article (by identifier)."""
    tally, articles, missing = Tally(), [], []
    for gold in golds:
        if gold.article.id not in told:
            missing.append(gold.article.id)
        mine = told.get(gold.article.id, Found())
        pairs = match(gold, mine)
        count(gold, mine, pairs, tally)
        articles.append(Judged(gold, mine, pairs, faults(gold, mine, pairs)))
    return Evaluation(tally.figures(), tuple(articles), tuple(missing))
