"""Learn which time belongs to which trigger: weights for kg/time/attach.py, a TSV of one row each.

``python -m kg.train.attachment SHARED`` reads annotated articles (SHARED/gold/train and our own),
prints how the weights do on outlets left out of the learning (five parts, by outlet), and writes
the table.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy.optimize import minimize

from kg.nouns import Article, Mention, Sentence, TimeExpression
from kg.time.attach import Features, attach, pairs
from kg.time.expressions import times
from kg.train import annotation

TABLE: Final = Path(__file__).parent.parent / "lexicon" / "rows" / "time_weights.tsv"
RARE: Final = 8
"""A feature seen less often is left out."""
PENALTY: Final = 2.0
"""Strength of the squared penalty on weights."""
PARTS: Final = 5
_HEAD: Final = """\
# Learnt, not written: log odds that a time belongs to a trigger, one row for each feature of the
# pair (kg/time/attach.py says what they mean). Made by: python -m kg.train.attachment SHARED
feature\tweight
"""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One gold article: its triggers, the event of each, and the times that were found in it."""

    article: Article
    sentences: tuple[Sentence, ...]
    triggers: tuple[Mention, ...]
    events: tuple[int, ...]
    gold: tuple[dict[str, Any] | None, ...]
    """The annotated time of each event."""
    times: tuple[TimeExpression, ...]


def read(folder: Path) -> list[Annotated]:
    """All annotated articles of a folder."""
    files = sorted(folder.glob("*.json"))
    return told(json.loads(path.read_text(encoding="utf-8")) for path in files)


def told(annotated: Iterable[Mapping[str, Any]]) -> list[Annotated]:
    """Articles in the JSON of the gold set, with the times that are found in them."""
    out: list[Annotated] = []
    for data in annotated:
        article = Article(data["id"], data["text"], source=data["source"], date=data["date"])
        cuts = tuple(Sentence(i, a, b) for i, (a, b) in enumerate(data["sentences"]))
        marks = sorted(
            (a, b, i) for i, event in enumerate(data["events"]) for a, b in event["triggers"]
        )
        triggers = tuple(Mention(a, b, data["events"][i]["type"]) for a, b, i in marks)
        gold = tuple(event.get("time") for event in data["events"])
        found = times(article, cuts)
        out.append(Annotated(article, cuts, triggers, tuple(i for *_, i in marks), gold, found))
    return out


def begin(value: str | None) -> str | None:
    """What is compared: the value, or the beginning of an interval."""
    return value.partition("/")[0] if value else None


def examples(article: Annotated) -> Iterable[tuple[Features, bool]]:
    """Pairs with whether the annotation ties them; the same date named elsewhere is left out."""
    for k, at, features in pairs(
        article.article, article.sentences, article.triggers, article.times
    ):
        gold, time = article.gold[article.events[k]], article.times[at]
        if gold and gold["span"][0] < time.end and time.start < gold["span"][1]:
            yield features, True
        elif not gold or not time.value or begin(gold["value"]) != begin(time.value):
            yield features, False


def learn(articles: Sequence[Annotated]) -> dict[str, float]:
    """Weights by penalised logistic regression (L-BFGS)."""
    data = [example for article in articles for example in examples(article)]
    counts = Counter(name for features, _ in data for name in features)
    names = sorted(name for name, count in counts.items() if count >= RARE)
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(data), len(names)))
    for row, (features, _) in enumerate(data):
        for name, value in features.items():
            if name in column:
                x[row, column[name]] = value
    y = np.array([tied for _, tied in data], dtype=float)

    def loss(w: Any) -> tuple[float, Any]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = np.sum(np.logaddexp(0, z) - y * z) + PENALTY * (w @ w) / 2
        return float(value), x.T @ (p - y) + PENALTY * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: float(w) for name, w in zip(names, best.x, strict=True)}


def score(articles: Sequence[Annotated], weight: dict[str, float] | None = None) -> Counter[str]:
    """Events whose time is right, given and annotated (only times with a value count)."""
    tally: Counter[str] = Counter()
    for a in articles:
        got = attach(a.article, a.sentences, a.triggers, a.times, weight=weight)
        mine: dict[int, TimeExpression] = {}
        for k, time in got.items():
            mine.setdefault(a.events[k], time)
        for i, gold in enumerate(a.gold):
            want = begin(gold["value"]) if gold else None
            have = begin(mine[i].value) if i in mine else None
            tally["gold"] += want is not None
            tally["found"] += have is not None
            tally["right"] += want is not None and want == have
    return tally


def figures(tally: Counter[str]) -> str:
    """Precision, recall and F1 in one line."""
    p = tally["right"] / max(1, tally["found"])
    r = tally["right"] / max(1, tally["gold"])
    f = 2 * p * r / max(1e-9, p + r)
    return f"P {p:.3f}  R {r:.3f}  F1 {f:.3f}  ({tally['right']} of {tally['gold']})"


def main(shared: str) -> None:
    """Learn, print figures on outlets not learnt from, write the table."""
    ours = (*annotation.own(), *annotation.pool(Path(shared)))
    articles = read(Path(shared) / "gold/train") + told(ours)
    outlets = sorted({a.article.source or "" for a in articles})
    blind: Counter[str] = Counter()
    for part in range(PARTS):
        left_out = set(outlets[part::PARTS])
        weight = learn([a for a in articles if a.article.source not in left_out])
        blind += score([a for a in articles if a.article.source in left_out], weight)
    print("outlets left out:", figures(blind))
    weight = learn(articles)
    print("learnt from:     ", figures(score(articles, weight)))
    rows = "".join(f"{name}\t{value:.3f}\n" for name, value in sorted(weight.items()))
    TABLE.write_text(_HEAD + rows, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
