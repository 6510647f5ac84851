"""Helper corpora of names → training examples whose unjudged labels are left open.

ANERcorp (Benajiba et al. 2007, CAMeL Lab split by Obeid et al. 2020), CLEANANERCorp,
CAraNER and the Wojood sample annotate names (and CAraNER titles), each in its own way. A span
they call a location may be a country or a place of ours; what they leave out may be a
description that ours would mark. Each span therefore has a set of allowed classes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kg.mention import label as L
from kg.mention.window import page
from kg.nouns import Article, Sentence
from kg.train.gold import STYLES, Example

_CLASS = {name: i for i, name in enumerate(L.MENTIONS)}
_ALLOWED: dict[str, tuple[str, ...]] = {
    "PER": ("PER:name",),
    "PERS": ("PER:name",),
    "LOC": ("LOC:name", "CTRY:name"),
    "GPE": ("LOC:name", "CTRY:name", "ORG:name"),
    "FAC": ("LOC:name",),
    "ORG": ("ORG:name",),
}
_OPEN = frozenset(range(len(L.MENTIONS)))
_UNMARKED = frozenset(
    i for i, n in enumerate(L.MENTIONS) if not n.endswith(":name") or n == "GRP:name"
)
SENTENCES_A_PAGE = 8
"""With more, most pages are longer than a window."""


def read_rows(path: Path) -> list[list[tuple[str, list[str]]]]:
    """CoNLL rows → sentences of (word, its tags; several where the corpus nests)."""
    out: list[list[tuple[str, list[str]]]] = [[]]
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        if len(parts) < 2:
            out.append([])
        else:
            out[-1].append((parts[0], parts[1:]))
    return [s for s in out if s]


def spans(rows: Sequence[tuple[str, list[str]]]) -> list[tuple[int, int, str]]:
    """Tagged stretches (first row, last row, type), nested ones too.

    As conlleval and seqeval count (Tjong Kim Sang and De Meulder 2003), an ``I-`` that goes on
    from nothing of its type begins a stretch: 74 of the 2,285 of ANERcorp's test part do.
    """
    out = []
    for i, (_, tags) in enumerate(rows):
        before = {t[2:] for t in rows[i - 1][1]} if i else set()
        for tag in tags:
            if tag.startswith("B-") or (tag.startswith("I-") and tag[2:] not in before):
                last = i
                while (
                    last + 1 < len(rows)
                    and f"I-{tag[2:]}" in rows[last + 1][1]
                    and f"B-{tag[2:]}" not in rows[last + 1][1]
                ):
                    last += 1
                out.append((i, last, tag[2:]))
    return out


def load(path: Path, pieces: Callable[[str], Sequence[int]]) -> list[Example]:
    """A corpus as pages of a few sentences."""
    sentences = read_rows(path)
    examples = []
    for at in range(0, len(sentences), SENTENCES_A_PAGE):
        text, bounds, marks = "", [], []
        for rows in sentences[at : at + SENTENCES_A_PAGE]:
            begin, places = len(text), []
            for word, _ in rows:
                places.append((len(text), len(text) + len(word)))
                text += word + " "
            bounds.append((begin, len(text) - 1))
            text = text[:-1] + "\n"
            marks += [(places[a][0], places[b][1], kind) for a, b, kind in spans(rows)]
        p = page(
            Article(f"{path.stem}:{at}", text),
            tuple(Sentence(i, a, b) for i, (a, b) in enumerate(bounds)),
            pieces,
        )
        out = Example(f"{path.stem}:{at}", p, text, rest=_UNMARKED, judged=False)
        out.style = STYLES.index("corpus")
        starts = {w.start: i for i, w in enumerate(p.words)}
        ends = {w.end: i for i, w in enumerate(p.words)}
        for a, b, kind in marks:
            if a in starts and b in ends and ends[b] - starts[a] < L.WIDTH["mention"]:
                span = (starts[a], ends[b])
                if kind in ("TIT", "OCC"):
                    out.titles.append(span)
                    allowed = _UNMARKED
                elif kind in _ALLOWED:
                    allowed = frozenset(_CLASS[c] for c in _ALLOWED[kind])
                else:
                    allowed = _OPEN
                if span in out.mentions:
                    k = out.mentions.index(span)
                    out.mention_class[k] |= allowed
                else:
                    out.mentions.append(span)
                    out.mention_class.append(allowed)
        examples.append(out)
    return examples
