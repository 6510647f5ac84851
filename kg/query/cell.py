"""One value of an answer: what it may be, and how it is shown to a person."""

from __future__ import annotations

from kg.query.terminal import safe
from kg.triple.vocabulary import DATA

Value = str | int | float | bool | None
"""IRIs, texts and dates are ``str`` (dates as ISO 8601), numbers and truth values themselves."""


def shown(value: Value) -> str:
    """The value as text: nothing as nothing, our own IRIs without what all of them begin with."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value).removeprefix(DATA)


def markdown(value: Value) -> str:
    """The same for a cell of a pipe table: on one line, markup escaped."""
    text = " ".join(safe(shown(value)).split())
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark)
    return text


def flat(value: Value) -> Value:
    """A text on one line, without tabs; any other value as it is."""
    return " ".join(value.split()) if isinstance(value, str) else value
