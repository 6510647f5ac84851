"""Spelling: folding is exact about places, keys join spellings, slugs are fit for IRIs."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sentence.spelling import LONGEST_SLUG, fold, name_key, slug
from kg.sentence.table import table
from kg.sentence.words import words

ANY = st.one_of(
    st.text(),
    st.text(st.sampled_from("اأإآٱىيةهؤئءـَُّٰ٣۵٫ﻻﷺکگیپ\u200f\u200b\ufeffﹰéA e\u0301½\ud800")),
)


@given(ANY)
def test_every_folded_character_knows_where_it_came_from(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    for character, place in zip(folded.text, folded.offsets, strict=True):
        assert character in fold(text[place]).text
    assert fold(folded.text).text == folded.text


@given(ANY, st.data())
def test_spans_go_both_ways(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    a, b = folded.to_folded(start, end)
    assert folded.text[a:b] == fold(text[start:end]).text
    back_start, back_end = folded.to_original(a, b)
    assert fold(text[back_start:back_end]).text == folded.text[a:b]
    if a < b:
        assert start <= back_start < back_end


@given(ANY)
def test_a_word_comes_back_whole(text: str) -> None:
    folded = fold(text)
    for word in words(text):
        a, b = folded.to_folded(word.start, word.end)
        if a < b and text[word.start].isalnum() and fold(text[word.start]).text:
            assert folded.to_original(a, b)[0] == word.start
            assert folded.to_original(a, b)[1] >= word.end - len(word.text) + 1


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(IndexError):
        fold("خبر").to_original(2, 9)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أشتون إيران آسيا ٱلله", "اشتون ايران اسيا الله"),
        ("القاهرة على", "القاهره علي"),
        ("مسؤول رئيس", "مسوول رييس"),
        ("مُـحَـمَّـد", "محمد"),
        ("\u202bقال\u202c\u200f\ufeff", "قال"),
        ("١٢٫٥ ۱۲", "12.5 12"),
        ("کویت گاز پاریس ڤيينا", "كويت كاز باريس فيينا"),
        ("ﻻ ﷲ", "لا الله"),
        ("NATO É e\u0301", "nato e e"),
        ("أ\u0301 ا\u0654 و\u0654", "ا ا و"),
    ],
)
def test_fold_of(text: str, folded: str) -> None:
    assert fold(text).text == folded


def test_marks_belong_to_the_last_letter_of_a_span() -> None:
    text = "في فَرنسـاًـ\u200f."
    folded = fold(text)
    at = folded.text.index("فرنسا")
    start, end = folded.to_original(at, at + 5)
    assert text[start:end] == "فَرنسـاًـ"


@pytest.mark.parametrize(
    "spellings",
    [
        ("عبد الله", "عبدالله", "عَبدُ اللّه"),
        ("أبو ظبي", "ابوظبي", "أبوظبى"),
        ("القاهرة", "قاهره", "القـاهرة"),
        ("أشتون كارتر", "اشتون  كارتر", "أشتون-كارتر"),
        ("عبد العزيز", "عبدالعزيز"),
        ("الأمم المتحدة", "امم متحده"),
    ],
)
def test_spellings_of_one_name_have_one_key(spellings: tuple[str, ...]) -> None:
    assert len({name_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("سالم", "صالح"), ("مصر", "قطر"), ("الله", "لهب"), ("علي", "عمر")]
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@given(ANY)
def test_slugs_are_fit_for_iris(name: str) -> None:
    made = slug(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)
    assert len(made) <= LONGEST_SLUG
    assert slug(name) == made


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("باريس", "baris"),
        ("الموصل", "al-musl"),
        ("العراق", "al-araq"),
        ("إيران", "iran"),
        ("عبد الله", "abd-allah"),
        ("مصطفى", "mustafa"),
        ("القاهرة", "al-qahra"),
        ("ڤيينا", "vyyna"),
        ("NATO", "nato"),
        ("Élysée", "elysee"),
        ("الدول الـ26", "al-dul-al-26"),
    ],
)
def test_slug_of(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_slugs_of_long_and_unwritable_names_tell_them_apart() -> None:
    long = "لجنة " * 40
    assert slug(long + "أولى") != slug(long + "ثانية")
    assert slug("北京") != slug("東京")
    assert slug("").startswith("x-")


def test_letter_rows_are_whole() -> None:
    rows = table("letters")
    assert len({row["letter"] for row in rows}) == len(rows)
    for row in rows:
        assert len(row["letter"]) == 1
        assert re.fullmatch("[a-z]{0,2}", row["latin"])
    for row in table("latin_words"):
        assert re.fullmatch("[a-z]+(-[a-z]+)*", row["latin"])


def test_folding_a_hostile_text_is_quick() -> None:
    began = time.process_time()
    fold("ـَ\u200fﷺ" * 50_000)
    slug("ا" * 200_000)
    name_key("عبد " * 20_000)
    assert time.process_time() - began < 6
