"""Days: calendar dates, weekdays, and days counted from today.

Each rule gives an ISO 8601 value, None when the text does not settle one (never an invented
day), or REJECT when the words turn out not to be about time.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kg.time import anchor as reckon
from kg.time import hijri
from kg.time.anchor import interval, real_day
from kg.time.patterns import Match
from kg.time.scene import (
    REJECT,
    Scene,
    Value,
    named_months,
    named_weekday,
    named_year,
    names_year,
    number,
    side_of,
)

NEAR_PAST: Final = timedelta(45)
"""A day and month this recently past is meant, even where the sentence looks ahead."""


def _choose_day(match: Match, scene: Scene, month: int, day: int) -> date | None:
    """A day and month without a year: the one the direction, the weekday or nearness picks."""
    now, first, last = scene.anchor, scene.anchor.first, scene.anchor.last
    if first is None or last is None or now.month is None or now.middle is None:
        return None
    middle = now.middle
    years = range(max(1, first.year - 1), min(date.max.year, first.year + 1) + 1)
    days = [d for y in years if (d := real_day(y, month, day))]
    weekday = named_weekday(match)
    days = [d for d in days if d.weekday() == weekday] or days
    direction = side_of(match)
    if direction == 0:
        return next((d for d in days if d.year == first.year), None)
    if direction is not None:
        if any(first <= d <= last for d in days) and now.day is None:
            return None  # which side of today it is cannot be known
        side = [d for d in days if (d < first if direction < 0 else d > last)]
        return min(side, key=lambda d: abs(d - middle), default=None)
    nearest = min(days, key=lambda d: (abs(d - middle), d), default=None)
    if nearest and scene.ahead and nearest < first - NEAR_PAST:
        return min((d for d in days if d >= first), default=None)
    return nearest


def calendar_day(match: Match, scene: Scene, slot: str = "day") -> Value:
    """الأربعاء 20 يناير/كانون الثاني, الرابع عشر من يوليو الماضي, 20 من الشهر الجاري."""
    day = number(match.slots[slot])
    if not 1 <= day <= 31:
        return REJECT
    if "month" not in match.slots:
        shifted = scene.anchor.shifted("month", side_of(match, "monthly") or 0)
        if shifted is None:
            return None
        found = real_day(int(shifted[:4]), int(shifted[5:7]), day)
        return found.isoformat() if found else None
    month = named_months(match)[0]
    if real_day(2000, month, day) is None:  # a leap year: 31 April is no date in any year
        return REJECT
    year = named_year(match, scene)
    if year is not None and hijri.is_hijri_year(year):
        return None
    if year is None and names_year(match):
        return None
    found = real_day(year, month, day) if year else _choose_day(match, scene, month, day)
    return found.isoformat() if found else None


def numeric_day(match: Match, scene: Scene) -> Value:
    """20/1/2016, 2016-01-20; a Hijri year is turned into the Gregorian day."""
    day, month, year = (int(match.value(slot) or 0) for slot in ("day", "mon", "year"))
    if hijri.is_hijri_year(year):
        return hijri.to_day(year, month, day)
    if month > reckon.MONTHS >= day:
        day, month = month, day  # American order
    found = real_day(year, month, day) if year and month and day else None
    return found.isoformat() if found else REJECT


def weekday_day(match: Match, scene: Scene) -> Value:
    """A weekday: with أمس the nearest to yesterday, else the last one, or the next when ahead."""
    today, weekday = scene.anchor.day, named_weekday(match)
    if today is None or weekday is None:
        return None
    if (deictic := match.value("deictic")) is not None:
        near = today + timedelta(int(deictic))
        return min(
            (near + timedelta(n) for n in range(-3, 4)), key=lambda d: d.weekday() != weekday
        ).isoformat()
    back = (today.weekday() - weekday) % reckon.WEEK
    onward = (weekday - today.weekday()) % reckon.WEEK
    if (weekly := side_of(match, "weekly")) is not None:
        return (today + timedelta(reckon.WEEK * weekly + weekday - today.weekday())).isoformat()
    direction = side_of(match)
    if direction == 0:
        return (today + timedelta(weekday - today.weekday())).isoformat()
    if direction is not None:
        days = -(back or reckon.WEEK) if direction < 0 else onward or reckon.WEEK
    else:
        days = onward if scene.ahead else -back
    return (today + timedelta(days)).isoformat()


def weekday_pair(match: Match, scene: Scene) -> Value:
    """ليل الخميس الجمعة, يومي الجمعة والسبت."""
    second = named_weekday(match, "weekday2")
    begin = weekday_day(match, scene)
    if not isinstance(begin, str) or second is None:
        return begin
    day = date.fromisoformat(begin)
    after = timedelta((second - day.weekday()) % reckon.WEEK)
    return interval(begin, (day + after).isoformat())


def near_day(match: Match, scene: Scene) -> Value:
    """أمس, غدا, أول من أمس."""
    return scene.anchor.shifted("day", int(match.value("deictic") or 0))


def same_day(match: Match, scene: Scene) -> Value:
    """في اليوم نفسه: the day named just before."""
    return scene.previous_day


def day_range(match: Match, scene: Scene) -> Value:
    """من 3 إلى 7 مايو, بين 20 و24 من الشهر الجاري."""
    begin, end = calendar_day(match, scene), calendar_day(match, scene, "day2")
    if begin is REJECT or end is REJECT:
        return REJECT
    if begin and end and begin[:7] != end[:7]:
        end = begin[:8] + end[8:]
    return interval(begin or None, end or None)
