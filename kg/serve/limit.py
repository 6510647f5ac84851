"""What one visitor's question may cost, and how a question that costs more is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one question."""

    seconds: float = 10.0
    rows: int = 100_000
    """Rows (or triples) of an answer; the rest is left out, and the answer says so."""
    answer: int = 64 << 20
    """Bytes of an answer."""
    memory: int = 2 << 30
    """Bytes that a process may take for its own."""
    copied: int = 128 << 20
    """Bytes of a graph's files that all processes for queries together copy into memory, a copy
    each; where more would be needed they ask the graph where it lies."""
    waiting: int = 400
    """Questions that may wait for a process; more are sent away at once."""
    query: int = 256 << 10
    """Bytes of a query."""
    body: int = 20 << 20
    """Bytes of an upload."""
    patience: float = 20.0
    """Seconds in which a request must be sent whole."""


class Refused(Exception):
    """A question that is not answered: an HTTP status and one line that says nothing of here."""

    def __init__(self, status: int, told: str) -> None:
        self.status, self.told = status, told
        super().__init__(told)
