"""Time expressions against HeidelTime's Arabic documents (TIMEX3 of type DATE).

``python -m kg.evaluate.heideltime FOLDER [--date YYYY-MM-DD]`` prints strict and relaxed span
figures, value accuracy, and the annotated values that contradict their own text. The files
carry no creation time; it is read off the value that most of their اليوم ("today") have.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from kg.nouns import Article, TimeExpression
from kg.sentence.spelling import fold
from kg.sentence.split import sentences
from kg.time.expressions import times
from kg.time.lexemes import lexemes

_TAG: Final = re.compile(r"<TIMEX3([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r'(\w+)="([^"]*)"')
_MARKUP: Final = re.compile(r"<[^>]*>")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_PART_OF_DAY: Final = re.compile(r"T[A-Z]{2}$")
_PART_OF_YEAR: Final = re.compile(r"(\d{4})-(?:SP|SU|FA|WI)")
_HALF: Final = re.compile(r"(\d{4})-([HQ])(\d)")
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})")
_PLAIN: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")


@dataclass(frozen=True, slots=True)
class Timex:
    """One annotated expression: its place in the text without markup, and its TIMEX3 value."""

    file: str
    start: int
    end: int
    text: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file without its markup."""

    file: str
    text: str
    gold: tuple[Timex, ...]


def read(folder: Path) -> list[Document]:
    """All ``*.tml`` files of a folder; only expressions of type DATE."""
    out: list[Document] = []
    for path in sorted(folder.glob("*.tml")):
        source = path.read_text(encoding="utf-8-sig").replace("\ufeff", "")
        text, gold, at = "", [], 0
        for m in _TAG.finditer(source):
            text += _MARKUP.sub("", source[at : m.start()])
            inner, attributes = _MARKUP.sub("", m[2]), dict(_ATTRIBUTE.findall(m[1]))
            if attributes.get("type") == "DATE":
                end = len(text) + len(inner)
                gold.append(Timex(path.name, len(text), end, inner, attributes.get("value", "")))
            text, at = text + inner, m.end()
        out.append(Document(path.name, text + _MARKUP.sub("", source[at:]), tuple(gold)))
    return out


def written(documents: Sequence[Document]) -> str | None:
    """The creation time that the annotators counted from: what most of their "today" mean."""
    today = fold("اليوم").text
    days = Counter(
        x.value
        for d in documents
        for x in d.gold
        if fold(x.text).text.strip() == today and _DAY.fullmatch(x.value)
    )
    return days.most_common(1)[0][0] if days else None


def comparable(value: str) -> str | None:
    """A TIMEX3 value as Khabar writes it: begin only; None for PAST_REF, centuries, UNDEF."""
    value = _PART_OF_DAY.sub("", value)
    if season := _PART_OF_YEAR.fullmatch(value):
        return season[1]
    if half := _HALF.fullmatch(value):
        months = 6 if half[2] == "H" else 3
        return f"{half[1]}-{(int(half[3]) - 1) * months + 1:02d}"
    if week := _WEEK.fullmatch(value):
        return date.fromisocalendar(int(week[1]), int(week[2]), 1).isoformat()
    if re.fullmatch(r"\d{3}", value):  # 196: the sixties
        return f"{value}0"
    return value if _PLAIN.fullmatch(value) else None


def doubt(gold: Timex, today: str, others: Sequence[Timex] = ()) -> str | None:
    """Why an annotated value contradicts its own words (or the same file's), or None."""
    value = comparable(gold.value)
    if value is None:
        return None
    words = [x for x in lexemes(fold(gold.text).text)[1] if x is not None]
    kinds = {x.category for x in words}
    yearly = any(x.category == "unit_the" and x.value == "year" for x in words)
    size = 4 if yearly else min(len(value), len(today))
    now, then = today[:size], value[:size]
    for word in words:
        if word.category == "weekday" and len(value) == 10:
            if date.fromisoformat(value).isoweekday() != int(word.value):
                return f"{value} is not that weekday"
        elif word.category == "direction":
            if word.value == "1" and then <= now:
                return f"next, but {value} is not after {today}"
            if word.value == "-1" and then >= now:
                return f"last, but {value} is not before {today}"
            if word.value == "0" and then[:7] != now[:7]:
                return f"this, but {value} is not in {now[:7]}"
    if kinds <= {"small", "month", "month_maybe", "month_weak", "dash", "slash"}:
        years = {v[:4] for o in others if (v := comparable(o.value)) and v[5:7] == value[5:7]}
        if len(years | {value[:4]}) > 1 and len(value) > 4:
            return f"no year; the file dates this month in {' and '.join(sorted(years))}"
    return None


def _overlaps(gold: Timex, found: TimeExpression) -> bool:
    return found.start < gold.end and gold.start < found.end


def _same(found: TimeExpression, gold: Timex) -> bool:
    """Equal values; a range that Khabar reads as one is right for its beginning and its end."""
    value = comparable(gold.value)
    if value is None or found.value is None:
        return value is found.value
    return value in found.value.split("/")


def compare(documents: Sequence[Document], today: str | None) -> Iterator[str]:
    """The report, line by line."""
    gold = found = strict = relaxed = 0
    valued = right = sure = sure_right = 0
    doubtful: list[str] = []
    for document in documents:
        article = Article(document.file, document.text, date=today)
        mine = times(article, sentences(article))
        gold, found = gold + len(document.gold), found + len(mine)
        for g in document.gold:
            hits = [t for t in mine if _overlaps(g, t)]
            relaxed += bool(hits)
            strict += any((t.start, t.end) == (g.start, g.end) for t in hits)
            why = doubt(g, today, document.gold) if today else None
            if why:
                doubtful.append(f"  {g.file}:{g.start}  {g.text}  {g.value}  {why}")
            if hits:
                same = any(_same(t, g) for t in hits)
                valued, right = valued + 1, right + same
                sure, sure_right = sure + (not why), sure_right + (same and not why)
    yield f"{len(documents)} documents written {today}: {gold} DATE expressions, {found} found"
    for name, hits_ in (("strict", strict), ("relaxed", relaxed)):
        p, r = hits_ / max(1, found), hits_ / max(1, gold)
        yield f"{name:8} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}"
    yield f"value    {right}/{valued} = {right / max(1, valued):.3f} of those found"
    yield f"         {sure_right}/{sure} = {sure_right / max(1, sure):.3f} without the doubtful"
    yield f"{len(doubtful)} doubtful values (they contradict their own words; not fitted to):"
    yield from doubtful


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--date", help="creation time of all documents, YYYY-MM-DD")
    arguments = parser.parse_args()
    documents = read(arguments.folder)
    for line in compare(documents, arguments.date or written(documents)):
        print(line)


if __name__ == "__main__":
    main()
