"""Spelling: Arabic writes one name in many ways; folding makes them equal, offsets kept.

Hamza on alif comes and goes (أشتون، اشتون), final ya loses its dots (علي، على), ta marbuta
too (القاهرة، القاهره), vowels and tatweel are put in or left out (مُـحمّد), and web pages add
signs that nobody sees. Folding goes character by character, so every folded character knows
the one it came from.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, compress, repeat
from typing import Final

from camel_tools.utils.charmap import CharMapper
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

from kg.sentence.table import table

LONGEST_SLUG: Final = 60
"""A slug is at most this many characters."""

_TATWEEL: Final = "ـ"
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Folded:
    """A folded text beside the ``original``."""

    text: str
    original: str

    @cached_property
    def offsets(self) -> Sequence[int]:
        """``offsets[i]`` is where ``text[i]`` came from: never decreasing, as long as ``text``.

        Worked out when first asked for: most words are folded only to be looked up in a table.
        """
        every = range(len(self.original))
        lengths = {character: len(_FOLDS[ord(character)]) for character in set(self.original)}
        kinds = set(lengths.values())
        if kinds <= {1}:
            return every
        each = map(lengths.__getitem__, self.original)
        if kinds <= {0, 1}:  # nearly always: characters are dropped, none becomes several
            return tuple(compress(every, each))
        return tuple(chain.from_iterable(map(repeat, every, each)))

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``original`` that ``text[start:end]`` came from (half open).

        The marks and tatweel that hang on its last letter belong to it. An empty span stays
        empty. Raises IndexError where the span reaches outside ``text``.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError(f"span {start}:{end} reaches outside a text of {len(self.text)}")
        if start == end:
            place = self.offsets[start] if start < len(self.text) else len(self.original)
            return place, place
        last = self.offsets[end - 1] + 1
        while last < len(self.original) and _hangs(self.original[last]):
            last += 1
        return self.offsets[start], last

    def to_folded(self, start: int, end: int) -> tuple[int, int]:
        """The span of ``text`` that ``original[start:end]`` became: ``fold`` of that part."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


def _hangs(character: str) -> bool:
    return character == _TATWEEL or unicodedata.category(character) in ("Mn", "Me")


@cache
def _letters() -> dict[str, str]:
    return {row["letter"]: row["folded"] for row in table("letters") if row["folded"]}


class _Folds(dict[int, str]):
    """What each character folds to, worked out once, when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = before = chr(code)
        while True:
            folded = "".join(map(self._once, folded))
            if folded == before:
                break
            before = folded
        self[code] = folded
        return folded

    @staticmethod
    def _once(character: str) -> str:
        if character in _letters():
            return _letters()[character]
        if character.isdecimal():
            return str(unicodedata.decimal(character))
        # NFKD takes presentation forms and Latin accents apart, and أ into ا and its hamza.
        apart = unicodedata.normalize("NFKD", normalize_unicode(character))
        kept = "".join(
            part
            for part in apart
            if part != _TATWEEL and unicodedata.category(part) not in ("Mn", "Me", "Cf")
        )
        if not kept.strip() and not character.isspace():
            return ""  # Unicode shows a lone mark on a space, which the text did not have
        letters = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(kept)))
        return unicodedata.normalize("NFC", str(letters).casefold())


_FOLDS: Final = _Folds()


def fold(text: str) -> Folded:
    """``text`` with the spellings of a word made equal, and where each character came from.

    Hamza forms count as their carrier, ى as ي, ة as ه, Persian and Urdu letters as the Arabic
    ones, Latin capitals as small letters; every digit becomes ASCII; diacritics, tatweel and
    what cannot be seen (bidi controls, joiners, zero width spaces) are dropped.
    ``fold(a + b).text == fold(a).text + fold(b).text``, and folding twice changes nothing.
    """
    return Folded(text.translate(_FOLDS), text)


@cache
def _particles(joins: str) -> frozenset[str]:
    rows = (row for row in table("name_particles") if row["joins"] == joins)
    return frozenset(fold(row["particle"]).text for row in rows)


def name_key(name: str) -> str:
    """A key that is the same for all spellings of ``name``; for comparing, not for showing.

    Folded, without the article ال, punctuation counted as space, عبد and أبو joined to the next
    word, الله to the one before: ``name_key("نصر الله") == name_key("نصرالله")``. Empty when
    nothing can be read in it.
    """
    key: list[str] = []
    joins = False
    for word in _WORD.findall(fold(name).text):
        bare = _without_article(word)
        for particle in _particles("next"):
            if word.startswith(particle + "ال") and len(word) > len(particle) + 3:
                bare = particle + word[len(particle) + 2 :]
        for particle in _particles("previous"):
            if bare.endswith(particle) and bare != particle:
                bare = bare.removesuffix(particle) + _without_article(particle)
        if key and (joins or word in _particles("previous")):
            key[-1] += bare
        else:
            key.append(bare)
        joins = not joins and word in _particles("next")
    return " ".join(key)


def _without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) >= 4 else word


@cache
def _latin() -> tuple[CharMapper, dict[str, str]]:
    rows = [(row["letter"], row["latin"]) for row in table("letters")]
    words = {fold(row["word"]).text: row["latin"] for row in table("latin_words")}
    return CharMapper(dict(rows)), words


# Small corrections of the letter-by-letter form, as a reader of English would spell it. A weak
# letter between consonants is a long vowel: باريس baris, تونس tuns; ع is a consonant here.
_CONSONANT: Final = "bcdefghjklmnpqrstvxz"
_READABLE: Final = (
    (re.compile(rf"(?<=[{_CONSONANT}])w(?![awy])"), "u"),
    (re.compile(rf"(?<=[{_CONSONANT}])y(?![awy])"), "i"),
    (re.compile(rf"^ay(?=[{_CONSONANT}])"), "i"),
    (re.compile(rf"^aw(?=[{_CONSONANT}])"), "o"),
    (re.compile(r"^e"), "a"),
)


def slug(name: str) -> str:
    """``name`` in lower-case ASCII letters, digits and single hyphens, for use in IRIs.

    Never empty, at most :data:`LONGEST_SLUG` characters: what had to be cut ends in eight hex
    digits of the SHA-256 of the whole name, and a name of which nothing can be written is ``x-``
    and those digits. Spellings that fold alike give one slug, except that ة ى and the foreign
    letters (ڤ، پ) are written as they sound. Not injective: ص and س are both s, so different
    names may share a slug.
    """
    latin = "-".join(filter(None, map(_latin_word, _WORD.findall(_unmarked(name)))))
    if latin and len(latin) <= LONGEST_SLUG:
        return latin
    digest = hashlib.sha256(fold(name).text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{latin[: LONGEST_SLUG - 9].rstrip('-') or 'x'}-{digest}"


def _unmarked(name: str) -> str:
    """``name`` folded, except that ة ى and the foreign letters stay, for they sound different."""
    mapper, _ = _latin()
    return "".join(
        character if mapper.map_string(character) != character else _FOLDS[ord(character)]
        for character in name
        if character != _TATWEEL
    )


def _latin_word(word: str) -> str:
    mapper, known = _latin()
    folded = fold(word).text
    if folded in known:
        return known[folded]
    article, bare = ("al-", word[2:]) if _without_article(folded) != folded else ("", word)
    latin = known.get(fold(bare).text) or mapper.map_string(bare)
    if latin != bare:  # was Arabic
        for pattern, spelling in _READABLE:
            latin = pattern.sub(spelling, latin)
    ascii_only = re.sub(r"[^a-z0-9]+", "", latin.lower())
    return article + ascii_only if ascii_only else ""
