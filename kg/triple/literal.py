"""Literals as the graph writes them: tagged texts, whole numbers, decimals, days that exist.

Numbers are written as Turtle writes them (``1.0``, plain integers), so that a graph that was
saved, loaded and saved again is the same, byte for byte.
"""

from __future__ import annotations

import re
from datetime import date

from pyoxigraph import Literal

from kg.triple.vocabulary import XSD


def text(value: str) -> Literal:
    """A plain string; half a surrogate pair, which is no character, becomes U+FFFD."""
    return Literal(_whole_characters(value))


def arabic(value: str) -> Literal:
    """Words of the article or a name, tagged ``@ar``."""
    return Literal(_whole_characters(value), language="ar")


def english(value: str) -> Literal:
    """A name in English, tagged ``@en``."""
    return Literal(_whole_characters(value), language="en")


def whole(number: int) -> Literal:
    """An ``xsd:integer``."""
    return Literal(str(number), datatype=XSD.integer)


def share(number: float) -> Literal:
    """A confidence from 0 to 1 as ``xsd:decimal`` with at most three decimals."""
    return decimal(f"{min(1.0, max(0.0, number)):.3f}")


def day(value: str) -> Literal:
    """``2016-01-20``, ``2016-01`` or ``2016`` typed as such; anything else a plain string."""
    kind = None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) and _exists(value):
        kind = XSD.date
    elif re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", value, re.ASCII):
        kind = XSD.gYearMonth
    elif re.fullmatch(r"\d{4}", value, re.ASCII) and value != "0000":
        kind = XSD.gYear
    return Literal(value, datatype=kind) if kind else text(value)


def _exists(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def decimal(digits: str) -> Literal:
    """An ``xsd:decimal`` of digits with a point, without needless zeros."""
    plain = digits.rstrip("0")
    plain = plain + "0" if plain.endswith(".") else plain
    return Literal("0.0" if plain == "-0.0" else plain, datatype=XSD.decimal)


def _whole_characters(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    return value
