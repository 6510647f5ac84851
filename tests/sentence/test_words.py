"""Words: exact offsets, nothing visible lost, prefixes as the annotation guide cuts them."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sentence.words import proclitics, words

ARABIC_MIX = st.text(st.sampled_from("ابتلكسوفـَُّ ٣5.,،؛»«\u200f\u200d\u0301aZ_-\n😀\x00\ud800"))


@given(st.one_of(st.text(), ARABIC_MIX))
def test_words_have_exact_offsets_and_miss_nothing_that_can_be_seen(text: str) -> None:
    covered: set[int] = set()
    end = 0
    for word in words(text):
        assert word.start >= end
        assert word.start < word.end
        assert text[word.start : word.end] == word.text
        end = word.end
        covered.update(range(word.start, word.end))
    for place, character in enumerate(text):
        if place not in covered:
            assert character.isspace() or unicodedata.category(character)[0] in "CZ", hex(
                ord(character)
            )


@given(ARABIC_MIX, st.integers(0, 12), st.integers(0, 12))
def test_a_part_of_a_text_has_the_words_that_it_has_alone(text: str, start: int, end: int) -> None:
    """... and their places are those in the whole."""
    alone = words(text[start:end])
    inside = words(text, start, min(end, len(text)))
    assert [w.text for w in inside] == [w.text for w in alone]
    assert [w.start - start for w in inside] == [w.start for w in alone]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال كارتر: «نعم».", ["قال", "كارتر", ":", "«", "نعم", "»", "."]),
        ("بلغ ٣٫٥ مليون و1,200 و3.5%", ["بلغ", "٣٫٥", "مليون", "و", "1,200", "و", "3.5", "%"]),
        ("انتهى عام 2016.", ["انتهى", "عام", "2016", "."]),
        ("الدول الـ26 وبـUNESCO", ["الدول", "الـ", "26", "وبـ", "UNESCO"]),
        ("وَزيـــر", ["وَزيـــر"]),
        ("ال\u200fرئيس\u200f، \u202bقال\u202c", ["ال\u200fرئيس", "،", "قال"]),
        ("F16 e\u0301te\u0301 5G", ["F16", "e\u0301te\u0301", "5G"]),
        ("أ.ف.ب", ["أ", ".", "ف", ".", "ب"]),
        ("\x00\u200b \t\n", []),
        ("", []),
    ],
)
def test_words_of(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize(
    "unit",
    ["ا", "1", "1.", "\u200f", "ا\u200f", "a\u0301", "و\u064e", "\x00"],
)
def test_hostile_repetition_is_read_in_linear_time(unit: str) -> None:
    began = time.process_time()
    found = words(unit * 200_000)
    for word in found[:3]:
        proclitics(word.text)
    assert time.process_time() - began < 6


@pytest.mark.parametrize(
    ("word", "lengths"),
    [
        ("للتحالف", (1,)),  # the guide: quoted as لتحالف
        ("وللتحالف", (1, 2)),
        ("وفرنسا", (1,)),
        ("وبفرنسا", (1, 2)),
        ("لبنان", (1,)),
        ("وسوريا", (1,)),  # س stands only before a verb
        ("وسيزور", (1, 2)),
        ("باريس", (1,)),
        ("العراق", ()),
        ("وَمصر", (2,)),  # the short vowel goes with its letter
        ("لـلبنان", (2,)),
        ("به", ()),  # two letters must remain
        ("و", ()),
        ("2016", ()),
        ("", ()),
    ],
)
def test_proclitics_of(word: str, lengths: tuple[int, ...]) -> None:
    assert proclitics(word) == lengths


@given(ARABIC_MIX)
def test_proclitics_lie_inside_the_word(word: str) -> None:
    lengths = proclitics(word)
    assert list(lengths) == sorted(set(lengths))
    assert all(0 < length < len(word) - 1 for length in lengths)
