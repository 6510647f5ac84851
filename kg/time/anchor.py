"""Anchor: the day (or month, or year) of writing that relative expressions count from.

All reckoning with dates is here. An anchor that is only a month or a year is the stretch of
days it covers, and a question whose answer depends on the day inside it is answered by None.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Unit = Literal["hour", "day", "week", "month", "year", "decade", "century"]
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
MONTHS: Final = 12
WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Anchor:
    """The days on which an article may have been written; unknown when ``first`` is None."""

    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, published: str | None) -> Anchor:
        """From an article's date (day, month or year); anything else leaves it unknown."""
        m = _ISO.match(published or "")
        if m is None:
            return cls()
        year, month, day = (int(x) if x else None for x in m.groups())
        try:
            if day:
                first = last = date(year or 0, month or 0, day)
            else:
                first = date(year or 0, month or 1, 1)
                last = month_end(first) if month else date(first.year, MONTHS, 31)
        except ValueError:
            return cls()
        return cls(first, last)

    @property
    def day(self) -> date | None:
        """The day, when it is known."""
        return self.first if self.first == self.last else None

    @property
    def month(self) -> tuple[int, int] | None:
        """Year and month, when they are known."""
        if self.first and self.last and self.first.replace(day=1) == self.last.replace(day=1):
            return self.first.year, self.first.month
        return None

    @property
    def year(self) -> int | None:
        """The year, when it is known."""
        return self.first.year if self.first and self.last else None

    @property
    def middle(self) -> date | None:
        """The middle of the days, to judge what is near."""
        return self.first + (self.last - self.first) / 2 if self.first and self.last else None

    def now(self, like: str) -> str | None:
        """The anchor itself, as finely as ``like`` (an ISO date) is written."""
        if len(like) == len("2016-01-20"):
            return self.day.isoformat() if self.day else None
        if len(like) == len("2016-01"):
            return iso_month(*self.month) if self.month else None
        return f"{self.year:04d}" if self.year else None

    def shifted(self, unit: str, count: int) -> str | None:
        """``count`` units from now: a day, the seven days of a week, a month, a year."""
        try:
            if unit == "day":
                return (self.day + timedelta(count)).isoformat() if self.day else None
            if unit == "week":
                return week_of(self.day + timedelta(WEEK * count)) if self.day else None
            if unit == "month":
                return iso_month(*add_months(*self.month, count)) if self.month else None
            if unit in ("year", "decade") and self.year:
                years = self.year + count * (10 if unit == "decade" else 1)
                return f"{years:04d}" if 1 <= years <= date.max.year else None
        except (OverflowError, ValueError):
            pass  # more days than a calendar has: no date
        return None


def month_end(day: date) -> date:
    """The last day of a day's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(year: int, month: int, count: int) -> tuple[int, int]:
    """Year and month, ``count`` months on. Raises ValueError outside the years 1-9999."""
    years, month0 = divmod(year * MONTHS + month - 1 + count, MONTHS)
    if not 1 <= years <= date.max.year:
        raise ValueError(years)
    return years, month0 + 1


def iso_month(year: int, month: int) -> str:
    """``YYYY-MM``."""
    return f"{year:04d}-{month:02d}"


def week_of(day: date) -> str:
    """The week of a day as an interval, Monday to Sunday (ISO 8601)."""
    monday = day - timedelta(day.weekday())
    return f"{monday}/{monday + timedelta(WEEK - 1)}"


def interval(begin: str | None, end: str | None) -> str | None:
    """``a/b``; ``a`` alone when both are the same or there is no end or it is not after it."""
    if begin is None:
        return None
    begin = begin.partition("/")[0]
    end = (end or "").rpartition("/")[2]
    size = min(len(begin), len(end))
    return f"{begin}/{end}" if end and begin[:size] < end[:size] else begin


def real_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day (31 April)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
