"""Values: what date each kind of time expression means. One function for each rule of the grammar.

A rule gives an ISO 8601 value, None when the text does not settle one (never an invented day),
or REJECT when the words turn out not to be about time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from kg.time import anchor as reckon
from kg.time import hijri
from kg.time.anchor import Anchor, interval, iso_month, real_day
from kg.time.lexemes import Lexeme
from kg.time.patterns import Match

Reject = Literal[False]
REJECT: Final[Reject] = False
Value = str | None | Reject

MONTH_CATEGORIES: Final = ("month", "month_maybe", "month_weak")
NEAR_PAST: Final = timedelta(45)
"""A day and month this recently past is meant, even where the sentence looks ahead."""


@dataclass(slots=True)
class Scene:
    """What surrounds an expression: ``anchor`` is when the article was written."""

    anchor: Anchor
    ahead: bool = False
    """Whether the sentence speaks of the future where the expression stands."""
    previous: str | None = None
    """Value of the expression before it, for العام نفسه."""
    previous_day: str | None = None
    """The last day named before it, for اليوم نفسه."""
    year: int | None = None
    """Year that a later part of the same range names: من 3 مايو إلى 7 يونيو 2016."""
    counted: bool = False
    """Whether a noun follows directly: 2000 جندي is no year."""
    bracketed: bool = False
    """Whether it stands alone between brackets."""


def number(lexemes: Iterable[Lexeme]) -> int:
    """Value of a number in digits or words: ألف وتسعمئة وثمانية وأربعون, الخامس والعشرون."""
    total = current = 0
    for lexeme in lexemes:
        if not lexeme.value.isdecimal():
            continue
        part = int(lexeme.value)
        if lexeme.category.startswith("thousand"):
            total, current = total + max(1, current) * part if part == 1000 else total + part, 0
        else:
            current += part
    return total + current


def _direction(match: Match, slot: str = "direction") -> int | None:
    value = match.value(slot)
    return None if value is None else int(value)


def _months(match: Match, slot: str = "month") -> list[int]:
    """The months named, once each: يناير/كانون الثاني is one, يناير/فبراير are two."""
    named = [int(x.value) for x in match.slots.get(slot, ()) if x.category in MONTH_CATEGORIES]
    return list(dict.fromkeys(named))


def _year(match: Match, scene: Scene) -> int | None:
    """The year that the expression itself gives, by number or by reference."""
    if (named := match.first_of("year", "big")) is not None:
        return int(named.value)
    if (yearly := _direction(match, "yearly")) is not None:
        return scene.anchor.year + yearly if scene.anchor.year else None
    if "yearly_this" in match.slots:
        return scene.anchor.year
    if "same_year" in match.slots:
        return int(scene.previous[:4]) if scene.previous else None
    return scene.year


def _refers(match: Match) -> bool:
    """Whether the expression says which year it means."""
    return bool({"year", "yearly", "yearly_this", "same_year"} & match.slots.keys())


def _weekday(match: Match, slot: str = "weekday") -> int | None:
    """Monday 0 to Sunday 6."""
    value = match.value(slot)
    return None if value is None else int(value) - 1


def _choose_day(match: Match, scene: Scene, month: int, day: int) -> date | None:
    """A day and month without a year: the one the direction, the weekday or nearness picks."""
    now, first, last = scene.anchor, scene.anchor.first, scene.anchor.last
    if first is None or last is None or now.month is None or now.middle is None:
        return None
    middle = now.middle
    years = range(max(1, first.year - 1), min(date.max.year, first.year + 1) + 1)
    days = [d for y in years if (d := real_day(y, month, day))]
    weekday = _weekday(match)
    days = [d for d in days if d.weekday() == weekday] or days
    direction = _direction(match)
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


def _date(match: Match, scene: Scene, slot: str = "day") -> Value:
    """الأربعاء 20 يناير/كانون الثاني, الرابع عشر من يوليو الماضي, 20 من الشهر الجاري."""
    day = number(match.slots[slot])
    if not 1 <= day <= 31:
        return REJECT
    if "month" not in match.slots:
        shifted = scene.anchor.shifted("month", _direction(match, "monthly") or 0)
        if shifted is None:
            return None
        found = real_day(int(shifted[:4]), int(shifted[5:7]), day)
        return found.isoformat() if found else None
    month = _months(match)[0]
    if real_day(2000, month, day) is None:  # a leap year: 31 April is no date in any year
        return REJECT
    year = _year(match, scene)
    if year is not None and hijri.is_hijri_year(year):
        return None
    if year is None and _refers(match):
        return None
    found = real_day(year, month, day) if year else _choose_day(match, scene, month, day)
    return found.isoformat() if found else None


def _numeric(match: Match, scene: Scene) -> Value:
    """20/1/2016, 2016-01-20; a Hijri year is turned into the Gregorian day."""
    day, month, year = (int(match.value(slot) or 0) for slot in ("day", "mon", "year"))
    if hijri.is_hijri_year(year):
        return hijri.to_day(year, month, day)
    if month > reckon.MONTHS >= day:
        day, month = month, day  # American order
    found = real_day(year, month, day) if year and month and day else None
    return found.isoformat() if found else REJECT


def _weekday_value(match: Match, scene: Scene) -> Value:
    """A weekday: with أمس the nearest to yesterday, else the last one, or the next when ahead."""
    today, weekday = scene.anchor.day, _weekday(match)
    if today is None or weekday is None:
        return None
    if (deictic := match.value("deictic")) is not None:
        near = today + timedelta(int(deictic))
        return min(
            (near + timedelta(n) for n in range(-3, 4)), key=lambda d: d.weekday() != weekday
        ).isoformat()
    back = (today.weekday() - weekday) % reckon.WEEK
    onward = (weekday - today.weekday()) % reckon.WEEK
    if (weekly := _direction(match, "weekly")) is not None:
        return (today + timedelta(reckon.WEEK * weekly + weekday - today.weekday())).isoformat()
    direction = _direction(match)
    if direction == 0:
        return (today + timedelta(weekday - today.weekday())).isoformat()
    if direction is not None:
        days = -(back or reckon.WEEK) if direction < 0 else onward or reckon.WEEK
    else:
        days = onward if scene.ahead else -back
    return (today + timedelta(days)).isoformat()


def _weekdays(match: Match, scene: Scene) -> Value:
    """ليل الخميس الجمعة, يومي الجمعة والسبت."""
    second = _weekday(match, "weekday2")
    begin = _weekday_value(match, scene)
    if not isinstance(begin, str) or second is None:
        return begin
    day = date.fromisoformat(begin)
    after = timedelta((second - day.weekday()) % reckon.WEEK)
    return interval(begin, (day + after).isoformat())


def _deictic(match: Match, scene: Scene) -> Value:
    """أمس, غدا, أول من أمس."""
    return scene.anchor.shifted("day", int(match.value("deictic") or 0))


def _same_day(match: Match, scene: Scene) -> Value:
    """في اليوم نفسه: the day named just before."""
    return scene.previous_day


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


def _month(match: Match, scene: Scene, slot: str = "month") -> Value:
    """يناير 2016, مارس/آذار الماضي, أواخر مايو من العام الماضي, النصف الثاني من يوليو."""
    months = _months(match, slot)
    if not months:
        return REJECT
    year = _year(match, scene)
    if _refers(match) if year is None else hijri.is_hijri_year(year):
        return None
    chosen = (year, months[0]) if year else _choose_month(scene, months[0], _direction(match))
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


def _month_range(match: Match, scene: Scene) -> Value:
    """شهري مايو ويونيو الماضيين, بين يناير ومارس 2015."""
    begin, end = _month(match, scene), _month(match, scene, "month2")
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


def _year_value(match: Match, scene: Scene) -> Value:
    """عام 2003, العام 1437 هـ, عام ألفين وثلاثة عشر, النصف الأول من عام 2015."""
    if match.value("unit") not in ("year", None):
        return REJECT
    year = number(match.slots.get("words", ()) or match.slots["year"])
    if hijri.is_hijri_year(year) and match.first_of("year", "era") is None:
        return hijri.to_year(year, edge=match.value("edge"))
    if 40 <= year <= 99:
        year += 1900  # حرب عام 67
    return _part_of_year(match, year) if 1000 <= year <= 2199 else REJECT


def _bare_year(match: Match, scene: Scene) -> Value:
    """في 2011, منذ 2009, 2012: a number that can only be a year."""
    year = int(match.value("year") or 0)
    led = match.last - match.first > 1
    if not (1700 if led or scene.bracketed else 1900) <= year <= 2099:
        return REJECT
    return REJECT if scene.counted and not (led and year % 100) else f"{year:04d}"


def _years(match: Match, scene: Scene) -> Value:
    """بين عامي 2003 و2011, 2015 - 2016."""
    begin, end = (int(match.value(slot) or 0) for slot in ("year", "year2"))
    led = match.last - match.first > 3  # more than two numbers and a sign
    if not 1000 <= begin < end or (scene.counted and not led):
        return REJECT
    if hijri.is_hijri_year(begin):
        return None
    return f"{begin:04d}/{end:04d}"


def _decade(match: Match, scene: Scene) -> Value:
    """ستينيات القرن الماضي: ten years."""
    if "century" in match.slots:
        century = number(match.slots["century"])
    elif scene.anchor.year and (direction := _direction(match)) is not None:
        century = scene.anchor.year // 100 + 1 + direction
    else:
        return None
    year = (century - 1) * 100 + int(match.value("decade_name") or 0)
    return f"{year:04d}/{year + 9:04d}" if 1000 <= year <= 2190 else None


def _ordinal(match: Match, scene: Scene) -> Value:
    """اليوم الثاني, القرن التاسع عشر: no date; الساعة التاسعة is no date at all."""
    return REJECT if match.value("unit") == "hour" else None


def _hijri(match: Match, scene: Scene) -> Value:
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
        year = hijri.year_near(month, day, scene.anchor, _direction(match), scene.ahead)
    if year is None:
        return None
    return hijri.to_day(year, month, day) if day else hijri.to_month(year, month)


def _unit(match: Match, scene: Scene) -> Value:
    """الشهر الماضي, مطلع العام الجاري; a week is too loosely used for a value (as in the guide)."""
    unit, direction = match.value("unit") or "", _direction(match) or 0
    if unit not in ("month", "year"):
        return None
    shifted = scene.anchor.shifted(unit, direction)
    if shifted and unit == "year":
        return _part_of_year(match, int(shifted))
    if shifted and "half" in match.slots:
        first = date(int(shifted[:4]), int(shifted[5:7]), 1)
        return _half_month(first, number(match.slots["ordinal"]))
    return shifted


def _season(match: Match, scene: Scene) -> Value:
    """الصيف الماضي: its year; where winter begins and ends a year, None."""
    months, direction = match.value("season") or "", _direction(match) or 0
    if scene.anchor.month is None or not months:
        return None
    year, now = scene.anchor.month
    first, last = (int(m) for m in months.split("-"))
    if direction < 0:
        year -= now <= last
    elif direction > 0:
        year += now >= first
    return f"{year:04d}"


def _amount(match: Match) -> int | None:
    """How many units: the number named, 2 for a dual, 1 for a single noun; None when vague."""
    unit = match.first_of("unit")
    if "few" in match.slots or "few2" in match.slots or unit is None:
        return None
    if "count" in match.slots:
        return number(match.slots["count"])
    return 2 if unit.category.startswith("dual") else 1 if unit.category == "unit" else None


def _ago(match: Match, scene: Scene) -> Value:
    """قبل يومين, قبل أربع سنوات."""
    amount = _amount(match)
    return None if amount is None else scene.anchor.shifted(match.value("unit") or "", -amount)


def _hence(match: Match, scene: Scene) -> Value:
    """بعد ثلاثة أسابيع: from now only where the sentence looks ahead and names no other start."""
    amount = _amount(match)
    if amount is None or "from" in match.slots or not scene.ahead:
        return None
    return scene.anchor.shifted(match.value("unit") or "", amount)


def _since(match: Match, scene: Scene) -> Value:
    """منذ أربعة أشهر: from then until now."""
    begin = _ago(match, scene)
    if not isinstance(begin, str):
        return None
    begin = begin.partition("/")[0]
    return interval(begin, scene.anchor.now(begin))


def _last(match: Match, scene: Scene) -> Value:
    """السنوات الثلاث الأخيرة, الـ24 ساعة الماضية, الأسابيع الثلاثة المقبلة."""
    amount, direction = _amount(match), _direction(match)
    unit, today = match.value("unit") or "", scene.anchor.day
    if amount is None or not direction or unit == "century":
        return None
    if unit in ("month", "year", "decade"):
        other = scene.anchor.shifted(unit, direction * amount)
    elif today is None or amount > 10_000:
        return None
    else:
        days = {"day": amount - (direction < 0), "week": amount * 7}.get(unit, -(-amount // 24))
        other = (today + timedelta(direction * days)).isoformat()
    now = scene.anchor.now(other) if other else None
    return interval(other, now) if direction < 0 else interval(now, other)


def _range(match: Match, scene: Scene) -> Value:
    """من 3 إلى 7 مايو, بين 20 و24 من الشهر الجاري."""
    begin, end = _date(match, scene), _date(match, scene, "day2")
    if begin is REJECT or end is REJECT:
        return REJECT
    if begin and end and begin[:7] != end[:7]:
        end = begin[:8] + end[8:]
    return interval(begin or None, end or None)


def _vague(match: Match, scene: Scene) -> Value:
    return None


RULES: Final[dict[str, Callable[[Match, Scene], Value]]] = {
    "date": _date, "numeric": _numeric, "hijri": _hijri, "weekday": _weekday_value,
    "weekdays": _weekdays, "deictic": _deictic, "same_day": _same_day, "month": _month,
    "months": _month_range, "year": _year_value, "bare_year": _bare_year, "years": _years,
    "unit": _unit, "season": _season, "ago": _ago, "hence": _hence, "since": _since,
    "last": _last, "decade": _decade, "ordinal": _ordinal, "range": _range, "vague": _vague,
}  # fmt: skip


def value_of(match: Match, scene: Scene) -> Value:
    """The value of a match, with the particle before it: منذ opens an interval until now,
    قبل and بعد a date say that it was not then."""
    value = RULES[match.pattern.rule](match, scene)
    lead = match.first_of("lead")
    if not isinstance(value, str) or lead is None:
        return value
    if lead.category == "since":
        begin = value.partition("/")[0]
        return interval(begin, scene.anchor.now(begin))
    if lead.category == "after" or (lead.category == "before" and match.value("edge") != "end"):
        return None
    return value
