"""Variants: whether two folded names can be spellings or lengths of one name.

Foreign names come in as many spellings as newspapers (كاراتر، كارتر; سيرغي، سيرجي): they are
compared by consonant sounds. In Arabic names a long vowel makes another name (حسن، حسين): those
are compared as they stand. A person is called by more or fewer of the parts of a name (محمد بن
سلمان، محمد بن سلمان بن عبدالعزيز). What is *strong* joins by itself; what is *weak* needs other
evidence, such as the same post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from kg.sentence.spelling import fold, name_key
from kg.sentence.table import table

Strength = Literal["strong", "weak"]
NISBA: Final = "ي"
"""How names of Arab families end: the last names of سماح سفر الشهراني are her father's."""
SOUNDS: Final = 5
"""Consonants of a whole foreign name, from which on one letter more or less makes no other name."""
_HOUSE: Final = fold("آل").text
"""Before the name of a family."""


@dataclass(frozen=True, slots=True, order=True)
class Likeness:
    """Why two names may be one, and whether that is enough."""

    strength: Strength
    reason: str
    threads: bool = False
    """Of what is weak: whether a thread between two articles (``kg.entity.thread``) is enough."""


@lru_cache(maxsize=262144)
def parts(name: str) -> tuple[str, ...]:
    """The words of a folded name that tell people apart: without بن "son of", آل "house of"."""
    return tuple(word for word in name.split() if word not in _links())


@lru_cache(maxsize=262144)
def sound(word: str) -> str:
    """The consonant sounds of a word of a foreign name: كاراتر and كارتر are both ``grtr``."""
    sounds = _sounds()
    if len(word) > 4 and word[0] == "ي" and sounds.get(word[1]) != "" and not is_arabic(word):
        word = word[1:]  # of أليكسيس and ألكسيس the first two letters are taken for the article
    word = word.replace("تش", "ش")  # two letters for one sound: تشارلز، شارلز
    inside = "".join(sounds.get(letter, letter) for letter in word[1:])
    first = sounds.get(word[:1]) or word[:1]  # a first vowel stays: منال is not ايمانويل
    return first + re.sub(r"(.)\1+", r"\1", inside)


def whole_sound(name: str) -> str:
    """The sounds of a whole name: names that may be spellings of one another have one."""
    return " ".join(sound(word) for word in parts(name))


def spelling(one: str, other: str) -> Likeness | None:
    """Whether two folded names of as many parts are spellings of one."""
    left, right = parts(one), parts(other)
    if len(left) != len(right) or len(left) < 2:
        return None
    found = [word_variant(a, b) for a, b in zip(left, right, strict=True)]
    if None in found:
        return None
    if left == right:  # they differ by بن alone
        return Likeness("weak", f"same name but for بن: {one} = {other}", threads=True)
    arabic = any(map(is_arabic, left + right))
    weak = arabic or ("weak" in found and not _nearly(left, right))
    strength: Strength = "weak" if weak else "strong"
    return Likeness(strength, f"spellings of one foreign name: {one} = {other}", threads=True)


def _nearly(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether foreign names of one sound, though their words are short, are one: only letters for
    one sound differ (غاري، جاري "Gary"), or a letter of one word and the whole has many sounds."""
    left, right = ([_letters_alike(word) for word in name] for name in (one, other))
    differ = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    sounds = sum(len(sound(word)) for word in one)
    return not differ or (len(differ) == 1 and one_letter_apart(*differ[0]) and sounds >= SOUNDS)


def _letters_alike(word: str) -> str:
    return "".join(_sounds().get(letter) or letter for letter in word)


@lru_cache(maxsize=262144)
def word_variant(one: str, other: str) -> Strength | None:
    """Whether two words can be one; ``strong`` for equal ones and long foreign ones."""
    if one == other:
        return "strong"
    names = arabic_names()
    if sound(one) != sound(other) or (one in names and other in names):
        return None
    shortest = min(len(one), len(other))
    if shortest < 3:
        return None
    return "strong" if shortest >= 4 and len(sound(one)) >= 3 else "weak"


def slip(one: str, other: str) -> Likeness | None:
    """Whether two folded names are one but for a letter of one part, as typists slip: فابيوس،
    فايبوس. Weak: حسن and حسين are two men, and so may be any two names."""
    left, right = parts(one), parts(other)
    if len(left) != len(right) or len(left) < 2:
        return None
    differ = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    if len(differ) != 1 or set(differ[0]) <= arabic_names() or not one_letter_apart(*differ[0]):
        return None
    if all(word.endswith(NISBA) for word in differ[0]):
        return None  # الشهراني and الزهراني are two families
    return Likeness("weak", f"one letter apart: {one} = {other}")


def one_letter_apart(one: str, other: str) -> bool:
    """Whether two words are equal or, of four letters or more, differ by a letter put in, left out
    or put for another, or by two neighbours that changed places (Damerau 1964)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4 or len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(short == long[:k] + long[k + 1 :] for k in range(len(long)))
    at = [k for k, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    swapped = (
        len(at) == 2
        and at[1] == at[0] + 1
        and one[at[0]] + one[at[1]] == other[at[1]] + other[at[0]]
    )
    return len(at) <= 1 or swapped


def length(short: str, full: str) -> Likeness | None:
    """Whether ``short`` leaves out parts of the folded name ``full``; both of two parts or more."""
    few, many = parts(short), parts(full)
    if not 2 <= len(few) < len(many) or few not in shorter(many):
        return None
    if numbers(full) - numbers(short):
        return None  # the second is not the first
    beginning = many[: len(few)] == few
    if not beginning and descent() & set(short.split()):
        return None  # فيصل بن عبدالعزيز is no son of خالد, nor is he his own son
    if not beginning and many[-len(few) :] == few:
        lead = set(many[: -len(few)]) & arabic_names()
        if not family(short, full) or lead > _compounding() & lead:
            return None  # علي عبدالله صالح is called after his father عبدالله صالح
    rest = full.split()[len(short.split()) :]
    told = (bool(rest) and rest[0] in _links()) or not all(map(is_arabic, few))
    if beginning and len(few) < len(short.split()) and told:  # عبدالله بن عمر may be anybody's name
        return Likeness("strong", f"the same name and father's name: {short} = {full}")
    foreign = not any(map(is_arabic, few)) and abroad(few[-1])
    if not beginning and foreign and min(map(len, few)) >= 3:
        return Likeness("strong", f"first and last, or last names of {full}: {short}")
    return Likeness("weak", f"fewer parts of the same name: {short} = {full}", threads=True)


def abroad(word: str) -> bool:
    """Whether a family name is no Arab one (أوغلو)."""
    return not is_arabic(word) and not word.endswith(NISBA)


def family(short: str, full: str) -> bool:
    """Whether ``short`` is how ``full`` ends and no name of the father: فان غال, not بن سلمان."""
    few, many = short.split(), full.split()
    rest = many[: len(many) - len(few)]
    return bool(few and rest) and many[len(rest) :] == few and not descent() & {rest[-1], few[0]}


def patronymic(short: str, full: str) -> bool:
    """Whether ``short`` is "son of X" out of ``full``, where people are called so: ولد الشيخ,
    إسماعيل ولد الشيخ أحمد."""
    few, many = short.split(), full.split()
    if len(few) < 2 or few[0] not in _calling() or few[0] not in many[1:]:
        return False
    at = many.index(few[0], 1)
    return many[at : at + len(few)] == few


def inside(short: str, full: str) -> bool:
    """Whether ``short`` leaves out middle parts of ``full``: نايف البكري، نايف صالح البكري."""
    few, many = parts(short), parts(full)
    left = iter(many)
    whole = all(part in left for part in few)
    return len(few) >= 2 and whole and (few[0], few[-1]) == (many[0], many[-1])


def shorter(name: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The shorter forms in which people are named: the first parts, the last, or one of each."""
    for size in range(2, len(name)):
        yield tuple(name[:size])
        yield tuple(name[-size:])
    if len(name) > 2:
        yield (name[0], name[-1])


def numbers(name: str) -> frozenset[str]:
    """The numbers and ordinals in a folded name: the 17th brigade is not the 18th. ثاني in آل ثاني
    is the name of a house, and no "second"."""
    words = name.split()
    told = {word for before, word in zip(("", *words), words, strict=False) if before != _HOUSE}
    return frozenset(re.findall(r"\d+", name)) | (ordinals() & told)


@lru_cache(maxsize=262144)
def generation(name: str) -> str | None:
    """Whether a folded name ends as a father's, his son's or grandson's does: جورج بوش الابن."""
    _, *after = name.split() or [""]
    return _generations().get(after[-1]) if after else None


@lru_cache(maxsize=262144)
def is_arabic(word: str) -> bool:
    """Whether a word of a name is an Arabic name, or made of one (مالكي of مالك), or has ع or ح."""
    names = arabic_names()
    return word in names or word.removesuffix("ي") in names or bool(_arabic() & set(word))


@cache
def _arabic() -> frozenset[str]:
    return frozenset(row["letter"] for row in table("sound_alike") if row["arabic"])


@cache
def _links() -> frozenset[str]:
    return frozenset(fold(row["word"]).text for row in table("name_links"))


@cache
def descent() -> frozenset[str]:
    """Those of the links that go before the name of a father: بن، بنت، ولد."""
    return frozenset(fold(row["word"]).text for row in table("name_links") if row["father"])


@cache
def _calling() -> frozenset[str]:
    """Those of them that people are called by, with that name: ولد."""
    return frozenset(fold(row["word"]).text for row in table("name_links") if row["alone"])


@cache
def _compounding() -> frozenset[str]:
    """Given names that go before another of the same man: محمد جواد."""
    return frozenset(name_key(row["name"]) for row in table("compound_names"))


@cache
def _sounds() -> dict[str, str]:
    return {fold(row["letter"]).text: row["sound"] for row in table("sound_alike")}


@cache
def arabic_names() -> frozenset[str]:
    """Names in which a vowel tells people apart, as keys."""
    rows = [name_key(row["name"]) for row in table("given_names")]
    return frozenset(rows) | frozenset(word for key in rows for word in key.split())


@cache
def _generations() -> dict[str, str]:
    return {name_key(row["word"]): row["generation"] for row in table("generations")}


@cache
def ordinals() -> frozenset[str]:
    """Ordinals as keys."""
    return frozenset(name_key(row["word"]) for row in table("ordinals"))
