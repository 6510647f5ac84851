"""Names: how an entity is called, out of how it was mentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from kg.nouns import Article, Mention
from kg.sentence.spelling import fold
from kg.sentence.table import table


def surface(article: Article, mention: Mention) -> str:
    """The mention as a name: the article ال restored where ل swallowed its alif, spaces single.

    In للتحالف ("to the coalition") the mention is لتحالف; the name is التحالف. In للجنة ("to the
    committee") it is لجنة, whose ل is its own: the name is اللجنة.
    """
    text = article.text[mention.start : mention.end]
    if text.startswith("ل") and article.text[max(0, mention.start - 1) : mention.start] == "ل":
        own = _own_lam().get(fold(text.split()[0]).text)
        text = ("ا" if own is None else "ال" if own else "") + text
    return " ".join(text.replace("ـ", "").split())


@cache
def _own_lam() -> dict[str, bool]:
    """Words that begin with a ل of their own → whether the article is before it."""
    return {fold(row["word"]).text: row["article"] == "1" for row in table("own_lam")}


def choose(article: Article, mentions: Sequence[Mention]) -> tuple[str, tuple[str, ...]]:
    """The fullest name of an entity and its other names.

    Most words win (at most five: longer ones are descriptions caught by mistake), then the
    spelling used most often, then the earliest. Descriptions name only what has no name.
    """
    named = [m for m in mentions if m.kind == "name"] or list(mentions)
    spelt = [surface(article, m) for m in named]
    count = Counter(fold(s).text for s in spelt)
    best = max(
        range(len(spelt)),
        key=lambda i: (min(len(spelt[i].split()), 5), count[fold(spelt[i]).text], -i),
    )
    name = spelt[best]
    others = {s for m, s in zip(named, spelt, strict=True) if m.kind == "name" and s != name}
    return name, tuple(sorted(others))
