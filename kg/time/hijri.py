"""Hijri: lunar dates as Gregorian ones, by the Umm al-Qura calendar of the hijridate package."""

from __future__ import annotations

from datetime import date, timedelta

from kg.time.anchor import Anchor, iso_month

_FIRST, _LAST = 1343, 1460
"""Years read as Hijri: from where the calendar is tabulated to AD 2038."""
_MONTHS = 12


def is_hijri_year(year: int) -> bool:
    """Whether a number can only be a Hijri year in news (1343-1460)."""
    return _FIRST <= year <= _LAST


def _day(year: int, month: int, day: int) -> date | None:
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def to_day(year: int, month: int, day: int) -> str | None:
    """Gregorian day of a Hijri date, or None when that calendar has no such day."""
    found = _day(year, month, day)
    return found.isoformat() if found else None


def _month(year: int, month: int) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri month."""
    begin = _day(year, month, 1)
    end = _day(year + month // _MONTHS, month % _MONTHS + 1, 1)
    return (begin, end - timedelta(1)) if begin and end else None


def to_month(year: int, month: int) -> str | None:
    """Gregorian interval of a Hijri month."""
    days = _month(year, month)
    return f"{days[0]}/{days[1]}" if days else None


def to_year(year: int, edge: str | None = None) -> str | None:
    """Gregorian interval of a Hijri year; for its beginning or end, the Gregorian month."""
    begin, end = _day(year, 1, 1), _day(year + 1, 1, 1)
    if begin is None or end is None:
        return None
    end -= timedelta(1)
    if edge == "begin":
        return iso_month(begin.year, begin.month)
    if edge == "end":
        return iso_month(end.year, end.month)
    return f"{begin}/{end}"


def year_near(
    month: int, day: int | None, anchor: Anchor, direction: int | None, ahead: bool
) -> int | None:
    """The Hijri year in which a month (and day) lies nearest to now, or on the side asked for."""
    if anchor.month is None or anchor.first is None or anchor.middle is None:
        return None
    now = anchor.middle
    guess = round((anchor.first.year - 622) * 33 / 32)
    spans: dict[int, tuple[date, date]] = {}
    for year in range(guess - 1, guess + 3):
        days = _month(year, month)
        if days and day:
            days = (days[0] + timedelta(day - 1),) * 2
        if days:
            spans[year] = days
    if direction is None and ahead:
        direction = 1 if not any(b <= now <= e for b, e in spans.values()) else None
    if direction == -1:
        spans = {y: s for y, s in spans.items() if s[1] < now}
    elif direction == 1:
        spans = {y: s for y, s in spans.items() if s[0] > now}

    def distance(year: int) -> int:
        begin, end = spans[year]
        return 0 if begin <= now <= end else min(abs((begin - now).days), abs((end - now).days))

    return min(spans, key=distance, default=None)
