"""Publication dates: what people write in a date column, as ISO 8601 of the precision given."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate
from functools import lru_cache
from typing import Final

from kg.nouns import Article, Sentence
from kg.time.expressions import times

_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"
# Years 1800–2099 only: 1437/04/10 is a Hijri date and must not pass for a Gregorian one.
_SHAPES: Final = tuple(
    re.compile(rf"{shape}(?:[T\s].*)?", re.DOTALL)
    for shape in (
        rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)",  # 2016-01-20, 2016/1/20
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",  # 20160120
        rf"(?P<day>\d\d?)(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep){_YEAR}",  # 20/1/2016, day first
    )
) + tuple(re.compile(shape) for shape in (rf"{_YEAR}[-/.](?P<month>\d\d?)", _YEAR))
_ENGLISH: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_IN_ENGLISH: Final = re.compile(
    rf"(?:(?P<first>\d\d?)\s+)?(?P<name>[A-Za-z]{{3,9}})\.?\s+(?:(?P<last>\d\d?),?\s+)?{_YEAR}"
)
_SPREADSHEET: Final = datetime.date(1899, 12, 30)
"""Day 0 of a spreadsheet's count of days."""
_MONTH_FIRST: Final = re.compile(r"\d\d?[-/.](?:1[3-9]|2\d|3[01])[-/.]\d{4}(?:[T\s].*)?", re.DOTALL)


_SEPARATED: Final = r"(?<!\d)(?P<a>{})(?P<sep>[-_. ])(?P<b>{})(?P=sep)(?P<c>{})(?!\d)"
_IN_NAMES: Final = (
    re.compile(_SEPARATED.format(r"(?:19|20)\d\d", r"\d\d?", r"\d\d?")),
    re.compile(r"(?<!\d)(?P<a>(?:19|20)\d\d)(?P<b>\d\d)(?P<c>\d\d)(?!\d)"),
    re.compile(_SEPARATED.format(r"\d\d?", r"\d\d?", r"(?:19|20)\d\d")),
)
_MONTH_BEFORE: Final = re.compile(r"((?:19|20)(\d\d))-(\d\d)(?![-\d])")
"""At the beginning of a name: 2022-05, not 2010-12, which may be three years."""
_ARABIC: Final = re.compile(r"[ء-ي].*\d|\d.*[ء-ي]|\b1[34]\d\d\b")
"""Words and a number, or a Hijri year."""


def month_first(written: str) -> bool:
    """Whether a date can only have its month first: 01/20/2016."""
    return _MONTH_FIRST.fullmatch(_digits(written)) is not None


@lru_cache(maxsize=4096)
def publication_date(written: str) -> str | None:
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` for a written date; None if not understood.

    Takes ISO dates and times (the day as written, no change of time zone), the same with
    slashes or points, day-first forms as Arab newspapers write them (01/02/2016 is 1 February;
    01/20/2016 can only be month-first), 20160120, the dates of mail and RSS, 42208 (a
    spreadsheet's count of days), Jan 20, 2016, and what an article may say: 20 يناير 2016, Hijri
    days (1437/04/10 by the Umm al-Qura calendar). Arabic and Persian digits count as digits.
    """
    digits = _digits(written)
    for shape in _SHAPES:
        found = shape.fullmatch(digits)
        if found:
            parts = {name: int(part) for name, part in found.groupdict().items() if part.isdigit()}
            day_first = found.start("year") > 0
            return _iso(parts["year"], parts.get("month"), parts.get("day"), day_first)
    mail = parsedate(digits[:100])
    if mail and 1800 <= mail[0] <= 2099:
        return _iso(mail[0], mail[1], mail[2], False)
    if re.fullmatch(r"[2-5]\d{4}(?:\.\d+)?", digits):  # 1954 to 2064
        return (_SPREADSHEET + datetime.timedelta(int(digits[:5]))).isoformat()
    return _in_english(digits) or _in_arabic(written.strip())


def date_in_name(name: str) -> str | None:
    """The date that the name of a file holds: ``2015-07-21 …``, ``20150721``, ``21-7-2015``, and
    ``2022-05`` before all else. None where there is none, or two, or one that may be read in two
    ways (5-7-2015)."""
    digits = _digits(name)
    days = {
        _day_of(int(found["a"]), int(found["b"]), int(found["c"]))
        for shape in _IN_NAMES
        for found in shape.finditer(digits)
    }
    if days:
        return days.pop() if len(days) == 1 else None
    month = _MONTH_BEFORE.match(digits)
    if month and 1 <= int(month[3]) <= min(12, int(month[2])):
        return f"{month[1]}-{month[3]}"
    return None


def _day_of(one: int, two: int, three: int) -> str | None:
    """A day of three numbers, the year first or last; None where day and month may change."""
    if one > 31:
        return _iso(one, two, three, day_first=False)
    if one <= 12 and two <= 12 and one != two:
        return None
    return _iso(three, two, one, day_first=True)


def _digits(written: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in written.strip())


def _in_english(written: str) -> str | None:
    found = _IN_ENGLISH.fullmatch(written)
    name = found["name"].lower() if found else ""
    if not found or name[:3] not in _ENGLISH:
        return None
    day = found["first"] or found["last"]
    return _iso(int(found["year"]), _ENGLISH.index(name[:3]) + 1, int(day) if day else None, False)


def _in_arabic(written: str) -> str | None:
    """A date as articles tell it, where it is all that is written and settles a day, a month or a
    year by itself."""
    if len(written) > 100 or not _ARABIC.search(_digits(written)):
        return None
    found = times(Article("date", written), (Sentence(0, 0, len(written)),))
    if len(found) != 1 or not found[0].value or "/" in found[0].value:
        return None
    beside = written[: found[0].start] + written[found[0].end :]
    return None if any(map(str.isalnum, beside)) else found[0].value


def _iso(year: int, month: int | None, day: int | None, day_first: bool) -> str | None:
    if month is None:
        return f"{year:04}"
    if day is None:
        return f"{year:04}-{month:02}" if 1 <= month <= 12 else None
    if day_first and month > 12:
        month, day = day, month
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None
