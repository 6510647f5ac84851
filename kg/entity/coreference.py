"""Coreference: which mentions of an article are one entity.

The trained reader ranks antecedents (Lee et al. 2017); this module chains them, likeliest link
first, and refuses chains that cannot be: two people with different first names, a person and
a country. Names that are written alike are one entity even where the reader saw no link.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from kg.entity.apposition import held_by
from kg.entity.name import choose, surface
from kg.entity.variant import generation, one_letter_apart
from kg.mention.threshold import floor
from kg.nouns import Article, Entity, EntityType, Link, Mention, Reading
from kg.sentence.spelling import fold, name_key
from kg.sentence.table import table


@cache
def _name_links() -> frozenset[str]:
    """Words inside names that tell no two people apart: بن "son of", أبو "father of"."""
    return frozenset(name_key(row["word"]) for row in table("name_links"))


@cache
def counterparts() -> frozenset[str]:
    """Words for somebody of the same post elsewhere, folded: نظيره "his counterpart"."""
    return frozenset(fold(row["word"]).text for row in table("counterparts"))


class _Chains:
    """Union of mentions under a veto."""

    def __init__(
        self,
        mentions: Sequence[Mention],
        keys: Sequence[tuple[str, ...]],
        allegiances: Sequence[frozenset[str]],
    ) -> None:
        self._allegiance = list(allegiances)
        self._parent = list(range(len(mentions)))
        self._types = [Counter({m.type: m.confidence}) for m in mentions]
        self._names: list[set[tuple[str, ...]]] = [
            {k} if m.kind == "name" and k else set() for m, k in zip(mentions, keys, strict=True)
        ]

    def find(self, i: int) -> int:
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def kind(self, i: int) -> str:
        types = self._types[self.find(i)]
        return max(sorted(types), key=lambda t: types[t])

    def join(self, i: int, j: int) -> bool:
        a, b = sorted((self.find(i), self.find(j)))
        if a == b:
            return True
        if self.kind(a) != self.kind(b) or self._clash(a, b):
            return False
        self._parent[b] = a
        self._types[a] += self._types[b]
        if self._allegiance[a] and self._allegiance[b]:
            self._allegiance[a] &= self._allegiance[b]
        else:
            self._allegiance[a] |= self._allegiance[b]
        self._names[a] |= self._names[b]
        return True

    def _clash(self, a: int, b: int) -> bool:
        mine, other = self._allegiance[a], self._allegiance[b]
        if mine and other and not mine & other:
            return True
        if self.kind(a) != "PER":
            return False
        return any(differ(x, y) for x in self._names[a] for y in self._names[b])


def differ(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two names of people, as folded words, that cannot be one person's.

    محمد بن نايف and محمد بن سلمان differ in the last word, جون كيري and تيريزا كيري in the first;
    كارتر may be either's surname, and a letter more or less (كاراتر) is a misspelling. جورج بوش
    الأب and جورج بوش الابن are father and son.
    """
    ages = {generation(" ".join(name)) for name in (a, b)}
    if None not in ages and len(ages) == 2:
        return True
    a, b = (tuple(w for w in name if w not in _name_links()) or name for name in (a, b))
    if len(a) < 2 or len(b) < 2:
        return not any(one_letter_apart(x, y) for x in a for y in b)
    short, long = sorted((a, b), key=len)
    return sum(any(one_letter_apart(x, y) for y in long) for x in short) < len(short) - (
        len(short) > 2
    )


def clusters(
    article: Article, reading: Reading, allegiances: Sequence[frozenset[str]] = ()
) -> list[list[int]]:
    """Indices of mentions, one list per entity, in order of first mention.

    ``allegiances``: for each mention the countries or places of which it names one
    (``kg.entity.allegiance``): mentions that have none in common stay apart.
    """
    mentions = reading.mentions
    keys = [tuple(name_key(surface(article, m)).split()) for m in mentions]
    chains = _Chains(mentions, keys, allegiances or [frozenset()] * len(mentions))
    first: dict[tuple[str, tuple[str, ...]], int] = {}
    for i, (m, key) in enumerate(zip(mentions, keys, strict=True)):
        if m.kind == "name" and key:
            chains.join(first.setdefault((m.type, key), i), i)
    for i, j in held_by(article, reading, allegiances):
        chains.join(i, j)
    for link in sorted(reading.coref, key=lambda k: (-k.score, k.source, k.target)):
        if link.score > floor("coref"):
            chains.join(link.source, link.target)
    for i, j in _surnames(mentions, keys, chains):
        chains.join(i, j)
    for i, j in _counterparts(article, mentions):
        chains.join(i, j)
    for link in _definite(article, reading, chains):
        chains.join(link.source, link.target)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for i in range(len(mentions)):
        found[chains.find(i)].append(i)
    return [found[root] for root in sorted(found)]


def _surnames(
    mentions: Sequence[Mention], keys: Sequence[tuple[str, ...]], chains: _Chains
) -> Iterator[tuple[int, int]]:
    """A name of one word that ends exactly one person's full name in the article: كارتر."""
    for i, (m, key) in enumerate(zip(mentions, keys, strict=True)):
        if m.type != "PER" or m.kind != "name" or len(key) != 1:
            continue
        full = {
            chains.find(j): j
            for j, (n, other) in enumerate(zip(mentions, keys, strict=True))
            if n.type == "PER" and n.kind == "name" and len(other) > 1 and other[-1] == key[0]
        }
        if len(full) == 1:
            yield next(iter(full.values())), i


def _counterparts(article: Article, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """A counterpart and the name right after it: نظيره الفلسطيني رياض المالكي is one man."""
    names = {m.start: j for j, m in enumerate(mentions) if m.type == "PER" and m.kind == "name"}
    for i, m in enumerate(mentions):
        first = article.text[m.start : m.end].split()[:1]
        if (
            m.type == "PER"
            and first
            and fold(first[0]).text in counterparts()
            and m.end + 1 in names
        ):
            yield i, names[m.end + 1]


def _definite(article: Article, reading: Reading, chains: _Chains) -> Iterator[Link]:
    """For a definite description that would open an entity (المسؤول العراقي "the Iraqi official"),
    its likeliest antecedent: what is definite was told of before, so less is asked of the link."""
    best: dict[int, Link] = {}
    for link in reading.coref:
        if link.score > max(floor("coref-definite"), best.get(link.source, link).score - 1e-9):
            best[link.source] = link
    named = {chains.find(i) for i, m in enumerate(reading.mentions) if m.kind == "name"}
    opening = {chains.find(i): i for i in reversed(range(len(reading.mentions)))}
    for i in sorted(opening.values()):
        said = surface(article, reading.mentions[i])
        if i in best and chains.find(i) not in named and said.startswith("ال"):
            yield best[i]


def entities(
    article: Article, reading: Reading, allegiances: Sequence[frozenset[str]] = ()
) -> tuple[tuple[Entity, ...], tuple[str, ...]]:
    """The entities of an article, and for each mention of the reading the id of its entity."""
    owner = [""] * len(reading.mentions)
    out = []
    for number, members in enumerate(clusters(article, reading, allegiances)):
        mentions = [reading.mentions[i] for i in members]
        weight: Counter[EntityType] = Counter()
        for i, m in zip(members, mentions, strict=True):
            weight[m.type] += m.confidence  # type: ignore[index, assignment]
            owner[i] = f"e{number}"
        kind = max(sorted(weight), key=lambda t: weight[t])
        name, others = choose(article, mentions)
        out.append(
            Entity(
                f"e{number}",
                kind,
                name,
                tuple(sorted(mentions, key=lambda m: (m.start, m.end))),
                other_names=others,
            )
        )
    return tuple(out), tuple(owner)
