"""Home: the country that an article's newspaper writes from.

There المملكة is its own kingdom, and وزير الخارجية without a nationality is its own minister.
"""

from __future__ import annotations

from functools import cache

from kg.nouns import Article
from kg.sentence.spelling import fold
from kg.sentence.table import table


def home(article: Article) -> str | None:
    """Key of the country (``country/SA``), or None where the publisher is not in the table."""
    told = fold(article.source or "").text
    return next((country for word, country in _publishers() if word in told), None)


@cache
def _publishers() -> tuple[tuple[str, str], ...]:
    rows = [(fold(r["word"]).text, f"country/{r['country']}") for r in table("publishers")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))
