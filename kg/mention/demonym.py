"""Demonyms: nationality adjectives (الفرنسي، الأمريكية، السعوديون) with the country they name.

The forms of an adjective are made from its masculine singular in countries.tsv (فرنسي → فرنسية،
فرنسيون، فرنسيين، فرنسيات …), broken plurals stand beside it there (أتراك). What only looks like
a nationality, and when, is a row of rows/false_friends.tsv: مالي 'financial', تركي a first name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from kg.lexicon.entries import Entry, folded, shipped
from kg.mention.lexicon import cues
from kg.nouns import Article, Mention, Sentence
from kg.sentence.spelling import fold
from kg.sentence.table import table
from kg.sentence.words import proclitics, words

_ENDINGS: Final = ("", "ة", "ون", "ين", "ات", "ان", "تان", "تين", "ا")
"""Feminine, sound plurals, duals and accusative of an adjective in ي, the masculine first."""
_YA_AS_ALIF: Final = frozenset(("فى", "التى", "الذى", "إلي", "علي"))
"""Words of a paper that writes final ya and alif maqsura alike: there المصرى is المصري."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a nationality adjective, folded, without the article."""

    key: str
    """Of the country: ``country/FR``."""
    lemma: str
    """Masculine singular, folded."""
    follows: tuple[str, ...] = ()
    """The words that must follow it: كوري needs جنوبي or شمالي."""
    article: bool | None = None
    """True where it must have the article, False where it must not, None where it may."""


@dataclass(frozen=True, slots=True)
class _Friend:
    before: str
    after: str


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """All forms by their first word, folded; those with a second word first."""
    found: dict[str, list[Form]] = {}
    for word, form in _forms():
        found.setdefault(word, []).append(form)
    return {word: tuple(sorted(f, key=lambda x: -len(x.follows))) for word, f in found.items()}


def _forms() -> Iterator[tuple[str, Form]]:
    for entry in shipped():
        if entry.type != "CTRY":
            continue
        for adjective in entry.demonyms:
            yield from _inflected(entry, adjective)
        for plural in entry.plurals:
            lemma = fold(entry.demonyms[0]).text
            for word in (plural, plural + "ا"):
                yield fold(word).text, Form(entry.key, lemma)


def _inflected(entry: Entry, adjective: str) -> Iterator[tuple[str, Form]]:
    first, _, second = adjective.partition(" ")
    lemma = fold(adjective).text
    if not second:
        for ending in _ENDINGS:
            yield fold(first + ending).text, Form(entry.key, lemma)
    elif first.endswith("ي"):  # كوري جنوبي: both words are inflected, الكورية الجنوبية
        for ending in _ENDINGS:
            follow = fold(second + ending).text
            word = fold(first + ending).text
            yield word, Form(entry.key, lemma, (follow,), False)
            yield word, Form(entry.key, lemma, ("ال" + follow,), True)
    else:  # جنوب أفريقي: only the second is, الجنوب أفريقية or جنوب الأفريقية
        for ending in _ENDINGS[:-1]:  # with ا it would be the country, جنوب أفريقيا
            follow = fold(second + ending).text
            yield fold(first).text, Form(entry.key, lemma, (follow,))
            yield fold(first).text, Form(entry.key, lemma, ("ال" + follow,))


@cache
def _false_friends() -> dict[str, tuple[_Friend, ...]]:
    found: dict[str, list[_Friend]] = {}
    for row in table("false_friends"):
        word, before, after = folded([row["word"], row["before"], row["after"]])
        found.setdefault(word, []).append(_Friend(before, after))
    return {word: tuple(friends) for word, friends in found.items()}


@cache
def _country_names() -> frozenset[str]:
    return frozenset(
        folded([name for e in shipped() if e.type == "CTRY" for name in (e.name, *e.others)])
    )


def demonyms(
    article: Article, sentences: Sequence[Sentence], mentions: Sequence[Mention] = ()
) -> tuple[tuple[Mention, str], ...]:
    """The nationality adjectives in ``sentences``, in text order, each with its country's key.

    A mention is the adjective with its article, without و ف ب ل ك before it: its kind is
    ``demonym`` and its type ``CTRY``. Those inside one of ``mentions`` of a person are left out:
    محمد شياع السوداني is no Sudanese.
    """
    people = [(m.start, m.end) for m in mentions if m.type == "PER" and m.kind == "name"]
    found = []
    for sentence in sentences:
        text = article.text[sentence.start : sentence.end]
        for start, end, key in _found(text):
            start, end = start + sentence.start, end + sentence.start
            if not any(a < end and start < b for a, b in people):
                mention = Mention(start, end, "CTRY", "demonym", sentence.index)
                found.append((mention, key))
    return tuple(found)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    line = words(text)
    folds = folded([word.text for word in line])
    dotless = any(word.text in _YA_AS_ALIF for word in line)
    place = 0
    while place < len(line):
        step = 1
        for length in (0, *proclitics(line[place].text)) if _may_be(folds[place]) else ():
            written = line[place].text[length:]
            cut, rest = fold(line[place].text[:length]).text, fold(written).text
            if "س" in cut or (cut[-1:] == "ك" and not rest.startswith("ال")):
                continue  # سالمان and كارمن are names, not س + ألمان and ك + أرمن
            if cut.endswith("ل") and rest.startswith("ل"):
                rest = "ا" + rest  # للفرنسيين is ل + الفرنسيين
            form = _form(rest, folds, place)
            if form is None:
                continue
            size = 1 + len(form.follows)
            last = line[place + size - 1]
            before = "" if cut[-1:] in ("ب", "ل", "ك") or not place else folds[place - 1]
            if last.text.endswith("ى") and not dotless:
                break  # مجرى 'course', يمنى 'right': no nationality, unless the paper has no ي
            if _false(form, folds, place, size):
                break
            if rest in _country_names() and _is_country(form, rest, before, cut, written):
                break
            yield line[place].start + length, last.end, form.key
            step = size
            break
        place += step


@lru_cache(maxsize=65536)
def _may_be(plain: str) -> bool:
    """Whether a folded word can be a form at all: spares most words the closer look. Remembered,
    since news repeats its words."""
    return any(plain[cut:] in forms() for cut in range(min(6, len(plain) - 1)))


def _form(rest: str, folds: Sequence[str], place: int) -> Form | None:
    """The form that begins with the word ``rest`` and goes on as the words after it do."""
    definite = rest.startswith("ال") and rest[2:] in forms()
    for form in forms().get(rest[2:] if definite else rest, ()):
        agrees = form.article is None or form.article == definite
        if agrees and form.follows == tuple(folds[place + 1 : place + 1 + len(form.follows)]):
            return form
    return None


def _false(form: Form, folds: Sequence[str], place: int, size: int) -> bool:
    before = folds[place - 1] if place else ""
    after = "".join(folds[place + size : place + size + 1])
    return any(
        (not friend.before or friend.before in (before, before.removeprefix("ال")))
        and (not friend.after or friend.after == after)
        for friend in _false_friends().get(form.lemma, ())
    )


def _is_country(form: Form, rest: str, before: str, cut: str, written: str) -> bool:
    """Whether a word that is a country's name too (السعودية، سورية، سوريا) is the country here."""
    if rest.startswith("ال"):  # an adjective only after a definite noun: الحكومة السعودية
        return before in cues() or not before.startswith(("ال", "لل", "بال", "وال"))
    if rest.endswith("يا"):  # the accusative of the adjective: هجومًا روسيًا
        noun = len(before) > 3 and before.endswith("ا") and before not in cues()
        listed = bool(cut) or before.endswith("يا")  # لبولندا وبلغاريا: countries in a row
        return not ("ً" in written or (noun and not listed))
    return rest == form.lemma or bool(cut) or before in cues()
