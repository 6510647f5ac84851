"""Candidates: pairs of keys that may be one thing, found without comparing all with all.

What the pairs are depends on the keys and profiles alone, never on the order of articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from typing import Final

from kg.entity.key import Key
from kg.entity.profile import Profile, chair_of
from kg.entity.variant import (
    NISBA,
    Likeness,
    Strength,
    abroad,
    arabic_names,
    inside,
    is_arabic,
    length,
    parts,
    shorter,
    slip,
    spelling,
    whole_sound,
    word_variant,
)
from kg.sentence.spelling import name_key
from kg.sentence.table import table

MOST = 40
"""Names of one sound beyond which their spelling tells nothing."""


PARTICLES: Final = "وفبل"
"""Letters that are written together with the word after them: and, so, by, for."""
SLIP: Final = 3
"""Times as many articles, for a name to be the right one of two that are a letter apart."""
KNOWN: Final = 20
"""Articles that tell of somebody whose father may be put into his name."""
MUCH: Final = 10
"""Times as many articles, for a name to be the right one of two."""


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two keys that may be one, with what speaks for it."""

    likeness: Likeness
    first: Key
    second: Key


def pairs(profiles: Mapping[Key, Profile], pieces: Set[Key] = frozenset()) -> list[Pair]:
    """All pairs of full names worth looking at, the strong ones first, in a fixed order.

    ``pieces``: keys of those who bear the name of somebody else (``kg.entity.homonym``).
    """
    people = sorted(k for k in profiles if k.type == "PER" and k.basis != "local")
    things = sorted(k for k in profiles if k.type in ("ORG", "LOC") and k.basis == "name")
    names = {k: profiles[k].name for k in people}
    found = {
        p.first.value + "\n" + p.second.value: _raised(p, profiles)
        for p in (
            *_slips(names, profiles),
            *_spellings(names),
            *_spaced(names),
            *_lengths(names, profiles, pieces),
            *_overlong(names, profiles),
            *_glued(names, profiles),
            *_in_one_chair(names, profiles),
        )
    }
    return sorted((*found.values(), *_class_words(things)), key=lambda p: (p.likeness, p))


def _spellings(names: Mapping[Key, str]) -> Iterator[Pair]:
    sounds: defaultdict[str, list[Key]] = defaultdict(list)
    for key, name in names.items():
        if len(parts(name)) >= 2:
            sounds[whole_sound(name)].append(key)
    for keys in sounds.values():
        for one, other in combinations(keys[:MOST], 2):
            if names[one] == names[other]:
                same = Likeness("strong", f"same type and same full name: {names[one]}")
                yield Pair(same, one, other)
            elif likeness := spelling(names[one], names[other]):
                yield Pair(likeness, one, other)


def _spaced(names: Mapping[Key, str]) -> Iterator[Pair]:
    """Names of the same letters, written together or apart: شو إن لاي، شوإن لاي. An Arabic name and
    its family's (عمرعبد اللطيف) may be those of many, and need a thread."""
    letters: defaultdict[str, list[Key]] = defaultdict(list)
    for key, name in names.items():
        if len(parts(name)) >= 2:
            letters[name.replace(" ", "")].append(key)
    for keys in letters.values():
        for one, other in combinations(keys, 2):
            if names[one] != names[other]:
                told = f"the same letters, written together: {names[one]} = {names[other]}"
                both = parts(names[one]), parts(names[other])
                usual = max(map(len, both)) == 2 and any(is_arabic(name[0]) for name in both)
                strength: Strength = "weak" if usual else "strong"
                yield Pair(Likeness(strength, told, threads=True), one, other)


def _slips(names: Mapping[Key, str], profiles: Mapping[Key, Profile]) -> Iterator[Pair]:
    """Among those who hold one post, a name told far less often than another that it is a letter
    apart from. It must be the post that is told of it most: جون كيربي spoke for جون كيري."""
    offices = {k: Counter((h.title, h.body) for h in profiles[k].held) for k in names}
    holders: defaultdict[tuple[str, Key], list[Key]] = defaultdict(list)
    for key in names:
        for office in sorted(offices[key]):
            holders[office].append(key)
    for office, keys in holders.items():
        if len(keys) > MOST:
            continue  # what many hold (عضو "member") says nothing
        for pair in combinations(keys, 2):
            rare, usual = sorted(pair, key=lambda k: (len(profiles[k].articles), k))
            few, many = len(profiles[rare].articles), len(profiles[usual].articles)
            main = offices[rare][office] == max(offices[rare].values())
            if main and many >= SLIP * few and (likeness := slip(names[rare], names[usual])):
                yield Pair(likeness, usual, rare)


def _in_one_chair(names: Mapping[Key, str], profiles: Mapping[Key, Profile]) -> Iterator[Pair]:
    """Two given names with one foreign family name, of whom each is told most often to hold one and
    the same post: سيب بلاتر is جوزيف بلاتر."""
    chairs: defaultdict[tuple[str, str, Key], list[Key]] = defaultdict(list)
    for key in names:
        whole = parts(names[key])
        if len(whole) > 1 and abroad(whole[-1]) and (chair := chair_of(profiles[key].held)):
            chairs[whole[-1], *chair].append(key)
    for (family, _, _), keys in chairs.items():
        for one, other in combinations(keys, 2):
            told = f"two given names of one {family}: {names[one]} = {names[other]}"
            yield Pair(Likeness("weak", told), one, other)


def _glued(names: Mapping[Key, str], profiles: Mapping[Key, Profile]) -> Iterator[Pair]:
    """A name told of once or twice that is a much told one with a particle before it (وحسن، لفهد):
    the reader took the particle for a letter of its own."""
    for key, name in names.items():
        rest = Key("PER", "name", name_key(name[1:]))
        known = len(parts(name)) > 1 and parts(name)[0] not in arabic_names()
        if name[:1] in PARTICLES and rest in names and known:
            many, few = len(profiles[rest].articles), len(profiles[key].articles)
            if few <= 2 and many >= MUCH * few:
                yield Pair(
                    Likeness("strong", f"a particle before it: {name} = {rest.value}"), rest, key
                )


def _lengths(
    names: Mapping[Key, str], profiles: Mapping[Key, Profile], pieces: Set[Key]
) -> Iterator[Pair]:
    """Names of which one leaves out parts of the other. That of a piece alone says nothing: which
    of several men so called is the one of the fuller name, a post or a thread must say."""
    called = {**names, **{k: profiles[k].name for k in sorted(pieces & profiles.keys())}}
    short: defaultdict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key, name in called.items():
        short[parts(name)].append(key)
    fuller: defaultdict[Key, list[Pair]] = defaultdict(list)
    for key, name in names.items():
        for form in dict.fromkeys(shorter(parts(name))):
            for one in short.get(form, ()):
                if likeness := length(called[one], name):
                    fuller[one].append(Pair(likeness, one, key))
    for one, found in fuller.items():
        usual = {p.second: len(profiles[p.second].articles) for p in found}
        if not any(map(is_arabic, parts(called[one]))):
            usual = _usual(usual)
        fulls = [names[k] for k in usual if not _tailed(called[one], names[k])]
        clear = all(a == b or _one_line(a, b) for a, b in combinations(fulls, 2))
        for pair in found:
            if two := _two_in_one(called[one], names[pair.second], short.keys()):
                pair = replace(pair, likeness=replace(pair.likeness, threads=False))
            if not clear or pair.second not in usual:
                told = f"{pair.likeness.reason}, but others are called so too"
                yield Pair(Likeness("weak", told), pair.first, pair.second)
            elif one in pieces:
                told, threads = f"{pair.likeness.reason}, one of several", not two
                yield Pair(Likeness("weak", told, threads), pair.first, pair.second)
            else:
                yield _with_father(pair, names, profiles)


def _tailed(short: str, full: str) -> bool:
    """Whether ``full`` is ``short``, which ends in a family's name, and a word more, as a reader
    has it that sees too long a name (جديع القحطاني الشباب): that makes no second man of the name.
    """
    few, many = parts(short), parts(full)
    house = few[-1].endswith(NISBA) and few[-1] not in arabic_names()  # علي is a given name
    return house and many[: len(few)] == few


def _usual(told: Mapping[Key, int]) -> dict[Key, int]:
    """Of foreigners of one name those told of in more than a third as many articles as the most
    told of: the others are slips (كارلوس إدواردو الهلال, a player and his club), and make no name
    that of several people."""
    most = max(told.values())
    return {key: articles for key, articles in told.items() if SLIP * articles > most}


def _two_in_one(one: str, name: str, known: Set[tuple[str, ...]]) -> bool:
    """Whether ``name`` is that of ``one`` and then that of another, or the other way round, as a
    list of two people is that a reader took for one: no thread says which of them it is."""
    few, many = parts(one), parts(name)
    rests = (many[len(few) :] if many[: len(few)] == few else (),
             many[: -len(few)] if many[-len(few) :] == few else ())  # fmt: skip
    return any(len(rest) > 1 and rest in known for rest in rests)


def _with_father(pair: Pair, names: Mapping[Key, str], profiles: Mapping[Key, Profile]) -> Pair:
    """A weak likeness of a much told name and the same with a father put in between, the only one
    that anybody tells of: نوري المالكي، نوري كامل المالكي."""
    short, full = names[pair.first], names[pair.second]
    few, many = len(profiles[pair.second].articles), len(profiles[pair.first].articles)
    if len(parts(short)) != 2 or not inside(short, full) or many < max(MUCH * few, KNOWN):
        return pair
    told = f"a father put in between: {short} = {full}"
    return Pair(Likeness("strong", told), pair.first, pair.second)


def _overlong(names: Mapping[Key, str], profiles: Mapping[Key, Profile]) -> Iterator[Pair]:
    """A name with a word too many, "the godfather Barack Obama": told of once or twice, the name
    without the word in many articles, and in nobody's name does the word stand there."""
    count = {k: len(profiles[k].articles) for k in names}
    first: Counter[str] = Counter()
    last: Counter[str] = Counter()
    for key, name in names.items():
        whole = parts(name)
        if count[key] > 1 and len(whole) > 1:
            first[whole[0]] += 1
            last[whole[-1]] += 1
    for key, name in names.items():
        head, _, without_head = name.partition(" ")
        without_tail, _, tail = name.rpartition(" ")
        for rest, word, known in ((without_head, head, first), (without_tail, tail, last)):
            short = Key("PER", "name", rest)
            if (
                len(parts(rest)) > 1
                and short in names
                and count[short] >= MUCH * count[key]
                and known[word] < 2
                and word in parts(word)
                and not (known is last and any(map(is_arabic, parts(rest))))  # محمد علي كلاي
            ):
                yield Pair(Likeness("strong", f"a word too many: {name} = {rest}"), short, key)


def _one_line(one: str, other: str) -> bool:
    """Whether one of two full names is the other with parts left out or spelt otherwise."""
    return bool(
        length(one, other)
        or length(other, one)
        or inside(one, other)
        or inside(other, one)
        or spelling(one, other)
    )


def _raised(pair: Pair, profiles: Mapping[Key, Profile]) -> Pair:
    """A weak likeness is strong where one article calls it by both names."""
    first, second = profiles[pair.first], profiles[pair.second]
    both = second.name in first.aliases or first.name in second.aliases
    if (
        pair.likeness.strength == "strong"
        or not both
        or "others are called" in pair.likeness.reason
    ):
        return pair
    told = f"{pair.likeness.reason}; one article calls it by both names"
    return Pair(Likeness("strong", told), pair.first, pair.second)


def _class_words(keys: Iterable[Key]) -> Iterator[Pair]:
    """وكالة سبوتنيك and سبوتنيك: one, where no other class word (راديو سبوتنيك) divides them."""
    known = set(keys)
    fuller: defaultdict[Key, list[Key]] = defaultdict(list)
    for key in sorted(known):
        word, _, rest = key.value.partition(" ")
        short = Key(key.type, "name", rest)
        if word in _droppable()[key.type] and short in known:
            fuller[short].append(key)
    for short, full in fuller.items():
        strength = Likeness("strong", f"with and without its class word: {full[0].value}")
        if len(full) == 1:
            yield Pair(strength, short, full[0])


@cache
def _droppable() -> Mapping[str, frozenset[str]]:
    rows = [row for row in table("class_words") if row["drop"] in ("yes", "alone")]
    places = [row for row in rows if row["kinds"] == "city" and row["drop"] == "yes"]
    bodies = [
        row for row in rows if not {"city", "state", "country"} & set(row["kinds"].split("|"))
    ]
    kinds = {"LOC": places, "ORG": bodies}
    return {kind: frozenset(name_key(r["word"]) for r in told) for kind, told in kinds.items()}


def called_after(surname: str, full: str) -> bool:
    """Whether somebody of the folded full name may be called by one of its parts alone."""
    names = parts(full)
    return any(word_variant(surname, part) == "strong" for part in (names[0], names[-1]))
