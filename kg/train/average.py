"""Weights averaged over the last steps of a run (Polyak and Juditsky 1992)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import nn


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
