"""Periods: months, years, decades, seasons and Hijri dates, named or counted from now."""

from __future__ import annotations

from datetime import date, timedelta

from kg.time import anchor as reckon
from kg.time import hijri
from kg.time.anchor import interval, iso_month
from kg.time.patterns import Match
from kg.time.scene import (
    REJECT,
    Scene,
    Value,
    named_months,
    named_year,
    names_year,
    number,
    side_of,
)


def _choose_month(scene: Scene, month: int, direction: int | None) -> tuple[int, int] | None:
    """A month without a year: the one the direction or nearness picks."""
    if scene.anchor.month is None:
        return None
    year, now = scene.anchor.month
    if direction is not None:
        if direction < 0:
            return year - (month >= now), month
        return year + (month <= now if direction > 0 else 0), month
    distance = {y: (y - year) * reckon.MONTHS + month - now for y in (year - 1, year, year + 1)}
    onward = 1 if scene.ahead else -1
    return min(distance, key=lambda y: (abs(distance[y]), -onward * y)), month


def month_value(match: Match, scene: Scene, slot: str = "month") -> Value:
    """يناير 2016, مارس/آذار الماضي, أواخر مايو من العام الماضي, النصف الثاني من يوليو."""
    months = named_months(match, slot)
    if not months:
        return REJECT
    year = named_year(match, scene)
    if names_year(match) if year is None else hijri.is_hijri_year(year):
        return None
    chosen = (year, months[0]) if year else _choose_month(scene, months[0], side_of(match))
    if chosen is None:
        return None
    if len(months) > 1:
        years = chosen[0] + (months[-1] < months[0])
        return interval(iso_month(*chosen), iso_month(years, months[-1]))
    if "half" in match.slots:
        return _half_month(date(*chosen, 1), number(match.slots["ordinal"]))
    return iso_month(*chosen)


def _half_month(first: date, which: int) -> str | None:
    middle = first.replace(day=15)
    if which == 1:
        return f"{first}/{middle}"
    return f"{middle + timedelta(1)}/{reckon.month_end(first)}"


def month_range(match: Match, scene: Scene) -> Value:
    """شهري مايو ويونيو الماضيين, بين يناير ومارس 2015."""
    begin, end = month_value(match, scene), month_value(match, scene, "month2")
    if not isinstance(begin, str) or not isinstance(end, str):
        return None
    if end < begin:
        begin = iso_month(int(begin[:4]) - 1, int(begin[5:7]))
    return interval(begin, end)


def _part_of_year(match: Match, year: int) -> str:
    """A year, or the half or quarter of it that is named."""
    if "half" not in match.slots:
        return f"{year:04d}"
    months, which = int(match.value("half") or 12), number(match.slots["ordinal"])
    last = months * which
    if not 1 <= last <= reckon.MONTHS:
        return f"{year:04d}"
    return f"{iso_month(year, last - months + 1)}/{iso_month(year, last)}"


def year_value(match: Match, scene: Scene) -> Value:
    """عام 2003, العام 1437 هـ, عام ألفين وثلاثة عشر, النصف الأول من عام 2015."""
    if match.value("unit") not in ("year", None):
        return REJECT
    year = number(match.slots.get("words", ()) or match.slots["year"])
    if hijri.is_hijri_year(year) and match.first_of("year", "era") is None:
        return hijri.to_year(year, edge=match.value("edge"))
    if 40 <= year <= 99:
        year += 1900  # حرب عام 67
    return _part_of_year(match, year) if 1000 <= year <= 2199 else REJECT


def bare_year(match: Match, scene: Scene) -> Value:
    """في 2011, منذ 2009, 2012: a number that can only be a year."""
    year = int(match.value("year") or 0)
    led = match.last - match.first > 1
    if not (1700 if led or scene.bracketed else 1900) <= year <= 2099:
        return REJECT
    return REJECT if scene.counted and not (led and year % 100) else f"{year:04d}"


def year_range(match: Match, scene: Scene) -> Value:
    """بين عامي 2003 و2011, 2015 - 2016."""
    begin, end = (int(match.value(slot) or 0) for slot in ("year", "year2"))
    led = match.last - match.first > 3  # more than two numbers and a sign
    if not 1000 <= begin < end or (scene.counted and not led):
        return REJECT
    if hijri.is_hijri_year(begin):
        return None
    return f"{begin:04d}/{end:04d}"


def decade_years(match: Match, scene: Scene) -> Value:
    """ستينيات القرن الماضي: ten years."""
    if "century" in match.slots:
        century = number(match.slots["century"])
    elif scene.anchor.year and (direction := side_of(match)) is not None:
        century = scene.anchor.year // 100 + 1 + direction
    else:
        return None
    year = (century - 1) * 100 + int(match.value("decade_name") or 0)
    return f"{year:04d}/{year + 9:04d}" if 1000 <= year <= 2190 else None


def hijri_period(match: Match, scene: Scene) -> Value:
    """15 شعبان 1437 هـ, رمضان الماضي, 14/10/1436هـ."""
    month = int(match.value("hmon") or 0)
    if named := match.first_of("hmonth", "hijri", "hijri_maybe"):
        month = int(named.value)
    year_lexeme = match.first_of("year", "big")
    year = int(year_lexeme.value) if year_lexeme else None
    if year is not None and not hijri.is_hijri_year(year):
        return REJECT if match.first_of("year", "hijri_era") is None else None
    day = number(match.slots.get("day", ())) or None
    if "day" in match.slots and not 1 <= (day or 0) <= 30:
        return REJECT
    if not month:
        return hijri.to_year(year, edge=match.value("edge")) if year else REJECT
    if year is None:
        year = hijri.year_near(month, day, scene.anchor, side_of(match), scene.ahead)
    if year is None:
        return None
    return hijri.to_day(year, month, day) if day else hijri.to_month(year, month)


def unit_from_now(match: Match, scene: Scene) -> Value:
    """الشهر الماضي, مطلع العام الجاري, الأسبوع الماضي (its days, not one of them)."""
    unit, direction = match.value("unit") or "", side_of(match) or 0
    if unit not in ("week", "month", "year") or (unit == "week" and "edge" in match.slots):
        return None
    shifted = scene.anchor.shifted(unit, direction)
    if shifted and unit == "year":
        return _part_of_year(match, int(shifted))
    if shifted and "half" in match.slots:
        first = date(int(shifted[:4]), int(shifted[5:7]), 1)
        return _half_month(first, number(match.slots["ordinal"]))
    return shifted


def season_year(match: Match, scene: Scene) -> Value:
    """الصيف الماضي: its year; where winter begins and ends a year, None."""
    months, direction = match.value("season") or "", side_of(match) or 0
    if scene.anchor.month is None or not months:
        return None
    year, now = scene.anchor.month
    first, last = (int(m) for m in months.split("-"))
    if direction < 0:
        year -= now <= last
    elif direction > 0:
        year += now >= first
    return f"{year:04d}"
