"""An encoder taught by another to give words the same states: no annotation is needed, only news.

    python -m kg.train.distil states SHARED STATES [--count 8000] [--teacher kg/mention/model]
    python -m kg.train.distil fit STATES OUT --start NETWORK [--minutes 60]

``states`` writes what the shipped encoder sees in articles of the pool; ``fit`` draws an encoder
of another shape (other attention) to those states (Hinton et al. 2015; hidden states: Sanh et al.
2019, DistilBERT). The heads, which read word states, stay what they are. Articles of the
evaluation sets and of the outlets held out are not shown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from kg.mention.model import FOLDER, Model
from kg.mention.window import BOS, EOS, Page, Window, page
from kg.nouns import Article
from kg.sentence.split import sentences
from kg.train.annotation import ANNOTATED
from kg.train.average import Average
from kg.train.encoder import SharedDropout
from kg.train.fit import AVERAGED, batches
from kg.train.network import Network

UNSEEN = ("later", "unseen", "fresh")
"""Evaluation sets whose articles come from the pool."""
HELD = ("okaz", "ahdath")
SHARD = 200
"""Articles a file of states."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A window and the teacher's state of each of its words [words, 384]."""

    window: Window
    states: NDArray[np.float16]

    @property
    def size(self) -> int:
        """Pieces of the window."""
        return len(self.window.ids)


def articles(shared: Path, seed: int) -> list[Article]:
    """Articles of the pool in random order, without those that a figure is measured on."""
    barred = {
        json.loads(line)["id"]
        for name in UNSEEN
        for line in (ANNOTATED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    gold = (shared / "gold").rglob("*.json")
    barred |= {json.loads(p.read_text(encoding="utf-8"))["id"] for p in gold}
    with gzip.open(shared / "data/pool/articles.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    found = [
        Article(r["id"], r["text"])
        for r in rows
        if r["id"] not in barred and not r["id"].startswith(HELD)
    ]
    random.Random(seed).shuffle(found)
    return found


def write_states(shared: Path, out: Path, count: int, teacher: Path, seed: int) -> None:
    """Write OUT/NNN.npz: windows of ``SHARD`` articles each, with the teacher's word states."""
    out.mkdir(parents=True, exist_ok=True)
    model = Model(teacher, threads=1)
    given = articles(shared, seed)[:count]
    for at in range(0, len(given), SHARD):
        file = out / f"{at // SHARD:03d}.npz"
        if file.exists():
            continue
        ids: list[int] = []
        word_of: list[int] = []
        sizes, states = [], []
        for article in given[at : at + SHARD]:
            p = page(article, sentences(article), model.pieces)
            for window in p.windows:
                ids += window.ids[1:-1]
                word_of += window.word_of
                sizes.append((len(window.word_of), window.count))
            states.append(model.words(p).astype(np.float16))
        part = file.with_suffix(".part.npz")
        np.savez(
            part, ids=np.array(ids, np.int32), word_of=np.array(word_of, np.int32),
            sizes=np.array(sizes, np.int32), states=np.concatenate(states),
        )  # fmt: skip
        part.rename(file)
        print(file.name, flush=True)


def windows(file: Path) -> Iterator[Taught]:
    """The windows of a file of states."""
    kept = np.load(file)
    ids, word_of, states = kept["ids"].tolist(), kept["word_of"].tolist(), kept["states"]
    a = b = 0
    for pieces, count in kept["sizes"].tolist():
        marked = (BOS, *ids[a : a + pieces], EOS)
        window = Window(0, count, marked, tuple(word_of[a : a + pieces]))
        yield Taught(window, states[b : b + count])
        a, b = a + pieces, b + count


def word_states(net: Network, batch: Sequence[Taught]) -> Tensor:
    """States of all words of a batch [words, 384]."""
    return torch.cat(net.words([Page((), (), (), (one.window,)) for one in batch]))


def wanted(batch: Sequence[Taught]) -> Tensor:
    """The teacher's states of all words of a batch [words, 384]."""
    return torch.from_numpy(np.concatenate([one.states for one in batch])).float()


def distance(mine: Tensor, theirs: Tensor) -> Tensor:
    """Of each word the squared distance, as a share of the size of the teacher's state [words]."""
    far: Tensor = ((mine - theirs) ** 2).sum(1) / (theirs**2).sum(1).clamp(min=1e-6)
    return far


def fit(states: Path, net: Network, out: Path, minutes: float, rate: float, seed: int) -> None:
    """AdamW, one cycle over ``minutes``; writes OUT/network.pt every few minutes and at the end."""
    out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(seed)
    for module in net.modules():
        # what is wanted is given for every word: nothing to learn by heart
        if isinstance(module, SharedDropout):
            module.share = 0.0
        elif isinstance(module, nn.Dropout):
            module.p = 0.0
    trained = list(net.encoder.layers.parameters())
    optimiser = torch.optim.AdamW(trained, rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True)
    average = Average(trained, AVERAGED)
    (blind, *rest) = sorted(states.glob("???.npz"))
    test = batches(list(windows(blind)), random.Random(0))[:12]
    began = saved = time.time()
    step, recent = 0, 0.0
    net.train()
    while True:
        rest = [f for f in sorted(states.glob("???.npz")) if f != blind]
        rng.shuffle(rest)
        for file in rest:
            for batch in batches(list(windows(file)), rng):
                gone = (time.time() - began) / (60 * minutes)
                if gone >= 1:
                    _keep(net, average, test, out, f"{step} steps", began)
                    average.settle()
                    return
                optimiser.param_groups[0]["lr"] = rate * min(gone / 0.04, (1 - gone) / 0.96)
                loss = distance(word_states(net, batch), wanted(batch)).mean()
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(trained, 1.0)
                optimiser.step()
                average.take()
                step += 1
                recent += float(loss.detach())
                if step % 50 == 0:
                    print(f"{step} {time.time() - began:.0f}s {recent / 50:.4f}", flush=True)
                    recent = 0.0
                if time.time() - saved > 300:
                    saved = time.time()
                    _keep(net, average, test, out, f"{step} steps", began)


@torch.no_grad()
def _keep(
    net: Network,
    average: Average,
    test: Sequence[Sequence[Taught]],
    out: Path,
    told: str,
    began: float,
) -> None:
    """Save the averaged weights, and tell how far they are from the teacher on the first file."""
    with average.standing():
        net.eval()
        far = [float(distance(word_states(net, batch), wanted(batch)).mean()) for batch in test]
        net.train()
        torch.save(net.state_dict(), out / "part.pt")
        (out / "part.pt").rename(out / "network.pt")
    mean = sum(far) / len(far)
    row = f"{told}\t{time.time() - began:.0f}s\tdistance on articles not shown {mean:.4f}"
    print(row, flush=True)
    with (out / "log.tsv").open("a", encoding="utf-8") as f:
        f.write(row + "\n")


def main(argv: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parts = parser.add_subparsers(dest="part", required=True)
    told = parts.add_parser("states")
    told.add_argument("shared", type=Path)
    told.add_argument("states", type=Path)
    told.add_argument("--count", type=int, default=8000)
    told.add_argument("--teacher", type=Path, default=FOLDER)
    learns = parts.add_parser("fit")
    learns.add_argument("states", type=Path)
    learns.add_argument("out", type=Path)
    learns.add_argument("--start", type=Path, required=True, help="a network.pt")
    learns.add_argument("--minutes", type=float, default=60)
    learns.add_argument("--rate", type=float, default=2e-4)
    for one in (told, learns):
        one.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(argv)
    if args.part == "states":
        write_states(args.shared, args.states, args.count, args.teacher, args.seed)
        return
    torch.manual_seed(args.seed)
    state = torch.load(args.start, map_location="cpu")
    net = Network(len(state["encoder.word.weight"]))
    net.load_state_dict(state)
    fit(args.states, net, args.out, args.minutes, args.rate, args.seed)


if __name__ == "__main__":
    main()
