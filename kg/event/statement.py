"""Statements: direct or indirect speech, the occasion, and the events told in what was said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from kg.nouns import Article, Event, Mention, Quotation, Quote
from kg.sentence.spelling import fold
from kg.sentence.table import table

_OPEN: Final = "«\"“”'‘"
_QUOTED: Final = re.compile('«[^»]*»|"[^"]*"|“[^”]*”|”[^“”]*“')
DIRECT: Final = 0.85
"""Share of the content inside quotation marks from which it counts as direct speech."""
MIXED: Final = 0.15


@cache
def _occasions() -> dict[str, str]:
    return {fold(row["trigger"]).text: row["subtype"] for row in table("occasions")}


def form(article: Article, triggers: Sequence[Mention]) -> str | None:
    """The finer class of a meeting: ``PressConference`` where a trigger says so."""
    said = (_occasions().get(fold(article.text[t.start : t.end]).text) for t in triggers)
    return next((subtype for subtype in said if subtype), None)


def said(article: Article, event: Event, events: Sequence[Event]) -> dict[str, Any]:
    """What is to be added to a statement: ``quotation``, ``made_at`` and ``reports``."""
    if event.type != "Statement":
        return {}
    contents = [
        r.filler for r in event.roles if r.name == "content" and isinstance(r.filler, Quote)
    ]
    extra: dict[str, Any] = {"quotation": _quotation(article, contents[0]) if contents else None}
    inside = [
        e.id
        for e in events
        if e is not event and any(q.start <= e.triggers[0].start < q.end for q in contents)
    ]
    extra["reports"] = tuple(inside)
    lines = {t.sentence for t in event.triggers}
    for e in events:
        if e.type == "Meeting" and e.id not in inside:
            here = [
                t
                for t in e.triggers
                if t.sentence in lines and fold(article.text[t.start : t.end]).text in _occasions()
            ]
            if here:
                extra["made_at"] = e.id
                break
    return extra


def _quotation(article: Article, content: Quote) -> Quotation:
    """How much of the content stands between quotation marks, the marks around it included."""
    length = content.end - content.start
    low = max(0, content.start - 2)
    text = article.text[low : content.end + 2]
    marked = sum(
        max(0, min(m.end() + low, content.end) - max(m.start() + low, content.start))
        for m in _QUOTED.finditer(text)
    )
    if not marked and any(c in article.text[low : content.start + 1] for c in _OPEN):
        marked = length  # the closing mark lies beyond: the quotation goes on in the next sentence
    share = marked / max(1, length)
    return "direct" if share >= DIRECT else "mixed" if share >= MIXED else "indirect"
