"""Scene: what surrounds a time expression, and what the parts of a match say by themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from kg.time.anchor import Anchor
from kg.time.lexemes import Lexeme
from kg.time.patterns import Match

Reject = Literal[False]
REJECT: Final[Reject] = False
"""What a rule gives when the words turn out not to be about time."""
Value = str | None | Reject

MONTH_CATEGORIES: Final = ("month", "month_maybe", "month_weak")


@dataclass(frozen=True, slots=True)
class Scene:
    """What surrounds an expression: ``anchor`` is when the article was written."""

    anchor: Anchor
    ahead: bool = False
    """Whether the sentence speaks of the future where the expression stands."""
    called: bool = False
    """Whether something was called for or promised before it: دعا إلى عقد اجتماع بعد أسبوعين."""
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


def side_of(match: Match, slot: str = "direction") -> int | None:
    """Last (-1), this (0) or next (1), or None when the expression does not say."""
    value = match.value(slot)
    return None if value is None else int(value)


def named_months(match: Match, slot: str = "month") -> list[int]:
    """The months named, once each: يناير/كانون الثاني is one, يناير/فبراير are two."""
    named = [int(x.value) for x in match.slots.get(slot, ()) if x.category in MONTH_CATEGORIES]
    return list(dict.fromkeys(named))


def named_year(match: Match, scene: Scene) -> int | None:
    """The year that the expression itself gives, by number or by reference."""
    if (named := match.first_of("year", "big")) is not None:
        return int(named.value)
    if (yearly := side_of(match, "yearly")) is not None:
        return scene.anchor.year + yearly if scene.anchor.year else None
    if "yearly_this" in match.slots:
        return scene.anchor.year
    if "same_year" in match.slots:
        return int(scene.previous[:4]) if scene.previous else None
    return scene.year


def names_year(match: Match) -> bool:
    """Whether the expression says which year it means."""
    return bool({"year", "yearly", "yearly_this", "same_year"} & match.slots.keys())


def named_weekday(match: Match, slot: str = "weekday") -> int | None:
    """Monday 0 to Sunday 6."""
    value = match.value(slot)
    return None if value is None else int(value) - 1
