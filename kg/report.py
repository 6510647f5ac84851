"""The report of a build: what went through each stage, how long it took, what was left out."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.nouns import Facts, Skipped
from kg.query.rows import Rows
from kg.query.summary import Summary
from kg.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class Report:
    """What ``report.json`` tells of a build."""

    summary: Summary
    facts: int
    """Events, their roles, posts and relations."""
    new: int
    """Those of them that were read just now, not in an earlier build."""
    skipped: tuple[Skipped, ...]
    """Inputs that were not read."""
    remarks: tuple[Skipped, ...]
    """Inputs that were read although something about them is not as it should be."""
    clock: Stopwatch
    known: int
    """Articles whose facts were kept from an earlier build."""
    unchanged: bool = False
    """Whether the graph lay there already as it is, so that nothing of it was written."""

    @classmethod
    def of(
        cls,
        summary: Summary,
        facts: Iterable[Facts],
        skipped: tuple[Skipped, ...],
        remarks: tuple[Skipped, ...],
        clock: Stopwatch,
        read: Collection[str] = (),
    ) -> Report:
        """The report of a graph that was just built of these facts; ``read``: ids of the articles
        that were read for it, the others were known."""
        told = {one.article.id: _told_in(one) for one in facts}
        new = sum(number for name, number in told.items() if name in read)
        known = sum(name not in read for name in told)
        return cls(summary, sum(told.values()), new, skipped, remarks, clock, known)

    @property
    def facts_per_second(self) -> float | None:
        """New facts by the seconds of reading and working out, without loading and writing; None
        where nothing was read."""
        spent = self.clock.stages.get("read", 0.0) + self.clock.stages.get("facts", 0.0)
        return self.new / spent if spent and self.new else None

    def as_dict(self) -> dict[str, Any]:
        """For JSON: counts, seconds by stage, and each skipped input with its reason."""
        speed = self.facts_per_second
        return {
            "counts": {**self.summary.as_dict(), "facts": self.facts},
            "known": self.known,
            "seconds": {stage: round(spent, 3) for stage, spent in self.clock.stages.items()},
            "facts_per_second": speed and round(speed, 1),
            "skipped": [{"input": s.origin, "reason": s.reason} for s in self.skipped],
            "remarks": [{"input": s.origin, "reason": s.reason} for s in self.remarks],
        }

    def rows(self) -> Rows:
        """The summary table with what was skipped and how fast it went."""
        table, speed = self.summary.rows(), self.facts_per_second
        more = [
            ("لم تُقرأ", "inputs skipped", len(self.skipped)),
            ("قُرئت من قبل", "read before", self.known),
            ("وقائع", "facts", self.facts),
            *([("وقائع في الثانية", "facts per second", round(speed))] if speed else ()),
            ("مجموع الثواني", "seconds in all", round(self.clock.seconds, 1)),
        ]
        return Rows.of(table.columns, [*table.rows, *more])


def facts_in(folder: str | Path, facts: Iterable[Facts]) -> int:
    """How many facts the folder's last report counted, of a graph that is still the same; without
    a report they are counted anew."""
    try:
        told = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
        return int(told["counts"]["facts"])
    except (OSError, ValueError, KeyError, TypeError):
        return sum(map(_told_in, facts))


def _told_in(facts: Facts) -> int:
    roles = sum(len(e.roles) + len(e.places) for e in facts.events)
    return len(facts.events) + roles + len(facts.posts) + len(facts.relations)
