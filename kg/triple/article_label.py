"""What an article is called: by its headline, else by its first words."""

from __future__ import annotations

from typing import Final

LENGTH: Final = 60
"""Letters of the first words; the page's script (view/script/data.js) has the same number."""


def article_label(title: str | None, text: str, identifier: str) -> str:
    """The headline; without one the beginning of the text, on one line, cut at a word; the
    identifier, which is no name, only where there is neither."""
    return title or short(text, LENGTH) or identifier


def short(text: str, length: int) -> str:
    """The text on one line, cut at a word with an ellipsis when longer."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"
