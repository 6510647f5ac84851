"""Allegiance: which countries the words of a mention name, and so what it cannot be.

الوزير الروسي is not الوزير المصري, and العراق is not تركيا, however like the sentences around them:
a trained reader chains such mentions now and then, what is known of countries forbids it.
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.entity.base import KnowledgeBase
from kg.entity.name import surface
from kg.nouns import Article, Mention


def allegiances(
    article: Article,
    mentions: Sequence[Mention],
    adjectives: Sequence[tuple[Mention, str]],
    base: KnowledgeBase,
) -> list[frozenset[str]]:
    """For each mention, keys of what it may be or belong to: of countries for nationalities and
    for names of countries, of places and bodies for theirs. Empty where nothing is known."""
    out = []
    for m in mentions:
        keys = {key for a, key in adjectives if m.start <= a.start and a.end <= m.end}
        if m.kind == "name" and m.type in ("CTRY", "LOC"):
            keys = set()  # what it is itself: الكوت in العراق is no other town of العراق
            for entry in base.named(surface(article, m)):
                key = base.stands_for(entry.key) or entry.key if m.type == "CTRY" else entry.key
                if m.type == "LOC" or key.startswith("country/"):
                    keys.add(key)
        elif m.kind == "name" and m.type == "ORG":  # the World Food Programme is not the FAO
            keys |= {e.key for e in base.named(surface(article, m)) if e.type == "ORG"}
        out.append(frozenset(keys))
    return [keys or _of_country(m, mentions, out) for m, keys in zip(mentions, out, strict=True)]


def _of_country(
    m: Mention, mentions: Sequence[Mention], keys: Sequence[frozenset[str]]
) -> frozenset[str]:
    """The country named in a description of a person: ملك المغرب is not ملك الأردن."""
    if m.type != "PER" or m.kind != "nominal":
        return frozenset()
    inside = [
        k
        for n, k in zip(mentions, keys, strict=True)
        if n.type == "CTRY" and n.kind == "name" and m.start < n.start and n.end <= m.end
    ]
    return inside[0] if len(inside) == 1 else frozenset()
