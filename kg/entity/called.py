"""Short names: who is meant by أوباما alone, فان غال or علي دوابشة, in an article that names nobody
whole.

Articles that name somebody whole (علي سعد دوابشة) and then shorter tell whom newspapers call so.
Where nearly all of them mean one person, so does an article that has the short name only.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kg.entity.key import Key, describing_words
from kg.entity.profile import Profile
from kg.entity.variant import (
    abroad,
    arabic_names,
    family,
    inside,
    is_arabic,
    parts,
    patronymic,
)

LEAST: Final = 3
"""Articles that must have called somebody so, if he is a foreigner …"""
LEAST_ARABIC: Final = 6
"""… and if he has an Arabic family name, which many bear (الطيبي)."""
SHARE: Final = 0.9
"""Share of all such articles that must mean him; with a foreign surname, which few bear, others
of whom one article alone tells are slips (زالاو بولوني), if they are no more than one to ``LEAST``
articles about him: many of one name make it a common one (الخطيب)."""


def called_so(
    profiles: Iterable[Profile], home: Callable[[Key], Key]
) -> Iterator[tuple[Key, Key, str]]:
    """The short key, the one that is called so, and why. ``home``: one key for all that are one."""
    meant: defaultdict[str, Counter[Key]] = defaultdict(Counter)
    best: dict[tuple[str, Key], tuple[int, Key]] = {}
    short: list[Profile] = []
    for profile in profiles:
        if profile.key.type != "PER":
            continue
        short.append(profile)
        if len(parts(profile.name)) < 2:
            continue
        for name, count in profile.called.items():
            last = family(name, profile.name) and _tellable(name)
            part = inside(name, profile.name) or patronymic(name, profile.name)
            if last or (name != profile.name and part):
                one = home(profile.key)
                meant[name][one] += count
                mine = (-count, profile.key)
                best[name, one] = min(best.get((name, one), mine), mine)
    for profile in short:
        name = profile.name
        own = home(profile.key)
        told = Counter({k: n for k, n in meant.get(name, Counter()).items() if k != own})
        if not told:
            continue
        one, count = min(told.items(), key=lambda item: (-item[1], item[0]))
        arabic = any(is_arabic(part) or part.endswith("ي") for part in parts(name))
        others = [n for k, n in told.items() if k != one]
        slips = 0 if arabic else min(others.count(1), count // LEAST)
        rivals = sum(others) - slips
        least = LEAST_ARABIC if arabic else LEAST
        if count >= least and count >= SHARE * (count + rivals):
            reason = f"{name} alone: {count} of {sum(told.values())} articles mean one"
            yield profile.key, best[name, one][1], reason


def _tellable(name: str) -> bool:
    """Whether it may be a surname: no given name, which is anybody's (صالح، محمد), unless one from
    abroad follows it (داود أوغلو), and no word that describes (المرشد is the Guide of Iran before
    it is anybody's surname)."""
    words = parts(name)
    if not words or words[0] in describing_words():
        return False
    return words[0] not in arabic_names() or (len(words) > 1 and abroad(words[-1]))
