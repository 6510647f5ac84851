"""Nationality adjectives: their country, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mention.demonym import demonyms, forms
from kg.nouns import Article, Mention, Sentence


def found(text: str, mentions: tuple[Mention, ...] = ()) -> list[tuple[str, str]]:
    """Adjectives and ISO codes found in a text of one sentence."""
    pairs = demonyms(Article("a", text), (Sentence(0, 0, len(text)),), mentions)
    return [(text[m.start : m.end], key.removeprefix("country/")) for m, key in pairs]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("وزير الدفاع الفرنسي", [("الفرنسي", "FR")]),
        ("القوات الأمريكية والأميركية", [("الأمريكية", "US"), ("الأميركية", "US")]),
        ("قال السعوديون للسعوديين", [("السعوديون", "SA"), ("لسعوديين", "SA")]),
        ("مسؤولان عراقيان", [("عراقيان", "IQ")]),
        ("شخصيتان يمنيتان", [("يمنيتان", "YE")]),
        ("الأتراك والروس", [("الأتراك", "TR"), ("الروس", "RU")]),
        ("النائب الكوري الجنوبي", [("الكوري الجنوبي", "KR")]),
        ("القوات الكورية الشمالية", [("الكورية الشمالية", "KP")]),
        ("الرئيس الايراني", [("الايراني", "IR")]),
        ("الحكومة السعودية", [("السعودية", "SA")]),
        ("جماعات سورية مسلحة", [("سورية", "SY")]),
        ("هجومًا روسيًا", [("روسيًا", "RU")]),
        ("الجيش المصرى فى سيناء", [("المصرى", "EG")]),
        ("النيجري والنيجيري", [("النيجري", "NE"), ("النيجيري", "NG")]),
    ],
)
def test_adjectives(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "الدول العربية والعالم العربي",
        "الدعم المالي والأزمة المالية",
        "الأمير تركي الفيصل",
        "مجرى النيل",
        "يده اليمنى",
        "المحيط الهندي",
        "سافر إلى السعودية",  # the country itself
        "في سورية",
        "من سوريا وليبيا",
        "رئيس جيبوتي",
        "أشرف غاني",
        "اسمها كارمن سالمان",
        "جنوب إفريقيا",
    ],
)
def test_false_friends(text: str) -> None:
    assert found(text) == []


def test_a_persons_name_is_no_nationality() -> None:
    text = "رئيس الوزراء محمد شياع السوداني"
    person = Mention(text.index("محمد"), len(text), "PER")
    assert found(text, (person,)) == []
    assert found(text) == [("السوداني", "SD")]


def test_mentions_are_of_kind_demonym() -> None:
    text = "الفرنسي"
    ((mention, key),) = demonyms(Article("a", text), (Sentence(3, 0, 7),))
    assert (mention.kind, mention.type, mention.sentence, key) == (
        "demonym", "CTRY", 3, "country/FR",
    )  # fmt: skip


def test_every_form_is_one_countrys() -> None:
    """A form that two countries share would be guessed: only كونغولي and such may not occur."""
    for word, all_forms in forms().items():
        for follows in {form.follows for form in all_forms}:
            keys = {form.key for form in all_forms if form.follows == follows}
            assert len(keys) == 1, (word, keys)


WORDS = st.sampled_from(
    ["الفرنسية", "للفرنسيين", "وبالكورية", "الجنوبية", "سورية", "في", "ال", "و", "ى", "ً", " ", "\n"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WORDS, max_size=20).map("".join))
def test_spans(text: str) -> None:
    end = 0
    for mention, key in demonyms(Article("a", text), (Sentence(0, 0, len(text)),)):
        assert end <= mention.start < mention.end <= len(text)
        assert key.startswith("country/")
        end = mention.end
