"""Sentences: what ends one in Arabic news, and what only looks as if it did."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nouns import Article
from kg.sentence.split import LONGEST, sentences
from kg.sentence.words import words


def parts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(Article("a", text))]


MIX = st.text(st.sampled_from('ابجدو .،؛؟!…:«»"()\n\r\u2029\u200f5aو'), max_size=200)


@given(st.one_of(st.text(), MIX, MIX.map(lambda text: text * 40)))
def test_sentences_cover_all_that_can_be_seen_and_never_overlap(text: str) -> None:
    found = sentences(Article("a", text))
    assert [s.index for s in found] == list(range(len(found)))
    covered: set[int] = set()
    end = 0
    for sentence in found:
        assert end <= sentence.start < sentence.end <= len(text)
        assert sentence.end - sentence.start <= LONGEST
        inside = text[sentence.start : sentence.end]
        assert inside == inside.strip()
        assert "\n" not in inside
        end = sentence.end
        covered.update(range(sentence.start, sentence.end))
    for word in words(text):
        assert covered.issuperset(range(word.start, word.end))


@pytest.mark.parametrize(
    "expected",
    [
        ["وصل الوزير إلى عمان.", "وأجرى محادثات مع نظيره."],
        ["من يحكم المدينة؟", "لا أحد يعرف!", "هكذا قال الناطق…", "ثم انصرف."],
        ["قال د. سامي النجار إن م. هدى غائبة.", "وأكد ذلك أ.د. كمال."],
        ["ارتفع السعر 3.5 في المائة و٣٫٥ مليون.", "وانخفض غيره."],
        ["بلغت الزيادة 3. 5 في المائة.", "وهي الأعلى."],
        ["ذكرت أ.ف.ب أن القافلة وصلت.", "ونقلت د. ب. أ. الخبر نفسه."],
        ["انتهى ذلك عام 1437 هـ.", "وبدأ بعده عهد آخر عام 2016م.", "ثم عاد."],
        ["«لن ننسحب».", "وأضاف الناطق."],
        ["«لن ننسحب.»", "وأضاف الناطق."],
        ['قال "لن ننسحب."', "وأضاف الناطق."],
        ["«من أنت؟» سأل الشرطي الرجل.", "ولم يجب."],
        ["«ماذا نفعل؟»", "وأضاف الناطق."],
        ["كتب على http://example.com/a.b?q=1.5 ثم صمت.", "وعاد."],
        ["قرأ النص (...) ثم انصرف.", "وعاد."],
        ["1. وصول الوفد إلى القاهرة.", "ثم غادر."],
        ["الهدنة باقية..", "والقتال مستمر."],
        ["قال Mr. Smith و J. Brown ذلك.", "وعاد."],
        ["صدر عن قناة بي.بي.سي بيان.", "وعاد."],
    ],
)
def test_sentences_of(expected: list[str]) -> None:
    assert parts(" ".join(expected)) == expected
    assert parts("\n\n  " + "\n".join(expected) + "\r\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نقصت الأموال.وقالت الوكالة ذلك.", ["نقصت الأموال.", "وقالت الوكالة ذلك."]),
        ("في عام 2016.وقالت الوكالة.", ["في عام 2016.", "وقالت الوكالة."]),
        ('"لن ننسحب."وأضاف الناطق.', ['"لن ننسحب."', "وأضاف الناطق."]),
        ('وقع ذلك في المدينة."سانا" نقلت.', ["وقع ذلك في المدينة.", '"سانا" نقلت.']),
        ("عنوان بلا نقطة\nنص الخبر", ["عنوان بلا نقطة", "نص الخبر"]),
        ("سطر\r\nسطر\u2029سطر", ["سطر", "سطر", "سطر"]),
        ("", []),
        (" \n\u200f\n\x00 ", []),
    ],
)
def test_sentences_without_a_space_between(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


def test_a_long_stretch_is_cut_where_a_reader_breathes() -> None:
    clause = "كلمة " * 150 + "أخيرة"
    assert [part[-1] for part in parts(f"{clause}؛ {clause}، {clause}")] == ["؛", "،", "ة"]
    without_marks = parts("كلمة " * 1000)
    assert all(set(part.split()) == {"كلمة"} for part in without_marks)
    assert len(parts("ا" * (LONGEST * 2 + 1))) == 3


@pytest.mark.parametrize("unit", ["ا", "كلمة ", ".", ". ", '."', "و.", "http://", "؟» ", "\n", " "])
def test_one_enormous_line_is_split_in_linear_time(unit: str) -> None:
    began = time.process_time()
    sentences(Article("a", unit * (100_000 // len(unit))))
    assert time.process_time() - began < 6
