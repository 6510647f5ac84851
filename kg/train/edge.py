"""Which words never begin or end a span, counted in annotated articles: the table ``span_edges``.

    python -m kg.train.edge SHARED > kg/lexicon/rows/span_edges.tsv

A word is in it that stands often enough to be known for what it is.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.mention import label as L
from kg.mention.edge import ENDS
from kg.mention.window import bare
from kg.train import gold
from kg.train.gold import Example

OFTEN = 300
"""Times a word must stand in the articles."""
SLIPS = 0.0003
"""Share of them that may be a span's first or last word all the same: slips of annotators."""
GROUPS = tuple(L.WIDTH)
HEAD = """\
# Words that a mention, a trigger or a title never has as its first or its last word: في "in",
# التي "which", a comma. Runs of words with one at that end are not scored by the reader.
# first, last: the kinds of span that this is so for. Take one out, and such spans are scored again.
# Counted by `python -m kg.train.edge` in {n} annotated articles: words that stand there {often}
# times or more.
word\tfirst\tlast"""


def rows(examples: Sequence[Example]) -> Iterator[tuple[str, str, str]]:
    """Word, the groups it never begins, the groups it never ends; commonest words first."""
    stands: Counter[str] = Counter()
    at: dict[tuple[str, str], Counter[str]] = {(g, e): Counter() for g in GROUPS for e in ENDS}
    for e in examples:
        said = [bare(w.text) for w in e.page.words]
        stands.update(said)
        spans = {"mention": e.mentions, "trigger": e.triggers, "title": [*e.titles, *e.loose]}
        for group, listed in spans.items():
            for first, last in set(listed):
                at[group, "first"][said[first]] += 1
                at[group, "last"][said[last]] += 1
    for word, n in stands.most_common():
        if n < OFTEN:
            return
        never = [
            " ".join(g for g in GROUPS if at[g, end][word] <= SLIPS * n) for end in ENDS
        ]  # fmt: skip
        if any(never):
            yield word, never[0], never[1]


def main(shared: Path) -> None:
    """Print the table."""
    examples = gold.taught(shared, lambda word: (0,), ("okaz", "ahdath.info"))
    print(HEAD.format(n=f"{len(examples):,}", often=OFTEN))
    for row in rows(examples):
        print("\t".join(row))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
