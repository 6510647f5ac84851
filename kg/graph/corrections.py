"""Corrections: what a person decided about a graph, row by row, in ``corrections.tsv``.

Tab-separated UTF-8 with a header: ``action``, ``item``, ``value``, ``note``. Actions:

- ``merge A B``: A is B, whose IRI they bear; ``split A B``: they are two; ``split A ARTICLE``:
  what that article calls A is somebody else
- ``rename A NAME``; ``retype A TYPE`` (PER, CTRY, LOC, ORG, GRP); ``link A Q142`` (a Wikidata
  id, the key of a row of the knowledge base, or ``none``)
- ``reject FACT``: the IRI of an event or a post; ``reject S "P O"``: a triple
- ``remove ARTICLE``: the id of an article that builds leave out

The file is the user's own: it may be edited by hand, and rows that cannot be followed are told
and stay in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.errors import KhabarError, message
from kg.graph.files import write_files
from kg.nouns import Skipped

FILE: Final = "corrections.tsv"
ACTIONS: Final = ("merge", "split", "rename", "retype", "link", "reject", "remove")
COLUMNS: Final = ("action", "item", "value", "note")
_LINE_ENDS: Final = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
"""What may not stand in a cell; two spaces may: an article's id is its file's name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: what to do with which item. ``row`` counts from 1, the header too."""

    action: str
    item: str
    value: str = ""
    note: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Corrections:
    """The rows that can be followed, and what is wrong with the others."""

    rows: tuple[Correction, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    file: str = FILE
    typed: int = 0
    """The row that a command has just added: to its messages the file is nothing."""

    def remark(self, one: Correction, code: str, **where: object) -> Skipped:
        """A message about one row."""
        place = f"{self.file}, row {one.row}, is not followed"
        told = message(code, where="not done" if one.row == self.typed else place, **where)
        return Skipped(f"{self.file}:{one.row}", told)


def read(folder: str | Path, typed: int = 0) -> Corrections:
    """The corrections of a folder; none if it has no such file.

    Rows are checked for what the file alone can tell: form, cycles (A into B into A) and
    contradictions (merge A B, split A B; two names for one thing); of two that contradict each
    other the first is followed. ``typed``: the row that a command has just added. Raises
    ``KhabarError`` K801 if the file cannot be read.
    """
    path = Path(folder) / FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Corrections(file=str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise KhabarError("K801", file=path, reason=reason) from None
    found = Corrections(file=str(path), typed=typed)
    kept: list[Correction] = []
    skipped: list[Skipped] = []
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or line.startswith("#") or tuple(cells[:2]) == COLUMNS[:2]:
            continue
        action, item, value, note = (*cells, "", "", "")[:4]
        one = Correction(action, item, value, note, number)
        wrong = _malformed(one, found) or _opposed(one, kept, found)
        if wrong:
            skipped.append(wrong)
        else:
            kept.append(one)
    return Corrections(tuple(kept), tuple(skipped), str(path), typed)


def removed(corrections: Corrections) -> frozenset[str]:
    """The ids of the articles that builds leave out."""
    return frozenset(row.item for row in corrections.rows if row.action == "remove")


def take_out(folder: str | Path, gone: Iterable[Correction]) -> None:
    """Delete rows that ``read`` gave. Raises ``KhabarError`` K401, K801."""
    path, rows = Path(folder) / FILE, {one.row for one in gone}
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    kept = [line for number, line in enumerate(lines, 1) if number not in rows]
    write_files({path: "".join(f"{line}\n" for line in kept).encode("utf-8")})


def add(folder: str | Path, new: Correction) -> tuple[Correction, ...]:
    """Write one more row, and take out what it takes back; returns the rows taken out.

    ``split A B`` takes back ``merge A B`` and the other way round; a new name, type or link
    takes the place of the old one. All other lines stay as they are. Raises ``KhabarError``
    K401, K801.
    """
    path = Path(folder) / FILE
    taken = tuple(old for old in read(folder).rows if _takes_back(new, old))
    lines = path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
    gone = {old.row for old in taken}
    kept = [line for number, line in enumerate(lines, 1) if number not in gone]
    if not kept:
        kept = ["\t".join(COLUMNS)]
    cells = (new.action, new.item, new.value, new.note)
    kept.append("\t".join(" ".join(_LINE_ENDS.split(cell)) for cell in cells).rstrip("\t"))
    write_files({path: "".join(f"{line}\n" for line in kept).encode("utf-8")})
    return taken


def _takes_back(new: Correction, old: Correction) -> bool:
    pair = {old.item, old.value} == {new.item, new.value}
    if {new.action, old.action} == {"merge", "split"} or (new.action == old.action and pair):
        return pair
    single = new.action in ("rename", "retype", "link")
    return single and (new.action, new.item) == (old.action, old.item)


def _malformed(one: Correction, found: Corrections) -> Skipped | None:
    if one.action not in ACTIONS:
        known = ", ".join(ACTIONS)
        return found.remark(one, "K802", found=f"no action {one.action!r}", expected=known)
    if not one.item or (not one.value and one.action not in ("reject", "remove")):
        return found.remark(
            one, "K802", found="an empty cell", expected=f"{one.action}, item and value"
        )
    if one.action == "reject" and one.value and len(one.value.split(None, 1)) != 2:
        return found.remark(
            one, "K802", found=repr(one.value), expected="property and object, with a space"
        )
    if one.action == "retype" and one.value not in ("PER", "CTRY", "LOC", "ORG", "GRP"):
        return found.remark(one, "K802", found=one.value, expected="PER, CTRY, LOC, ORG or GRP")
    return None


def _opposed(one: Correction, kept: Sequence[Correction], found: Corrections) -> Skipped | None:
    if one.action == "merge" and one.item in _into(one.value, kept):
        return found.remark(one, "K804", item=one.item, value=one.value)
    for old in kept:
        pair = {old.item, old.value} == {one.item, one.value}
        against = {old.action, one.action} == {"merge", "split"} and pair
        other = (
            old.action == one.action
            and one.action in ("rename", "retype", "link")
            and old.item == one.item
            and old.value != one.value
        )
        if against or other:
            return found.remark(one, "K805", action=one.action, other=old.row)
    return None


def _into(item: str, rows: Iterable[Correction]) -> set[str]:
    """All that ``item`` goes into by the merges of these rows, itself too."""
    into = {row.item: set[str]() for row in rows if row.action == "merge"}
    for row in rows:
        if row.action == "merge":
            into[row.item].add(row.value)
    reached, waiting = set[str](), [item]
    while waiting:
        one = waiting.pop()
        if one not in reached:
            reached.add(one)
            waiting.extend(into.get(one, ()))
    return reached
