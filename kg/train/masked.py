"""Raw news beside the annotated: words are hidden, and the encoder says what they were.

Six thousand annotated articles are soon known by heart; twenty thousand raw ones keep the encoder
to what Arabic news says in general (masked language modelling: Devlin et al. 2019; on the text of
the task: Gururangan et al. 2020, "Don't Stop Pretraining"). What guesses is not shipped.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from kg.mention.window import PAD, UNK, Window, page
from kg.nouns import Article
from kg.sentence.split import sentences
from kg.train.annotation import ANNOTATED
from kg.train.encoder import WIDTH, Encoder, has_bfloat16

HIDDEN_SHARE = 0.2
"""Share of the words that are hidden."""
PIECES = 1800
"""Pieces of raw text in a step."""


class Guess(nn.Module):
    """Piece states [n, 384] → scores of every piece [n, pieces], by the encoder's own vectors."""

    def __init__(self, pieces: int) -> None:
        super().__init__()
        self.dense, self.norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH)
        self.bias = nn.Parameter(torch.zeros(pieces))

    def forward(self, h: Tensor, vectors: Tensor) -> Tensor:
        """vectors [pieces, 384]."""
        x = self.norm(nn.functional.gelu(self.dense(h)))
        out: Tensor = x @ vectors.T + self.bias
        return out


def raw(shared: Path, held: tuple[str, ...]) -> list[str]:
    """Texts of ``shared/data/pool``, without the outlets held out and the blind tests."""
    blind = {
        json.loads(line)["id"]
        for file in sorted(ANNOTATED.glob("*.jsonl"))
        if file.stem != "pool"
        for line in file.read_text(encoding="utf-8").splitlines()
    }
    texts = []
    with gzip.open(shared / "data/pool/articles.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["id"] not in blind and not row["id"].startswith(held or ("\0",)):
                texts.append(row["text"])
    return texts


def windows(
    texts: Sequence[str], pieces: Callable[[str], Sequence[int]], rng: random.Random
) -> Iterator[list[Window]]:
    """Windows of articles at random, for a step each, without end."""
    lot: list[Window] = []
    while True:
        article = Article("raw", rng.choice(texts))
        for window in page(article, sentences(article), pieces).windows[:2]:
            lot.append(window)
            if sum(len(w.ids) for w in lot) > PIECES:
                yield lot
                lot = []


def masked(lot: Sequence[Window], mask: int, rng: random.Random) -> tuple[Tensor, Tensor]:
    """Ids of windows with words hidden under ``mask``, and what was there (-100 where nothing is
    asked)."""
    width = max(len(w.ids) for w in lot)
    ids = torch.full((len(lot), width), PAD)
    asked = torch.full((len(lot), width), -100)
    for row, window in enumerate(lot):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        gone = {k for k in range(window.count) if rng.random() < HIDDEN_SHARE}
        for at, word in enumerate(window.word_of, 1):
            if word in gone and window.ids[at] != UNK:
                asked[row, at] = window.ids[at]
                ids[row, at] = mask
    return ids, asked


def guessed(encoder: Encoder, guess: Guess, ids: Tensor, asked: Tensor) -> Tensor:
    """Mean cross-entropy of the hidden pieces."""
    with torch.autocast("cpu", torch.bfloat16, enabled=has_bfloat16()):
        hidden = encoder(ids)[asked != -100]
        scores = guess(hidden, encoder.word.weight.detach())
    return nn.functional.cross_entropy(scores.float(), asked[asked != -100])
