"""Twenty sentences of the development set with their mentions drawn, to be looked at by eye.

    python -m tests.benchmarks.drawn SHARED OUT.html [--seed 1] [--count 20]

Over each sentence what the reader found, under it what the gold set has; a colour for each type,
a dashed line under descriptions, triggers of events in grey. The page quotes articles that are
not ours: it is written where you say, never into the repository.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from html import escape
from pathlib import Path

from kg.evaluate import gold
from kg.nouns import Mention
from kg.pipeline import Resources, readings

COLOURS = {
    "PER": "#c2410c",
    "CTRY": "#1d4ed8",
    "LOC": "#047857",
    "ORG": "#7e22ce",
    "GRP": "#a16207",
}
STYLE = """body{font:17px/2.3 "Noto Naskh Arabic","Noto Sans Arabic",serif}
body{max-width:62rem;margin:1rem auto}
p{margin:.2rem 0}.gold{background:#f5f5f4}small{font:11px sans-serif;color:#57534e}
span{border-bottom:3px solid;padding-bottom:1px}.nominal{border-bottom-style:dashed}
.event{border:1px solid #a8a29e;border-radius:3px;padding:0 2px}i{font:10px sans-serif}"""


def drawn(text: str, low: int, high: int, marks: Iterable[tuple[int, int, str, str]]) -> str:
    """A stretch of text with ``marks`` (start, end, type, kind) as nested elements."""
    inside = sorted({m for m in marks if low <= m[0] and m[1] <= high}, key=lambda m: (m[0], -m[1]))
    out: list[str] = []
    open_: list[tuple[int, int, str, str]] = []
    at = low

    def close(until: int) -> None:
        nonlocal at
        while open_ and open_[-1][1] <= until:
            _, end, kind, _ = open_.pop()
            out.append(escape(text[at:end]) + f"<i> {kind}</i></span>")
            at = end

    for mark in inside:
        start, end, kind, how = mark
        close(start)
        if open_ and end > open_[-1][1]:
            continue  # crossing: it cannot be drawn
        out.append(escape(text[at:start]))
        at = start
        event = kind not in COLOURS
        style = "" if event else f' style="border-color:{COLOURS[kind]}"'
        out.append(f'<span class="{"event" if event else how}"{style}>')
        open_.append(mark)
    close(high)
    return "".join(out) + escape(text[at:high])


def main() -> None:
    """``python -m tests.benchmarks.drawn``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    args = parser.parse_args()
    golds = gold.load(args.shared / "gold/dev")
    seen = readings([g.article for g in golds], Resources.load())
    sentences = [(g, r, s) for g, (_, lines, r) in zip(golds, seen, strict=True) for s in lines]
    rng = random.Random(args.seed)
    rows = []
    for n, (g, reading, s) in enumerate(rng.sample(sentences, args.count), 1):
        text = g.article.text

        def spans(found: Iterable[Mention]) -> list[tuple[int, int, str, str]]:
            return [(m.start, m.end, m.type, m.kind) for m in found]

        mine = spans((*reading.mentions, *reading.triggers))
        theirs = [(a, b, e.type, "name") for e in g.entities for a, b in e.mentions]
        theirs += [(a, b, e.type, "event") for e in g.events for a, b in e.triggers]
        rows.append(
            f"<small>{n} · {escape(g.article.id)}</small>"
            f"<p>{drawn(text, s.start, s.end, mine)}</p>"
            f'<p class="gold">{drawn(text, s.start, s.end, theirs)}</p>'
        )
    args.out.write_text(
        f'<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><style>{STYLE}</style>'
        + "\n".join(rows),
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
