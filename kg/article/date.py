"""Publication dates: what people write in a date column, as ISO 8601 of the precision given."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate
from typing import Final

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


def publication_date(written: str) -> str | None:
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY`` for a written date; None if not understood.

    Takes ISO dates and times (the day as written, no change of time zone), the same with
    slashes or points, day-first forms as Arab newspapers write them (01/02/2016 is 1 February;
    01/20/2016 can only be month-first), 20160120, and the dates of mail and RSS. Arabic and
    Persian digits count as digits.
    """
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in written.strip())
    for shape in _SHAPES:
        found = shape.fullmatch(digits)
        if found:
            parts = {name: int(part) for name, part in found.groupdict().items() if part.isdigit()}
            day_first = found.start("year") > 0
            return _iso(parts["year"], parts.get("month"), parts.get("day"), day_first)
    mail = parsedate(digits[:100])
    return _iso(mail[0], mail[1], mail[2], False) if mail and 1800 <= mail[0] <= 2099 else None


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
