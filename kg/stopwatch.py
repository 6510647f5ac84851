"""How long each stage of a build took."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter


@dataclass(slots=True)
class Stopwatch:
    """Seconds spent in each stage of a build."""

    stages: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=perf_counter)

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        """Add the time inside the ``with`` to ``stage``."""
        start = perf_counter()
        try:
            yield
        finally:
            self.stages[stage] = self.stages.get(stage, 0.0) + perf_counter() - start

    def move(self, seconds: float, stage: str, other: str) -> None:
        """Take time that was counted in ``stage`` over to ``other``."""
        self.stages[stage] = self.stages.get(stage, 0.0) - seconds
        self.stages[other] = self.stages.get(other, 0.0) + seconds

    @property
    def seconds(self) -> float:
        """Seconds since it was made."""
        return perf_counter() - self.started
