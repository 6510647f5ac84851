"""Values: what date each kind of time expression means, by the rule its grammar row names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.time import amounts, days, periods
from kg.time.anchor import interval
from kg.time.patterns import Match
from kg.time.scene import REJECT, Scene, Value


def _vague(match: Match, scene: Scene) -> Value:
    return None


def _ordinal(match: Match, scene: Scene) -> Value:
    """اليوم الثاني, القرن التاسع عشر: no date; الساعة التاسعة is no date at all."""
    return REJECT if match.value("unit") == "hour" else None


RULES: Final[dict[str, Callable[[Match, Scene], Value]]] = {
    "date": days.calendar_day,
    "numeric": days.numeric_day,
    "weekday": days.weekday_day,
    "weekdays": days.weekday_pair,
    "deictic": days.near_day,
    "same_day": days.same_day,
    "range": days.day_range,
    "month": periods.month_value,
    "months": periods.month_range,
    "year": periods.year_value,
    "bare_year": periods.bare_year,
    "years": periods.year_range,
    "decade": periods.decade_years,
    "hijri": periods.hijri_period,
    "unit": periods.unit_from_now,
    "season": periods.season_year,
    "ago": amounts.ago,
    "hence": amounts.hence,
    "since": amounts.since,
    "last": amounts.last_or_next,
    "vague": _vague,
    "ordinal": _ordinal,
}


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
