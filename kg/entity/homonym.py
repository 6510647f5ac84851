"""Homonyms: a common name that unrelated articles tell of, say of two Muhammad al-Rashidis.

An Arabic name of two parts may be that of many people. Articles that a thread ties together
(``kg.entity.thread``) are about one; what none ties to the rest stays apart, unless one man is
told of far more often than all others of the name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.entity.key import Key
from kg.entity.profile import Told
from kg.entity.thread import Weights, company, tie
from kg.entity.variant import is_arabic, parts

FAMOUS: Final = 10
"""Articles about one, from which on others that tell of no other post are about him too."""
CHANCE: Final = 0.02
"""Men of one name that chance alone would make, below which there is one …"""
ENOUGH: Final = 1000
"""… where there are so many names that it can be told."""
MOST: Final = 0.5
"""Share of all articles with the name that must be about him then, or …"""
RIVAL: Final = 4
"""… times as many as about the next."""


def common(key: Key) -> bool:
    """Whether a name may be that of many: two parts, the first of them Arabic (فيصل بن الحسين is
    no more than a man and his father)."""
    if key.type != "PER" or key.basis != "name":
        return False
    names = parts(key.value)
    return len(names) == 2 and is_arabic(names[0])


@dataclass(frozen=True, slots=True)
class Bearers:
    """How many names of people there are, and how many have each first and each family name."""

    names: int
    firsts: Mapping[str, int]
    families: Mapping[str, int]
    shared: frozenset[str]
    """Family names that people of two first names or more bear."""


def bearers(keys: Iterable[Key]) -> Bearers:
    """Counted over all articles, each whole name once."""
    firsts: Counter[str] = Counter()
    families: Counter[str] = Counter()
    of: defaultdict[str, set[str]] = defaultdict(set)
    names = 0
    for key in keys:
        if key.type == "PER" and key.basis == "name" and (whole := parts(key.value)):
            names += 1
            firsts[whole[0]] += 1
            families[whole[-1]] += 1
            of[whole[-1]].add(whole[0])
    shared = frozenset(family for family, borne in of.items() if len(borne) > 1)
    return Bearers(names, firsts, families, shared)


def lone(key: Key, known: Bearers) -> bool:
    """Whether a common name is one man's: nobody else bears the family name, or both its parts are
    so rare that two men who drew theirs by chance would not both be called so."""
    first, family = parts(key.value)
    if family not in known.shared:
        return True
    chance = known.firsts[first] * known.families[family] / known.names
    return known.names >= ENOUGH and chance < CHANCE


def apart(key: Key, told: Sequence[Told], weights: Weights) -> dict[Key, list[Told]]:
    """What articles tell of one name, by whom they are about; the first keeps the key."""
    places, own = sorted(told, key=_place), frozenset((key,))
    if len(places) < 2:
        return {key: places}
    home = list(range(len(places)))

    def root(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    for at, one in enumerate(places):
        for before in range(at):
            if root(before) != root(at) and _tied(places[before], one, own, weights):
                home[root(at)] = root(before)
    groups: defaultdict[int, list[Told]] = defaultdict(list)
    for at, one in enumerate(places):
        groups[root(at)].append(one)
    ordered = sorted(groups.values(), key=lambda g: (-len(g), _place(g[0])))
    second = len(ordered[1]) if len(ordered) > 1 else 0
    alone = len(ordered[0]) >= min(MOST * len(places), RIVAL * second)
    if len(ordered[0]) >= FAMOUS and alone:
        ordered = _with_the_silent(ordered)
    named = {Key(key.type, "local", f"{g[0].article}/{g[0].entity.id}"): g for g in ordered[1:]}
    return {key: ordered[0], **named}


def _with_the_silent(groups: Sequence[list[Told]]) -> list[list[Told]]:
    """The groups, the first with all others but those who hold posts and none of his. Titles alone
    are compared: whose minister or which club's coach he is, a reader mistakes too often."""
    first, *others = groups
    his = _titles(first)
    rivals = [g for g in others if (own := _titles(g)) and not own & his]
    joined = [told for g in others if g not in rivals for told in g]
    return [sorted([*first, *joined], key=_place), *rivals]


def _titles(group: Sequence[Told]) -> set[str]:
    return {h.title for told in group for h in told.held}


def _place(told: Told) -> tuple[str, str]:
    return told.article, told.entity.id


def _tied(one: Told, other: Told, own: frozenset[Key], weights: Weights) -> bool:
    if one.article == other.article:
        return False
    if company(one.article, other.article, own, weights):
        return True
    offices = [{(h.title, h.body) for h in (*told.held, *told.hints)} for told in (one, other)]
    if offices[0] & offices[1]:
        return True
    return bool(one.trace and other.trace and tie(one.trace, other.trace, weights))
