"""Fit the reader: first names from the helper corpora, then everything from annotated articles.

    python -m kg.train.fit SHARED OUT [--names 2] [--epochs 16 | --minutes 60] [--hold OUTLETS]

Writes OUT/network.pt after every epoch, OUT/tokenizer.json and OUT/log.tsv. ``--hold`` names
outlets that are left out of training altogether: the blind test.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

import torch
from tokenizers import Tokenizer

from kg.mention import label as L
from kg.mention.feature import spans_of
from kg.mention.window import UNK, Page, page
from kg.nouns import Article, Sentence
from kg.train import corpora, gold
from kg.train.average import Average
from kg.train.encoder import pretrained
from kg.train.gold import Example
from kg.train.loss import losses, trigger_classes
from kg.train.network import Network
from kg.train.rename import Bank, bank, renamed, under
from kg.train.shipped import drawn_back, fitted, shipped

WEIGHT = {"quote": 0.5, "relation": 0.7}
BATCH_PIECES = 1800
RETOLD = 0.7
"""Share of the articles that come up retold."""
AVERAGED = 0.998
"""Share of the average that a step keeps: some five hundred steps count."""


Pieces = Callable[[str], Sequence[int]]


def respelt(pieces: Pieces, rng: random.Random, share: float) -> Pieces:
    """Piece ids of words some of which lose hamza, ya or ta marbuta, as typists drop them."""

    def noisy(word: str) -> Sequence[int]:
        if rng.random() < share:
            word = re.sub("[أإآ]", "ا", word)
            word = re.sub("ة$", "ه", word) if rng.random() < 0.3 else word
            word = re.sub("ي$", "ى", word) if rng.random() < 0.3 else word
        return pieces(word)

    return noisy


def hidden(pieces: Pieces, rng: random.Random, share: float) -> Pieces:
    """Piece ids of words some of which cannot be read: what they are must follow from the rest
    (word dropout: Iyyer et al. 2015)."""
    return lambda word: (UNK,) if rng.random() < share else pieces(word)


@dataclass(slots=True)
class Lesson:
    """An example, and how it is told when it comes up again."""

    example: Example
    size: int
    retold: Callable[[random.Random], Page]

    def page(self, rng: random.Random) -> Page:
        """The article as typed, or retold."""
        return self.retold(rng) if rng.random() < RETOLD else self.example.page


def lesson(e: Example, pieces: Pieces, words: Bank) -> Lesson:
    """An article that is retold: with other people's names, with words respelt or hidden."""
    bounds: dict[int, list[int]] = {}
    for w, s in zip(e.page.words, e.page.sentence_of, strict=True):
        bounds.setdefault(s, [w.start, w.end])[1] = w.end
    sentences = tuple(Sentence(s, a, b) for s, (a, b) in sorted(bounds.items()))

    def retold(rng: random.Random) -> Page:
        told = respelt(pieces, rng, 0.12) if rng.random() < 0.6 else pieces
        if rng.random() < 0.6:
            told = under(renamed(e, words, rng), told)
        if rng.random() < 0.4:
            told = hidden(told, rng, 0.1)
        return page(Article(e.id, e.text), sentences, told)

    return Lesson(e, sum(len(w.ids) for w in e.page.windows), retold)


def lessons(examples: Sequence[Example], pieces: Pieces) -> list[Lesson]:
    """All examples, each retold with the names of the others."""
    words = bank(examples)
    return [lesson(e, pieces, words) for e in examples]


class Sized(Protocol):
    """What has a number of pieces."""

    @property
    def size(self) -> int: ...


Some = TypeVar("Some", bound=Sized)


def batches(
    taught: Sequence[Some], rng: random.Random, pieces: int = BATCH_PIECES
) -> list[list[Some]]:
    """Articles or windows of like length together, ``pieces`` at the most, batches in random
    order."""
    out: list[list[Some]] = [[]]
    held = 0
    for one in sorted(taught, key=lambda one: one.size + rng.random() * 60):
        if out[-1] and held + one.size > pieces:
            out.append([])
            held = 0
        out[-1].append(one)
        held += one.size
    rng.shuffle(out)
    return out


@torch.no_grad()
def span_scores(net: Network, examples: Sequence[Example]) -> dict[str, float]:
    """Quick look during training: F1 of exact mention spans with type, triggers."""
    net.eval()
    hit: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for e in examples:
        (h,) = net.words([e.page])
        for group, listed in (
            (
                "mention",
                {
                    (s, (next(iter(c)) - 1) % 5)
                    for s, c in zip(e.mentions, e.mention_class, strict=True)
                },
            ),
            ("trigger", {(s, c - 1) for s, cs in trigger_classes(e).items() for c in cs}),
            ("title", {(s, 0) for s in e.titles}),
        ):
            where = spans_of(e.page, L.WIDTH[group])
            best = net.spans[group](h, torch.from_numpy(where)).argmax(1).tolist()
            found = {
                ((int(a), int(b)), (c - 1) % 5 if group == "mention" else c - 1)
                for (a, b), c in zip(where, best, strict=True)
                if c
            }
            row = hit[group]
            row[0] += len(found & listed)
            row[1] += len(found)
            row[2] += len(listed)
    net.train()
    return {k: 2 * a / max(1, b + c) for k, (a, b, c) in hit.items()}


def run(
    net: Network,
    taught: Callable[[], list[Lesson]],
    epochs: int,
    rate: float,
    out: Path,
    tests: Mapping[str, Sequence[Example]],
    seed: int,
    label: str,
    checkpoint: bool,
    minutes: float = 0.0,
    pieces: int = BATCH_PIECES,
    averaged: float = AVERAGED,
) -> None:
    """AdamW, one cycle: linear warm-up, linear decay; heads five times faster than the encoder.

    Kept are the weights averaged over the last steps. ``taught`` is asked before every epoch:
    annotations that are made meanwhile come in. With ``minutes`` the cycle takes so long, and
    ends in the middle of an epoch if need be.
    """
    rng = random.Random(seed)
    encoder = list(net.encoder.layers.parameters())
    ids = {id(q) for q in net.encoder.parameters()}
    heads = [q for q in net.parameters() if id(q) not in ids]
    optimiser = torch.optim.AdamW(
        [{"params": encoder}, {"params": heads}],
        rate,
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    step, began = 0, time.time()
    average = Average(list(net.parameters()), averaged)
    for epoch in range(epochs):
        net.train()
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
        told = taught()
        lot = batches(told, rng, pieces)
        for place, batch in enumerate(lot):
            gone = (epoch + place / len(lot)) / epochs
            if minutes:
                gone = (time.time() - began) / (60 * minutes)
            if gone >= 1:
                break
            scale = min(gone / 0.06, (1 - gone) / 0.94)
            optimiser.param_groups[0]["lr"] = rate * scale
            optimiser.param_groups[1]["lr"] = 5 * rate * scale
            parts: dict[str, list[torch.Tensor]] = defaultdict(list)
            counts: dict[str, int] = defaultdict(int)
            pages = [one.page(rng) for one in batch]
            styles = [one.example.style for one in batch]
            for one, h in zip(batch, net.words(pages, styles), strict=True):
                for name, (loss, n) in losses(net, one.example, h).items():
                    parts[name].append(loss)
                    counts[name] += n
            loss = sum(
                (
                    WEIGHT.get(k, 1.0) * torch.stack(v).sum() / (counts[k] + 1)
                    for k, v in parts.items()
                ),
                torch.zeros(()),
            )
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            step += 1
            average.take()
            for k, v in parts.items():
                sums[k][0] += float(torch.stack(v).sum().detach())
                sums[k][1] += counts[k]
            if step % 20 == 0:
                print(
                    f"{label} {epoch + 1} {place + 1}/{len(lot)} {time.time() - began:.0f}s "
                    f"loss {float(loss.detach()):.2f}",
                    flush=True,
                )
        with average.standing():
            seen = {
                f"{part}-{k}": v
                for part, examples in tests.items()
                for k, v in span_scores(net, examples).items()
            }
            if checkpoint:
                torch.save(net.state_dict(), out / "part.pt")
                (out / "part.pt").rename(out / "network.pt")
        row = [
            label,
            str(epoch + 1),
            f"{time.time() - began:.0f}s",
            f"{len(told)} articles",
            *(f"{k} {a / max(1, b):.3f}" for k, (a, b) in sorted(sums.items())),
            *(f"{k} {v:.3f}" for k, v in seen.items()),
        ]
        print("\t".join(row), flush=True)
        with (out / "log.tsv").open("a", encoding="utf-8") as f:
            f.write("\t".join(row) + "\n")
        if minutes and time.time() - began >= 60 * minutes:
            break
    average.settle()


def main(argv: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--names", type=int, default=2, help="epochs over the helper corpora")
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--hold", default="okaz,ahdath.info")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--minutes", type=float, default=0, help="how long, instead of --epochs")
    parser.add_argument(
        "--start",
        type=Path,
        help="go on from this network.pt, or from a folder of exported graphs (heads of other "
        "shapes begin anew)",
    )
    parser.add_argument(
        "--keep", type=float, default=1.0,
        help="how much of --start is kept; the rest of the way leads back to new weights",
    )  # fmt: skip
    args = parser.parse_args(argv)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    encoder, data = pretrained()
    (args.out / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    tokenizer = Tokenizer.from_str(json.dumps(data))

    @lru_cache(maxsize=200_000)
    def pieces(word: str) -> tuple[int, ...]:
        return tuple(tokenizer.encode(word).ids)

    net = Network(encoder.word.num_embeddings)
    net.encoder.load_state_dict(encoder.state_dict())
    if args.start:
        own = net.state_dict()
        start = shipped(args.start) if args.start.is_dir() else torch.load(args.start)
        net.load_state_dict({**own, **drawn_back(fitted(start, own), own, args.keep)})
    held = tuple(args.hold.split(",")) if args.hold else ()

    def train() -> list[Lesson]:
        return lessons(gold.taught(args.shared, pieces, held), pieces)

    blind = (
        [e for e in gold.load(args.shared / "gold/train", pieces) if e.id.startswith(held)]
        if held
        else []
    )
    tests = {
        "dev": gold.load(args.shared / "gold/dev", pieces),
        "held": blind,
    }
    if args.names:
        ner = args.shared / "data/ner"
        helpers = [
            e
            for f in ("cleananercorp-train.txt", "caraner.conll", "wojood-sample-train.txt")
            for e in corpora.load(ner / f, pieces)
        ]
        print(len(helpers), "helper pages", flush=True)
        told = lessons(helpers, pieces)
        run(
            net,
            lambda: told,
            args.names,
            args.rate,
            args.out,
            tests,
            args.seed,
            "names",
            True,
        )
        torch.save(net.state_dict(), args.out / "names.pt")
    run(
        net,
        train,
        1000 if args.minutes else args.epochs,
        args.rate,
        args.out,
        tests,
        args.seed,
        "gold",
        True,
        args.minutes,
    )


if __name__ == "__main__":
    main()
