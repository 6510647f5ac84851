"""The published comparison: ANERcorp in the CAMeL Lab split, trained on its train part only.

    python -m kg.train.anercorp SHARED OUT [--epochs 3] [--runs 3] [--start kg/mention/model]

The same encoder and span head as the shipped reader, four classes (PERS, LOC, ORG, MISC),
scored as CoNLL does: an entity counts when its words and its class are exactly right
(Benajiba et al. 2007; Obeid et al. 2020). The model made here is not shipped. With ``--start`` it
begins as a reader that was trained on our annotations before: what they teach of names, not the
comparison's rule to the letter. With ``--hold 0.1`` the last tenth of the train part is scored
instead of the test part: what is compared and chosen, is chosen there.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

import torch
from tokenizers import Tokenizer

from kg.mention import label as L
from kg.mention.feature import spans_of
from kg.mention.reader import apart
from kg.train import corpora
from kg.train.average import mean
from kg.train.encoder import pretrained
from kg.train.fit import lessons, run
from kg.train.gold import Example
from kg.train.network import Network
from kg.train.shipped import fitted, shipped

BATCH_PIECES = 700
"""Pieces a step: this corpus is small, and wants more steps of fewer sentences."""
AVERAGED = 0.995
FLOOR = 0.4
"""Likelihood from which a span is an entity: best of five on the last tenth of the train part."""
CLASS = {"PERS": 1, "LOC": 3, "ORG": 4, "MISC": 5}
"""Classes of the mention head (label.MENTIONS) that stand for the corpus' four."""


def examples(path: Path, pieces: Callable[[str], Sequence[int]]) -> list[Example]:
    """Pages of the corpus, everything in them judged: what is not marked is no entity."""
    out = []
    for e in corpora.load(path, pieces):
        e.mentions, e.mention_class, e.rest = [], [], frozenset({0})
        e.style = 0  # read and scored as the only style there is
        out.append(e)
    sentences = corpora.read_rows(path)
    for e, at in zip(out, range(0, len(sentences), corpora.SENTENCES_A_PAGE), strict=True):
        starts = {w.start: i for i, w in enumerate(e.page.words)}
        ends = {w.end: i for i, w in enumerate(e.page.words)}
        offset = 0
        for rows in sentences[at : at + corpora.SENTENCES_A_PAGE]:
            places = []
            for word, _ in rows:
                places.append((offset, offset + len(word)))
                offset += len(word) + 1
            for a, b, kind in corpora.spans(rows):
                first, last = starts.get(places[a][0]), ends.get(places[b][1])
                if first is not None and last is not None:
                    e.mentions.append((first, last))
                    e.mention_class.append(frozenset({CLASS[kind]}))
    return out


@torch.no_grad()
def score(net: Network, test: Sequence[Example]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall, F1 of exact entities: of each class, and over all (micro)."""
    net.eval()
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    names = {c: k for k, c in CLASS.items()}
    for e in test:
        (h,) = net.words([e.page])
        where = spans_of(e.page, L.WIDTH["mention"])
        share = net.spans["mention"](h, torch.from_numpy(where)).softmax(1)
        kind = share[:, 1:].argmax(1)
        told = [
            ((int(a), int(b)), float(1 - share[i, 0]), int(kind[i]) + 1)
            for i, (a, b) in enumerate(where)
            if 1 - share[i, 0] > FLOOR and int(kind[i]) + 1 in names
        ]
        found = {(span, c) for span, _, c in apart(told, nested=False)}
        wanted = {(s, next(iter(c))) for s, c in zip(e.mentions, e.mention_class, strict=True)}
        for span, c in found | wanted:
            for row in (names[c], "micro"):
                count[row][0] += (span, c) in found and (span, c) in wanted
                count[row][1] += (span, c) in found
                count[row][2] += (span, c) in wanted
    net.train()
    out = {}
    for row, (hit, found_n, wanted_n) in sorted(count.items()):
        p, r = hit / max(1, found_n), hit / max(1, wanted_n)
        out[row] = (p, r, 2 * p * r / max(1e-9, p + r))
    return out


def main(argv: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument(
        "--runs", type=int, default=1, help="with other seeds; weights are averaged"
    )
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--hold", type=float, default=0, help="share of the train part, its end")
    parser.add_argument("--start", type=Path, help="a network.pt, or a folder of exported graphs")
    args = parser.parse_args(argv)
    encoder, data = pretrained()
    tokenizer = Tokenizer.from_str(json.dumps(data))

    @lru_cache(maxsize=200_000)
    def pieces(word: str) -> tuple[int, ...]:
        return tuple(tokenizer.encode(word).ids)

    ner = args.shared / "data/ner"
    given = examples(ner / "anercorp-camel-train.txt", pieces)
    kept = round(len(given) * (1 - args.hold))
    train = lessons(given[:kept], pieces)
    began = time.time()
    runs = []
    for seed in range(args.seed, args.seed + args.runs):
        torch.manual_seed(seed)
        net = Network(encoder.word.num_embeddings)
        net.encoder.load_state_dict(encoder.state_dict())
        if args.start:
            own = net.state_dict()
            start = shipped(args.start) if args.start.is_dir() else torch.load(args.start)
            net.load_state_dict({**own, **fitted(start, own)})
        out = args.out / str(seed)
        out.mkdir(parents=True, exist_ok=True)
        run(
            net, lambda: train, args.epochs, args.rate, out, {}, seed, "anercorp", True,
            pieces=BATCH_PIECES, averaged=AVERAGED,
        )  # fmt: skip
        runs.append({k: v.clone() for k, v in net.state_dict().items()})
        net.load_state_dict(mean(runs))
        torch.save(net.state_dict(), args.out / "network.pt")
        test = given[kept:] if args.hold else examples(ner / "anercorp-camel-test.txt", pieces)
        print(f"mean of {len(runs)} runs, {time.time() - began:.0f} s")
        for row, (p, r, f) in score(net, test).items():
            print(f"{row}\tP {p:.4f}\tR {r:.4f}\tF1 {f:.4f}", flush=True)


if __name__ == "__main__":
    main()
