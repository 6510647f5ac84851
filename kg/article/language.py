"""Languages: whether a text is in Arabic, told by its letters alone."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kg.sentence.table import table

_SAMPLE: Final = 20_000
_ARABIC_SCRIPT: Final = re.compile(
    r"[\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]"
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_WITH_ARTICLE: Final = re.compile(r"\b(?:[وبفك]?ال|لل)\w")
_WORD: Final = re.compile(r"[^\W\d_]+")


def not_arabic(text: str) -> str | None:
    """What speaks against ``text`` being Arabic, in words; None when it is Arabic.

    At least three letters in ten of the first 20,000 characters must be of the Arabic script,
    and the letters that only other languages use (Persian, Urdu, Kurdish …) must be rare
    unless the Arabic article ال is common: names in Arabic news may well have a پ or a گ.
    """
    head = text[:_SAMPLE]
    letters, script = len(_LETTER.findall(head)), len(_ARABIC_SCRIPT.findall(head))
    if script < letters * 0.3:
        return f"{script} of {letters} letters are Arabic"
    counts = Counter(head)
    for row in table("other_languages"):
        own = sum(counts[letter] for letter in row["letters"])
        with_article, words = len(_WITH_ARTICLE.findall(head)), len(_WORD.findall(head))
        if own > script * 0.012 and with_article < words * 0.06:
            return f"it looks like {row['language']}"
    return None
