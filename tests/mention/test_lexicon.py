"""The lexicon: known names in any spelling, prefixes left out, common words left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KhabarError
from kg.mention.lexicon import FLAGGED, SURE, Lexicon
from kg.nouns import Article, Sentence

LEXICON = Lexicon.load()
FOUNDING = Path(__file__).parent.parent / "articles" / "founding.txt"


def found(text: str, lexicon: Lexicon = LEXICON) -> list[tuple[str, str]]:
    """Names and types found in a text of one sentence."""
    mentions = lexicon.find(Article("a", text), (Sentence(0, 0, len(text)),))
    return [(text[m.start : m.end], m.type) for m in mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("التقى الوفد مسؤولين من فرنسا", [("فرنسا", "CTRY")]),
        ("وفرنسا وبريطانيا", [("فرنسا", "CTRY"), ("بريطانيا", "CTRY")]),
        ("سافر الوزير إلى المانيا وايطاليا", [("المانيا", "CTRY"), ("ايطاليا", "CTRY")]),
        ("وصل الى القاهره امس", [("القاهره", "LOC")]),
        ("زيارة للعراق", [("لعراق", "CTRY")]),
        ("وصل للاذقية", [("لاذقية", "LOC")]),
        ("دعم للبنان", [("لبنان", "CTRY")]),
        ("لبنان بلد صغير", [("لبنان", "CTRY")]),
        ("غادر بكين", [("بكين", "LOC")]),
        ("أعلنت الولايات المتحدة الأمريكية", [("الولايات المتحدة الأمريكية", "CTRY")]),
        ("وبجمهورية مصر العربية", [("جمهورية مصر العربية", "CTRY")]),
        ("في جنوب السودان", [("جنوب السودان", "CTRY")]),
        ("في السودان", [("السودان", "CTRY")]),
        ("جمهورية الكونغو الديمقراطية", [("جمهورية الكونغو الديمقراطية", "CTRY")]),
        ("قال حلف شمال الأطلسي (ناتو)", [("حلف شمال الأطلسي", "ORG"), ("ناتو", "ORG")]),
        ("مقاتلو تنظيم داعش", [("داعش", "ORG")]),
        ("في دولة قطر", [("قطر", "CTRY")]),
        ("وزارة الخارجية الروسية", [("وزارة الخارجية الروسية", "ORG")]),
        ("في صحيفة واشنطن بوست", [("واشنطن بوست", "ORG")]),
        ("مُـحافظة نِينَوى", [("نِينَوى", "LOC")]),
    ],
)
def test_names(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "نقلت الصحف الخبر عن مصدر",  # الخبر is a Saudi town, here 'the news'
        "الدعم المالي مالي بحت",
        "وصل باكراً إلى الملعب",  # not ب + أكرا
        "طبيب مشهور اسمه قطران",  # a name is never half a word
        "مسقط رأس الرئيس",  # 'birthplace'
        "الطائرة السعودية هبطت",  # an adjective
        "كيف حالك",
        "تعيش مع جدها وجده",  # جده 'his grandfather' is not جدة
        "خسر في الأشهر الأخيرة",
        "رئيس الوزراء البريطاني ديفيد كاميرون",
        "نالت البلاد حريتها",
    ],
)
def test_common_words_are_not_names(text: str) -> None:
    assert found(text) == []


def test_flagged_names_need_a_word_that_speaks_for_them() -> None:
    text = "انتقل إلى مدينة الخبر"
    (mention,) = LEXICON.find(Article("a", text), (Sentence(0, 0, len(text)),))
    assert (text[mention.start : mention.end], mention.confidence) == ("الخبر", FLAGGED)


def test_unambiguous_names_are_sure() -> None:
    text = "في اليابان"
    (mention,) = LEXICON.find(Article("a", text), (Sentence(4, 0, len(text)),))
    assert (mention.confidence, mention.sentence, mention.kind) == (SURE, 4, "name")


def test_a_country_in_the_accusative_of_its_adjective_is_doubted() -> None:
    text = "صدت القوات هجوما روسيا"
    (mention,) = LEXICON.find(Article("a", text), (Sentence(0, 0, len(text)),))
    assert mention.confidence == FLAGGED


def test_founding_article() -> None:
    text = FOUNDING.read_text(encoding="utf-8")
    names = [name for name, kind in found(text) if kind == "CTRY"]
    seven = ["الولايات المتحدة", "فرنسا", "أستراليا", "بريطانيا", "ألمانيا", "إيطاليا", "هولندا"]
    assert set(names) == {*seven, "العراق", "سوريا"}
    places = {name for name, kind in found(text) if kind == "LOC"}
    assert places == {"باريس", "بروكسل", "الموصل", "الرقة"}


def test_users_table(tmp_path: Path) -> None:
    table = tmp_path / "my.tsv"
    table.write_text(
        "name\ttype\tother names\twikidata id\n"
        "مرصد النيل\tORG\tالمرصد النيلي|مرصدنا\tQ999\n"
        "# a note\n"
        "الخبر\tORG\n",
        encoding="utf-8",
    )
    lexicon = Lexicon.load([table])
    assert lexicon.skipped == ()
    assert found("قال مرصد النيل ومرصدنا", lexicon) == [("مرصد النيل", "ORG"), ("مرصدنا", "ORG")]
    assert found("نقلت الخبر", lexicon) == [("الخبر", "ORG")]  # who adds a name wants it found


def test_bad_rows_are_named_and_the_others_go_on(tmp_path: Path) -> None:
    table = tmp_path / "bad.tsv"
    rows = [
        "مرصد واحد",  # one cell
        "\tORG",  # no name
        "مرصد اثنان\tTHING",  # no such type
        "مرصد ثلاثة\tORG\t\tX12",  # no Wikidata id
        "مرصد أربعة\tORG",
        "مرصد اربعه\tORG",  # the same name in another spelling
        "مرصد خمسة\tORG\t\t\tFive\tno iri",
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    lexicon = Lexicon.load([table])
    assert [s.origin.rsplit(":", 1)[1] for s in lexicon.skipped] == ["1", "2", "3", "4", "6", "7"]
    codes = ["K203", "K204", "K205", "K206", "K207", "K214"]
    assert [s.reason[:4] for s in lexicon.skipped] == codes
    assert all("\n" not in s.reason for s in lexicon.skipped)
    assert found("زار مرصد أربعة", lexicon) == [("مرصد أربعة", "ORG")]


def test_unreadable_tables(tmp_path: Path) -> None:
    with pytest.raises(KhabarError, match="K201"):
        Lexicon.load([tmp_path / "none.tsv"])
    (tmp_path / "latin.tsv").write_bytes("مرصد\tORG".encode("windows-1256"))
    with pytest.raises(KhabarError, match="K202"):
        Lexicon.load([tmp_path / "latin.tsv"])


_PIECES = (
    "فرنسا/و/ل/لل/ب/ال/العراق/مدينة/الخبر/تنظيم/داعش/في/ /ـ/ً/\u200f/(/،/للأمم المتحدة/حلف شمال/"
    "الأطلسي/ﻣﺼﺮ/a/1/\n"
)
PIECES = st.sampled_from(_PIECES.split("/"))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_spans(text: str) -> None:
    """Any text: spans lie inside it, in order, apart, and begin and end on a letter."""
    half = len(text) // 2
    sentences = (Sentence(0, 0, half), Sentence(1, half, len(text)))
    end = 0
    for mention in LEXICON.find(Article("a", text), sentences):
        within = sentences[mention.sentence]
        assert end <= mention.start < mention.end
        assert within.start <= mention.start and mention.end <= within.end
        assert not text[mention.start].isspace() and not text[mention.end - 1].isspace()
        end = mention.end
