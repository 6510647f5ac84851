"""Refit the heads over pairs of spans on the states of a trained encoder.

    python -m kg.train.refit SHARED RUN OUT [--epochs 10] [--hold okaz,ahdath.info] [--seed 5]

The encoder and the heads over single spans of RUN stay as they are; their word states are
computed once, so an epoch takes seconds and the heads over pairs can be trained to the end.
Writes OUT/network.pt, OUT/tokenizer.json and OUT/log.tsv.
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.train import gold
from kg.train.average import Average
from kg.train.gold import Example
from kg.train.loss import link_losses
from kg.train.network import Network

KEPT = ("encoder.", "spans.", "cut.")
ARTICLES_A_STEP = 4
STATE_DROPOUT = 0.1
AVERAGED = 0.997
"""Share of the average that a step keeps: an epoch and a half counts."""


def states(net: Network, examples: Sequence[Example]) -> list[Tensor]:
    """Word states of each article, once and for all."""
    net.eval()
    with torch.no_grad():
        return [net.words([e.page])[0] for e in examples]


def refit(
    net: Network, examples: Sequence[Example], epochs: int, rate: float, seed: int, out: Path
) -> None:
    """AdamW, one cycle, over the heads that are not KEPT; the weights written are averages."""
    seen = states(net, examples)
    heads = [q for name, q in net.named_parameters() if not name.startswith(KEPT)]
    optimiser = torch.optim.AdamW(heads, rate, weight_decay=0.05)
    average = Average(heads, AVERAGED)
    rng = random.Random(seed)
    order = list(range(len(examples)))
    total, step, began = epochs * -(-len(order) // ARTICLES_A_STEP), 0, time.time()
    for epoch in range(epochs):
        net.train()
        rng.shuffle(order)
        sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
        for at in range(0, len(order), ARTICLES_A_STEP):
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1, step / 50) * (1 - step / total)
            parts: dict[str, list[Tensor]] = defaultdict(list)
            counts: dict[str, int] = defaultdict(int)
            for n in order[at : at + ARTICLES_A_STEP]:
                mask = (torch.rand(1, seen[n].shape[1]) > STATE_DROPOUT) / (1 - STATE_DROPOUT)
                for name, (loss, count) in link_losses(net, examples[n], seen[n] * mask).items():
                    parts[name].append(loss)
                    counts[name] += count
            losses = {k: torch.stack(v).sum() / (counts[k] + 1) for k, v in parts.items()}
            optimiser.zero_grad()
            torch.stack(list(losses.values())).sum().backward()
            torch.nn.utils.clip_grad_norm_(heads, 2.0)
            optimiser.step()
            average.take()
            step += 1
            for k, v in losses.items():
                sums[k][0] += float(v.detach())
                sums[k][1] += 1
        row = ["links", str(epoch + 1), f"{time.time() - began:.0f}s"]
        row += [f"{k} {a / max(1, b):.3f}" for k, (a, b) in sorted(sums.items())]
        print("\t".join(row), flush=True)
        with (out / "log.tsv").open("a", encoding="utf-8") as log:
            log.write("\t".join(row) + "\n")
        with average.standing():
            torch.save(net.state_dict(), out / "network.pt")


def main(argv: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--hold", default="okaz,ahdath.info")
    parser.add_argument("--seed", type=int, default=5)
    args = parser.parse_args(argv)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    for name in ("tokenizer.json", "log.tsv"):
        shutil.copy(args.run / name, args.out / name)
    tokenizer = Tokenizer.from_file(str(args.run / "tokenizer.json"))

    @lru_cache(maxsize=200_000)
    def pieces(word: str) -> tuple[int, ...]:
        return tuple(tokenizer.encode(word).ids)

    state = torch.load(args.run / "network.pt")
    net = Network(state["encoder.word.weight"].shape[0])
    net.load_state_dict({k: v for k, v in state.items() if k.startswith(KEPT)}, strict=False)
    held = tuple(args.hold.split(",")) if args.hold else ()
    refit(net, gold.taught(args.shared, pieces, held), args.epochs, args.rate, args.seed, args.out)


if __name__ == "__main__":
    main()
