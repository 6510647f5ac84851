"""The quality gate: no row of the score may fall under its floor.

Floors are pinned in ``tests/gold/floors.json``, one entry for each annotated set with the hash
of the set they were measured on. ``python -m kg.evaluate.floors`` measures and compares;
``--update`` raises floors, and lowers one only with ``--reason "…"``, which is kept beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kg.errors import KhabarError
from kg.evaluate.gold import annotated_files, load
from kg.evaluate.score import Figures, score

ROOT: Final = Path(__file__).parents[2]
PINNED: Final = ROOT / "tests" / "gold" / "floors.json"
SETS: Final[Mapping[str, Path]] = {
    "tests/gold": ROOT / "tests" / "gold" / "articles",
    "../shared/gold/dev": ROOT.parent / "shared" / "gold" / "dev",
}
"""Annotated sets that have floors. The second lies outside the project and may not be there."""
EPSILON: Final = 0.008
"""How far below its floor a row may lie for no fault of ours: processors without VNNI saturate in
8-bit products, and all add floating-point numbers in their own order, which tips answers whose
likelihood is at its threshold (measured between two AMD processors: 0.005)."""
TIPPED: Final = 2
"""And so many answers may tip in a row of few items, where one is worth more than EPSILON."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of one annotated set: F1 by row, measured on the files with this hash."""

    sha256: str
    articles: int
    rows: Mapping[str, float]
    lowered: tuple[Mapping[str, Any], ...] = ()
    """Every lowering: row, from, to, reason."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A row under its floor."""

    row: str
    floor: float
    now: float


def fingerprint(folder: Path) -> str:
    """SHA-256 of the annotated articles, each compiled: layout and notes do not count."""
    digest = sha256()
    for file, raw in annotated_files(folder):
        digest.update(file.name.encode())
        digest.update(json.dumps(raw, ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def pinned(file: Path = PINNED) -> dict[str, Floors]:
    """The floors of every set; none where there is no file yet."""
    if not file.exists():
        return {}
    raw = json.loads(file.read_text(encoding="utf-8"))
    return {
        name: Floors(s["sha256"], s["articles"], s["floors"], tuple(s["lowered"]))
        for name, s in raw.items()
    }


def slack(row: Figures) -> float:
    """How far this row may lie under its floor: EPSILON, or what TIPPED answers are worth."""
    return max(EPSILON, 2 * TIPPED / max(1, row.gold + row.system))


def falls(floors: Floors, now: Mapping[str, Figures]) -> list[Fall]:
    """The rows that lie under their floor; a row that is gone counts as 0."""
    out = []
    for row, floor in floors.rows.items():
        f1, give = (now[row].f1, slack(now[row])) if row in now else (0.0, 0.0)
        if f1 < floor - give:
            out.append(Fall(row, floor, f1))
    return out


def updated(
    old: Floors | None, hashed: str, articles: int, now: Mapping[str, Figures], reason: str = ""
) -> Floors:
    """New floors: raised freely, lowered only for a reason.

    On another set of articles (other hash) all rows are measured afresh; that too needs a
    reason where it lowers one. Raises KhabarError K704.
    """
    rows = {row: f.f1 for row, f in now.items() if f.gold}
    if old is None:
        return Floors(hashed, articles, rows)
    lowered = list(old.lowered)
    for row, floor in old.rows.items():
        new = rows.get(row, 0.0)
        within = row in now and new >= floor - slack(now[row]) and old.sha256 == hashed
        if new >= floor:
            continue
        if within:
            rows[row] = floor  # nothing fell: an answer tipped, the floor stays
            continue
        if not reason.strip():
            raise KhabarError("K704", row=row, new=f"{new:.4f}", old=f"{floor:.4f}")
        lowered.append({"row": row, "from": floor, "to": new, "reason": reason.strip()})
    return replace(old, sha256=hashed, articles=articles, rows=rows, lowered=tuple(lowered))


def write(floors: Mapping[str, Floors], file: Path = PINNED) -> None:
    """Write the floors, sets and rows in a fixed order."""
    raw = {
        name: {
            "sha256": s.sha256,
            "articles": s.articles,
            "floors": dict(s.rows),
            "lowered": list(s.lowered),
        }
        for name, s in sorted(floors.items())
    }
    file.write_text(json.dumps(raw, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure(folder: Path) -> dict[str, Figures]:
    """The score of the shipped model and tables on an annotated set."""
    from kg.pipeline import Resources, facts_of

    golds = load(folder)
    return score(facts_of([g.article for g in golds], Resources.load()), golds)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every set that is there; compare, or with ``--update`` pin. 1 where a row fell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--update", action="store_true", help="raise the floors to what is measured"
    )
    parser.add_argument("--reason", default="", help="why floors may be lowered")
    args = parser.parse_args(arguments)
    floors, fell = pinned(), False
    for name, folder in SETS.items():
        if not folder.is_dir():
            print(f"{name}: not there, not measured")
            continue
        now, hashed = measure(folder), fingerprint(folder)
        old = floors.get(name)
        if args.update:
            try:
                new = updated(old, hashed, len(annotated_files(folder)), now, args.reason)
            except KhabarError as error:
                print(f"{name}: {error}", file=sys.stderr)
                return 1
            was = old.rows if old else {}
            raised = [r for r, f1 in new.rows.items() if f1 > was.get(r, -1)]
            floors[name] = new
            print(f"{name}: {len(new.rows)} floors, {len(raised)} new or raised")
            continue
        if old is None or old.sha256 != hashed:
            print(f"{name}: the articles are not those that were pinned; run with --update")
            fell = True
            continue
        for f in falls(old, now):
            print(f"{name}: {f.row} fell to {f.now:.4f}, floor {f.floor:.4f}")
            fell = True
    if args.update:
        write(floors)
    return int(fell)


if __name__ == "__main__":
    sys.exit(main())
