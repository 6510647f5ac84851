"""Masked-language adaptation of the encoder to Arabic news (Gururangan et al. 2020).

Undoes part of the 4-bit loss and of the cut vocabulary. Reads raw articles only.
"""

from __future__ import annotations

import gzip
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from kg.train.encoder import BOS, EOS, PAD, WIDTH, pretrained

MASK = 0  # <s> in the middle of a sequence is free to stand for a masked piece


def sequences(pool: Path, tokenizer: Tokenizer, length: int, seed: int) -> Iterator[list[int]]:
    """Article texts as piece ids, cut to ``length``, in a seeded order."""
    with gzip.open(pool, "rt", encoding="utf-8") as f:
        texts = [json.loads(line)["text"] for line in f]
    random.Random(seed).shuffle(texts)
    for text in texts:
        ids = tokenizer.encode(text).ids
        for at in range(0, max(1, len(ids) - 40), length - 2):
            yield [BOS, *ids[at : at + length - 2], EOS]


def adapt(pool: Path, out: Path, minutes: float, seed: int = 7, length: int = 128, batch: int = 16) -> None:
    """Train for ``minutes`` and write ``out`` (torch state and tokenizer.json), with checkpoints."""
    torch.manual_seed(seed)
    encoder, data = pretrained()
    tokenizer = Tokenizer.from_str(json.dumps(data))
    head = nn.Sequential(nn.Linear(WIDTH, WIDTH), nn.GELU(), nn.LayerNorm(WIDTH))
    bias = nn.Parameter(torch.zeros(encoder.word.num_embeddings))
    params = [*encoder.parameters(), *head.parameters(), bias]
    optimiser = torch.optim.AdamW(params, 4e-4, betas=(0.9, 0.98), weight_decay=0.01)
    began = time.time()
    total, seen, step, running = minutes * 60, 0, 0, 0.0
    rows: list[list[int]] = []
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")

    def save() -> None:
        torch.save(encoder.state_dict(), out / "part.pt")
        (out / "part.pt").rename(out / "encoder.pt")

    for row in sequences(pool, tokenizer, length, seed):
        rows.append(row)
        if len(rows) < batch:
            continue
        used = (time.time() - began) / total
        if used >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = 4e-4 * min(1, step / 100) * (1 - used)
        width = max(map(len, rows))
        ids = torch.tensor([r + [PAD] * (width - len(r)) for r in rows])
        pick = (torch.rand(ids.shape) < 0.15) & (ids > 3)
        roll = torch.rand(ids.shape)
        shown = ids.masked_fill(pick & (roll < 0.8), MASK)
        noise = torch.randint(4, len(bias), ids.shape)
        shown = torch.where(pick & (roll > 0.9), noise, shown)
        with torch.autocast("cpu", torch.bfloat16):
            hidden = head(encoder(shown)[pick])
            loss = nn.functional.cross_entropy(hidden @ encoder.word.weight.T + bias, ids[pick])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(params, 1.0)
        optimiser.step()
        step, seen, running = step + 1, seen + int((ids != PAD).sum()), running + loss.item()
        if step % 50 == 0:
            print(f"step {step} pieces {seen} loss {running / 50:.3f} {seen / (time.time() - began):.0f}/s", flush=True)
            running = 0.0
            if step % 200 == 0:
                save()
        rows = []
    save()


if __name__ == "__main__":
    import sys

    adapt(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
