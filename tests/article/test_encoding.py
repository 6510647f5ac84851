"""Encodings: recognised by what the bytes say; text comes out letter for letter."""

import codecs
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article.encoding import binary_kind, decode, recognise

NEWS = (
    "وصل وزير الخارجية إلى عمان مساء الثلاثاء، وأجرى محادثات مع نظيره الأردني حول الحدود.\r\n"
    "وقال الوزير إن الجانبين اتفقا على فتح معبر جديد في 12 آذار، مؤكدا أن العمل فيه بدأ.\n"
)


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"]
)
@pytest.mark.parametrize("text", [NEWS, NEWS[:40], "خبر عاجل"])
def test_arabic_comes_out_as_it_went_in(codec: str, text: str) -> None:
    data = text.encode(codec)
    assert binary_kind(data) is None
    found = recognise(data)
    assert found is not None
    assert decode(data, found) == text


def test_iso_8859_6_is_told_from_windows_1256() -> None:
    text = NEWS.replace("،", "")
    for codec in ("iso8859-6", "cp1256"):
        data = text.encode(codec)
        assert decode(data, recognise(data) or "") == text


def test_a_sample_may_end_inside_a_letter() -> None:
    data = NEWS.encode()
    assert {recognise(data[:end]) for end in range(20, 60)} == {"utf-8"}


def test_a_broken_byte_does_not_make_utf_8_anything_else() -> None:
    data = bytearray(NEWS.encode())
    data[30:30] = b"\xff"
    text = decode(bytes(data), recognise(bytes(data)) or "")
    assert text.replace("\udcff", "") == NEWS


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("cp1251", "Министр обороны заявил о проведении переговоров в столице"),
        ("cp1255", "שר הביטחון אמר היום כי הפגישה תתקיים בשבוע הבא בירושלים"),
        ("cp1253", "Ο υπουργός δήλωσε ότι η συνάντηση θα γίνει στην Αθήνα"),
    ],
)
def test_other_one_byte_scripts_do_not_pass_for_arabic(codec: str, text: str) -> None:
    assert recognise(text.encode(codec)) is None


def test_french_does_not_pass_for_arabic() -> None:
    assert recognise("La réunion élargie a été décidée à Genève".encode("cp1252")) == "cp1252"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"PK\x03\x04abc", b"\x89PNG\r\n", b"ab\0cd", bytes(range(256))],
)
def test_binary_data_is_called_so(data: bytes) -> None:
    assert binary_kind(data)


def test_noise_is_nothing() -> None:
    noise = random.Random(7)
    for _ in range(50):
        data = bytes(noise.randrange(1, 256) for _ in range(500))
        assert recognise(data) is None


@given(st.binary())
def test_no_bytes_raise(data: bytes) -> None:
    binary_kind(data)
    codec = recognise(data)
    if codec is not None:
        codecs.lookup(codec)
        decode(data, codec)
