"""Weights averaged: over the last steps of a run (Polyak and Juditsky 1992), and over runs of
which one went on from the other (Wortsman et al. 2022, "model soups").

    python -m kg.train.average RUN RUN [RUN ...] OUT
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import torch
from torch import Tensor, nn


class Average:
    """The average of some parameters, taken in after every step.

    ``share``: what a step keeps of the average; 1 / (1 - share) steps count, fewer at the start.
    """

    def __init__(self, parameters: Sequence[nn.Parameter], share: float) -> None:
        self._parameters, self._share, self._steps = parameters, share, 0
        self._mean = [q.detach().clone() for q in parameters]

    @torch.no_grad()
    def take(self) -> None:
        """Count the parameters as they are now."""
        self._steps += 1
        keep = min(self._share, self._steps / (self._steps + 9))
        for q, mean in zip(self._parameters, self._mean, strict=True):
            mean.lerp_(q, 1 - keep)

    @torch.no_grad()
    def settle(self) -> None:
        """The parameters become their average."""
        for q, mean in zip(self._parameters, self._mean, strict=True):
            q.copy_(mean)

    @contextmanager
    def standing(self) -> Iterator[None]:
        """Inside the ``with`` the parameters are their average."""
        now = [q.detach().clone() for q in self._parameters]
        self.settle()
        yield
        with torch.no_grad():
            for q, mine in zip(self._parameters, now, strict=True):
                q.copy_(mine)


def mean(networks: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of each parameter over networks of one shape."""
    return {name: torch.stack([net[name] for net in networks]).mean(0) for name in networks[0]}


def main(runs: Sequence[Path], out: Path) -> None:
    """Write OUT/network.pt, the mean of the runs', with the tokenizer and log of the last."""
    out.mkdir(parents=True, exist_ok=True)
    torch.save(mean([torch.load(run / "network.pt") for run in runs]), out / "network.pt")
    for name in ("tokenizer.json", "log.tsv"):
        shutil.copy(runs[-1] / name, out / name)


if __name__ == "__main__":
    *given, target = map(Path, sys.argv[1:])
    main(given, target)
