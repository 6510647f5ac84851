"""Namesakes: people of one name who cannot be one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from kg.entity.key import Key
from kg.entity.profile import Told, at_odds, countries, foremost


def namesakes(key: Key, told: list[Told]) -> Iterator[tuple[Key, list[Told]]]:
    """One name, but one post of two countries at one time: as many people as countries.

    A country told a third as often as the first or less, of this post or of all that the name
    holds, is taken for a mistake of the reader.
    """
    known = {c.value for c in foremost(countries(h for one in told for h in one.held))}
    by_title: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in told if key.type == "PER" and key.basis == "name" else ():
        for h in one.held:
            if h.body.type == "CTRY" and not h.former:
                by_title[h.title][h.body.value] += 1
    for title, count in sorted(by_title.items()):
        real = sorted(foremost(count) & known, key=lambda c: (-count[c], c))
        if len(real) < 2:
            continue
        groups: dict[str, list[Told]] = {c: [] for c in real}
        for one in told:
            said = [h.body.value for h in one.held if h.title == title and h.body.value in groups]
            groups[said[0] if len(set(said)) == 1 else real[0]].append(one)
        posts = [[h for one in places for h in one.held] for places in groups.values()]
        if all(at_odds(posts[0], other) for other in posts[1:]):
            yield key, groups[real[0]]
            for country in real[1:]:
                yield Key(key.type, key.basis, f"{key.value} {country}"), groups[country]
            return
    yield key, told
