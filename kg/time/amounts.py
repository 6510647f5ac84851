"""Amounts: so many days, weeks, months or years before or after now."""

from __future__ import annotations

from datetime import timedelta

from kg.time.anchor import interval
from kg.time.patterns import Match
from kg.time.scene import Scene, Value, number, side_of


def _amount(match: Match) -> int | None:
    """How many units: the number named, 2 for a dual, 1 for a single noun; None when vague."""
    unit = match.first_of("unit")
    if "few" in match.slots or "few2" in match.slots or unit is None:
        return None
    if "count" in match.slots:
        return number(match.slots["count"])
    return 2 if unit.category.startswith("dual") else 1 if unit.category == "unit" else None


def ago(match: Match, scene: Scene) -> Value:
    """قبل يومين, قبل أربع سنوات."""
    amount = _amount(match)
    return None if amount is None else scene.anchor.shifted(match.value("unit") or "", -amount)


def hence(match: Match, scene: Scene) -> Value:
    """بعد ثلاثة أسابيع: from now, only where the sentence looks ahead or calls for something.

    Behind it من names another start (بعد يومين من الاتفاق): then no date.
    """
    amount = _amount(match)
    if amount is None or "from" in match.slots or not (scene.ahead or scene.called):
        return None
    return scene.anchor.shifted(match.value("unit") or "", amount)


def since(match: Match, scene: Scene) -> Value:
    """منذ أربعة أشهر: from then until now."""
    begin = ago(match, scene)
    if not isinstance(begin, str):
        return None
    begin = begin.partition("/")[0]
    return interval(begin, scene.anchor.now(begin))


def last_or_next(match: Match, scene: Scene) -> Value:
    """السنوات الثلاث الأخيرة, الـ24 ساعة الماضية, الأسابيع الثلاثة المقبلة."""
    amount, direction = _amount(match), side_of(match)
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
