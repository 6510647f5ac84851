"""The lexicon: known names found in text, whatever their spelling.

Names come from the knowledge base (countries, places, organisations) and from tables of the
user's own. A name is found as a run of whole words, hamza, ya and ta marbuta counting as equal,
with the prefixes و ف ب ل ك left out; the longest name wins. Names that are common words too
(الخبر 'the news', a town) are rows of rows/ambiguous.tsv: found only where the word before them
says that a place is meant, and with less confidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

from kg.lexicon.entries import Entry, folded, own, shipped
from kg.nouns import Article, EntityType, Mention, Sentence, Skipped
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import Word, proclitics, words

SURE: Final = 1.0
"""Confidence of a name that is nothing else."""
FLAGGED: Final = 0.6
"""Confidence of a name that is also a common word, found beside a word that speaks for it."""

Need = Literal["sure", "noun", "place", "class", "never"]
NEEDS: Final[tuple[Need, ...]] = ("sure", "noun", "place", "class", "never")
"""What the words around a name must say, least first: see rows/ambiguous.tsv."""


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling of an entry, cut into folded words."""

    words: tuple[str, ...]
    surface: str
    type: EntityType
    need: Need
    skip: int = 0
    """How many class words at its beginning are not part of a mention: تنظيم داعش."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A name at a place: which word it begins in, how many words it has, where it begins."""

    name: Name
    start: int
    end: int
    cut: str
    """The prefixes before it, folded: وب."""
    confidence: float = SURE


@dataclass(frozen=True, slots=True)
class Flag:
    """One row of rows/ambiguous.tsv, folded."""

    need: Need
    not_after: frozenset[str]
    not_before: frozenset[str]


@cache
def flags() -> dict[str, Flag]:
    """The ambiguous names, folded."""
    rows = table("ambiguous")
    return {
        name: Flag(
            NEEDS[[str(need) for need in NEEDS].index(row["needs"])],
            frozenset(folded([word for word in row["not_after"].split("|") if word])),
            frozenset(folded([word for word in row["not_before"].split("|") if word])),
        )
        for name, row in zip(folded([r["name"] for r in rows]), rows, strict=True)
    }


@cache
def cues() -> dict[str, str]:
    """The words, folded, that say that a place or a named thing follows: ``class`` or ``place``."""
    return {fold(row["word"]).text: row["kind"] for row in table("place_cues")}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known names by their first word; made by :meth:`load`."""

    names: dict[str, tuple[Name, ...]]
    """Folded first word → the names that begin with it, longest first."""
    skipped: tuple[Skipped, ...] = ()
    """The bad rows of the user's tables, one line each."""

    @classmethod
    def load(cls, user_tables: Sequence[str | Path] = ()) -> Lexicon:
        """The shipped names and those of the user's tables, which come first.

        Raises KhabarError K201 or K202 where a table cannot be read; bad rows are in ``skipped``.
        """
        read = own(user_tables)
        return cls(_index((*read.entries, *shipped())), read.skipped)

    def find(self, article: Article, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
        """The known names in ``sentences`` of the article, in text order, never overlapping."""
        found: list[Mention] = []
        for sentence in sentences:
            text = article.text[sentence.start : sentence.end]
            for hit in self._hits(text):
                found.append(
                    Mention(
                        sentence.start + hit.start,
                        sentence.start + hit.end,
                        hit.name.type,
                        "name",
                        sentence.index,
                        hit.confidence,
                    )
                )
        return tuple(found)

    def _hits(self, text: str) -> Iterator[_Found]:
        line = words(text)
        folds = folded([word.text for word in line])
        place = 0
        while place < len(line):
            best: _Found | None = None
            ways = _beginnings(line[place], folds[place]) if self._may_be(folds[place]) else ()
            for cut, rest, start in ways:
                for name in self.names.get(rest, ()):
                    size = len(name.words)
                    if name.words[1:] != tuple(folds[place + 1 : place + size]):
                        continue
                    if best is not None and size <= len(best.name.words):
                        continue
                    if name.skip:
                        start = line[place + name.skip].start
                    hit = _Found(name, start, line[place + size - 1].end, cut)
                    best = _judged(hit, text, folds, place) or best
            if best is None:
                place += 1
            else:
                yield best
                place += len(best.name.words)

    def _may_be(self, plain: str) -> bool:
        """Whether a name can begin in a folded word at all: spares most the closer look."""
        rests = [plain[cut:] for cut in range(min(4, len(plain)))]
        return any(
            r in self.names or f"ا{r}" in self.names or f"ال{r}" in self.names for r in rests
        )


@cache
def _class_words() -> dict[str, str]:
    """Class words of one word, folded, that a mention may leave out: ``yes`` or ``alone``."""
    return {fold(row["word"]).text: row["drop"] for row in table("class_words") if row["drop"]}


def _index(entries: Sequence[Entry]) -> dict[str, tuple[Name, ...]]:
    named = [(entry, name) for entry in entries for name in (entry.name, *entry.others)]
    plain = folded([name for _, name in named])
    known = {(entry.key, text) for (entry, _), text in zip(named, plain, strict=True)}
    found: dict[str, dict[tuple[str, ...], Name]] = {}
    for (entry, surface), text in zip(named, plain, strict=True):
        parts = tuple(text.split()) if text.replace(" ", "").isalpha() else _parts(text)
        if not parts:
            continue
        flag = flags().get(text)
        need: Need = flag.need if flag else "class" if entry.flag == "class" else "sure"
        skip = 0
        if entry.kind == "own":
            need = "sure"  # who adds a name wants it found
        elif len(parts) > 1 and parts[0] in _class_words():
            always = _class_words()[parts[0]] == "yes"
            whole = entry.type == "CTRY" and surface == entry.name  # جمهورية الكونغو الديمقراطية
            alone = not whole and (entry.key, " ".join(parts[1:])) in known
            skip = int(always or alone)
        before = found.setdefault(parts[0], {}).get(parts)
        if before is None or NEEDS.index(need) < NEEDS.index(before.need):
            found[parts[0]][parts] = Name(parts, surface, entry.type, need, skip)
    return {
        first: tuple(sorted(names.values(), key=lambda name: -len(name.words)))
        for first, names in found.items()
    }


def _parts(text: str) -> tuple[str, ...]:
    return tuple(word.text for word in words(text))


def _beginnings(word: Word, plain: str) -> Iterator[tuple[str, str, int]]:
    """Prefixes cut off, the rest folded, and where the rest begins: the whole word first."""
    yield "", plain, word.start
    for length in proclitics(word.text):
        cut, rest = fold(word.text[:length]).text, fold(word.text[length:]).text
        start = word.start + length
        if "س" in cut:  # only before a verb
            continue
        yield cut, rest, start
        if cut.endswith("ل") and rest.startswith("ل"):
            # للعراق is ل + العراق, whose alif is not written; للاذقية is ل + اللاذقية.
            yield cut, "ا" + rest, start
            yield cut, "ال" + rest, start


def _judged(hit: _Found, text: str, folds: Sequence[str], place: int) -> _Found | None:
    """The hit with its confidence, or None where the words around it speak against it."""
    before = _bare(folds[place - 1]) if place and hit.cut in ("", "و", "ف") else ""
    if text[hit.start : hit.end].endswith(("اً", "ًا")):
        return None  # باكرًا 'early' is no أكرا, درعًا 'a shield' no درعا
    flag = flags().get(" ".join(hit.name.words))
    if flag:
        after = "".join(folds[place + len(hit.name.words) : place + len(hit.name.words) + 1])
        if before in flag.not_after or after in flag.not_before:
            return None
    need = hit.name.need
    if len(hit.name.words) == 1 and need == "sure" and not _same_ending(hit, text):
        need = "place"
    preposition = hit.cut[-1:] in ("ب", "ل")
    if need == "sure":
        # هجوما روسيا: an adjective in the accusative looks like the country.
        doubtful = hit.name.words[-1].endswith("يا") and len(before) > 3 and before[-1] == "ا"
        return replace(hit, confidence=FLAGGED) if doubtful and before not in cues() else hit
    if need == "noun":
        return hit if preposition or before in cues() or not before.startswith("ال") else None
    cue = cues().get(before)
    fits = (need == "place" and (preposition or cue is not None)) or cue == "class"
    return replace(hit, confidence=FLAGGED) if fits and need != "never" else None


def _bare(word: str) -> str:
    """A cue without the و or the preposition written to it: ومدينة, بمحافظة, للمدينة."""
    if word in cues():
        return word
    for length in proclitics(word):
        if word[length:] in cues():
            return word[length:]
    return word


def _same_ending(hit: _Found, text: str) -> bool:
    """Whether ة and ى end the word as they end the name: جدة is a city, جده 'his grandfather'."""
    wanted, written = hit.name.surface[-1:], text[hit.start : hit.end][-1:]
    return wanted not in "ةىه" or written not in "ةىه" or wanted == written
