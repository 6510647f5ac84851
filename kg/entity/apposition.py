"""Apposition: a name with its post beside it says who the post means from then on.

After جلالة الملك محمد السادس ملك المملكة المغربية "King Mohammed VI, king of Morocco" the words ملك
المغرب are he, though the reader may find somebody likelier whom the article speaks of more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kg.entity.name import surface
from kg.nouns import Article, Reading
from kg.sentence.spelling import fold, name_key

BESIDE: Final = 3
"""Characters at most between a name and the title that stands beside it."""

Office = tuple[tuple[str, ...], frozenset[str]]
"""The words of a title, and what it is of: keys of the knowledge base."""


def held_by(
    article: Article, reading: Reading, allegiances: Sequence[frozenset[str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of mentions, a name and a description, that one post joins (``allegiances``: see
    ``kg.entity.allegiance``). A post that two names have beside them joins nothing."""
    if not allegiances:
        return
    mentions = reading.mentions
    held = _beside_names(article, reading, allegiances)
    for i, m in enumerate(mentions):
        if m.type == "PER" and m.kind == "nominal" and allegiances[i]:
            inner = [n.start for n in mentions if m.start < n.start and n.end <= m.end]
            words = _words(article.text[m.start : min((m.end, *inner))])
            holders = held.get((words, allegiances[i]), ())
            if len({name_key(surface(article, mentions[j])) for j in holders}) == 1:
                yield min(holders), i


def _beside_names(
    article: Article, reading: Reading, allegiances: Sequence[frozenset[str]]
) -> dict[Office, list[int]]:
    """The posts that stand beside names with what they are of, and the mentions so named."""
    held: defaultdict[Office, list[int]] = defaultdict(list)
    for number, title in enumerate(reading.titles):
        likely = sorted((k for k in reading.posts if k.source == number), key=lambda k: k.score)
        ends = {k.label: k.target for k in likely}
        if "holder" not in ends or "of" not in ends:
            continue
        name, body = reading.mentions[ends["holder"]], reading.mentions[ends["of"]]
        after = name.start - max(title.end, body.end)
        beside = 0 <= after <= BESIDE or 0 <= title.start - name.end <= BESIDE
        close = title.start <= body.start <= title.end + BESIDE
        if name.kind == "name" and beside and close and allegiances[ends["of"]]:
            words = _words(article.text[title.start : min(title.end, body.start)])
            held[words, allegiances[ends["of"]]].append(ends["holder"])
    return held


def _words(text: str) -> tuple[str, ...]:
    return tuple(fold(word).text.removeprefix("ال") for word in text.split())
