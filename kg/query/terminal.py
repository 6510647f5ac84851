"""Arabic on a terminal: as it is for one that knows right-to-left, rearranged for one that not.

A terminal with bidi support takes text in reading order and arranges it itself; the default
leaves it alone and only puts a left-to-right mark beside each column's border, so that two Arabic
columns do not change places. ``visual`` does the arranging and the joining of letters for a
terminal that prints characters one after the other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

LEFT_TO_RIGHT = "\u200e"
# What could hide, reorder or recolour: control characters, ESC among them, and bidi controls.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")


def safe(text: str) -> str:
    """``text`` on one line, without characters that command a terminal."""
    return _UNSAFE.sub(" ", text)


def visual(text: str) -> str:
    """One line as it must be printed where nothing else arranges or joins Arabic letters."""
    from bidi import get_display

    return str(get_display(_reshaper().reshape(text)))


def width(text: str) -> int:
    """How many columns the text takes: marks none, East Asian letters two."""
    from rich.cells import cell_len

    return cell_len(text)


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    return ArabicReshaper(configuration={"delete_harakat": False})
