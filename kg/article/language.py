"""Languages: whether a text is in Arabic, told by its letters alone."""

from __future__ import annotations

import re
from typing import Final

from kg.sentence.table import table

_SAMPLE: Final = 20_000
_ARABIC_SCRIPT: Final = re.compile(
    r"[\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]++"
)
_WITH_ARTICLE: Final = re.compile(r"\b(?:[وبفك]?ال|لل)\w")
_WORD: Final = re.compile(r"[^\W\d_]++")


def not_arabic(text: str) -> str | None:
    """What speaks against ``text`` being Arabic, in words; None when it is Arabic.

    At least one letter in ten of the first 20,000 characters must be of the Arabic script (an
    article may well carry an English version along), and the letters that only other languages
    use (Persian, Urdu, Kurdish …) must be rare unless the Arabic article ال is common: names in
    Arabic news may well have a پ or a گ.
    """
    head = text[:_SAMPLE]
    words = _WORD.findall(head)
    letters = sum(map(len, words))
    script = sum(map(len, _ARABIC_SCRIPT.findall(head)))
    if script < letters * 0.1:
        return f"{script} of {letters} letters are Arabic"
    for row in table("other_languages"):
        own = sum(map(head.count, row["letters"]))
        if own > script * 0.012:
            with_article = len(_WITH_ARTICLE.findall(head))
            if with_article < len(words) * 0.06:
                return f"it looks like {row['language']}"
    return None
