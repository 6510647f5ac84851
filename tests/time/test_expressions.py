"""Time expressions: a table of examples, and what must hold for any text."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.nouns import Article, Sentence, TimeExpression
from kg.sentence.table import table
from kg.time.expressions import times
from kg.time.lexemes import TABLES

WHERE = {
    "past": "وصل الوفد {} كما ذكر البيان.",
    "future": "سيصل الوفد {} كما ذكر البيان.",
    "from": "وصلت الوفود من {} كما ذكر البيان.",
    "between": "وصلت الوفود بين {}.",
}
VALUE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")


def read(text: str, day: str | None) -> tuple[TimeExpression, ...]:
    article = Article("a", text, date=day)
    return times(article, [Sentence(0, 0, len(text))] if text else [])


def examples() -> list[list[str]]:
    lines = (Path(__file__).parent / "examples.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return rows[1:]


@pytest.mark.parametrize(("expression", "day", "where", "value", "cover"), examples())
def test_example(expression: str, day: str, where: str, value: str, cover: str) -> None:
    text = WHERE[where].format(expression)
    found = read(text, None if day == "none" else day)
    if value == "nothing":
        assert found == ()
        return
    assert [(text[t.start : t.end], t.value or "none") for t in found] == [
        (cover or expression, value)
    ]


def test_a_day_ahead_has_its_day_behind_as_well() -> None:
    """وصل الاثنين في زيارة من المقرر … "he arrived on Monday for a visit that is planned"."""
    (day,) = read("من المقرر أن يلتقي الوزير يوم الاثنين الوفد.", "2016-01-20")
    assert (day.value, day.behind, day.ahead) == ("2016-01-25", "2016-01-18", None)
    (day,) = read("وصل الوزير يوم الاثنين إلى تونس.", "2016-01-20")
    assert (day.value, day.behind, day.ahead) == ("2016-01-18", None, "2016-01-25")


def test_there_are_enough_examples() -> None:
    assert len(examples()) >= 150
    assert len({tuple(row[:3]) for row in examples()}) == len(examples())


def surfaces(*skip: str) -> list[str]:
    """Words of the tables, but those of some categories."""
    rows = [row for name in TABLES for row in table(name)]
    return [row["surface"] for row in rows if not row["category"].startswith(skip)]


SIGNS = "0 3 20 31 99 250 1437 2016 / - . ، ( ) و ال الوفد"
WORDS = st.sampled_from([*surfaces(), *SIGNS.split()])
COUNTLESS = st.sampled_from(
    [
        *surfaces("cardinal", "ten", "hundred", "thousand", "ordinal", "first", "hijri"),
        "الوفد",
        "و",
        "/",
        "،",
    ]
)
DAYS = st.one_of(
    st.none(),
    st.dates(date(1, 1, 1), date(9999, 12, 31)).flatmap(
        lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]])
    ),
    st.text(max_size=12),
)


def check(text: str, found: tuple[TimeExpression, ...]) -> None:
    """What holds for every text: spans in order and inside it, values real dates."""
    at = 0
    for t in found:
        assert at <= t.start < t.end <= len(text)
        at = t.end
        if t.value is None:
            continue
        assert VALUE.fullmatch(t.value)
        parts = t.value.split("/")
        for part in parts:
            date.fromisoformat(part + "-01" * ((10 - len(part)) // 3))
        assert len(parts) == 1 or parts[0] < parts[1]


@settings(max_examples=120, deadline=None)
@given(st.lists(WORDS, max_size=14), DAYS)
def test_spans_lie_in_the_text_and_values_are_dates(words: list[str], day: str | None) -> None:
    text = " ".join(words)
    check(text, read(text, day))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), DAYS)
def test_any_text_is_survived(text: str, day: str | None) -> None:
    check(text, read(text, day))


@settings(max_examples=120, deadline=None)
@given(st.lists(COUNTLESS, max_size=12))
def test_no_date_is_invented_without_an_article_date(words: list[str]) -> None:
    """Where neither the text nor the article names a year, nothing has a value."""
    assert all(t.value is None for t in read(" ".join(words), None))


@settings(max_examples=120, deadline=None)
@given(st.lists(COUNTLESS, max_size=12), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_no_day_is_invented_when_only_the_month_is_known(words: list[str], day: date) -> None:
    for t in read(" ".join(words), day.isoformat()[:7]):
        halves = "النصف" in " ".join(words)  # النصف الأول من يناير has days of its own
        assert halves or all(len(part) < 10 for part in (t.value or "").split("/"))


def test_offsets_index_the_untouched_text() -> None:
    text = "وصَلَ الوفدُ أمْــسِ، وغادرَ يومَ الأربعاءَ ٢٠ ينايـر."
    found = read(text, "2016-01-22")
    assert [(text[t.start : t.end], t.value) for t in found] == [
        ("أمْــسِ", "2016-01-21"),
        ("يومَ الأربعاءَ ٢٠ ينايـر", "2016-01-20"),
    ]


def test_the_day_of_writing_is_read_off_the_text() -> None:
    """Published on Tuesday, written on Monday: أمس is Sunday."""
    text = "قال الوزير اليوم (الاثنين) إن الوفد وصل أمس."
    assert [t.value for t in read(text, "2016-01-19")] == ["2016-01-18", "2016-01-17"]


def test_pairs_that_disagree_leave_the_date_of_the_article() -> None:
    text = "قال اليوم الأحد، وزار أمس السبت البلدة، وتوقع غدا الأحد وصول الوفد أمس."
    assert read(text, "2015-07-26")[-1].value == "2015-07-25"


def test_the_same_day_and_the_same_year() -> None:
    text = "وقع الاتفاق يوم 20 أبريل 2021، وفي اليوم نفسه غادر، ثم عاد في أكتوبر من نفس السنة."
    assert [t.value for t in read(text, "2022-05-01")] == ["2021-04-20", "2021-04-20", "2021-10"]


def test_a_list_goes_on_in_the_future() -> None:
    text = "سيصل الوزير مساء الاثنين إلى بغداد، ويلحق به نظيره الثلاثاء ثم السفير الأربعاء."
    assert [t.value for t in read(text, "2015-07-25")] == ["2015-07-27", "2015-07-28", "2015-07-29"]


def test_a_present_verb_opens_an_announcement() -> None:
    assert read("يلتقي الوزير الاثنين نظيره.", "2015-08-09")[0].value == "2015-08-10"
    assert read("التقى الوزير الاثنين نظيره.", "2015-08-09")[0].value == "2015-08-03"


def test_what_is_called_for_is_still_to_come() -> None:
    text = "ودعا الوزير، في مؤتمر مع نظيره، الدول الأعضاء إلى عقد اجتماع بعد أسبوعين لبحث الخطط."
    assert read(text, "2016-01-21")[0].value == "2016-02-01/2016-02-07"
    told = "اعتقل الصحافي ثم أطلق بعد أسبوعين دون محاكمة."
    assert read(told, "2016-01-21")[0].value is None


def test_only_given_sentences_are_read() -> None:
    article = Article("a", "وصل أمس. غادر اليوم.", date="2016-01-20")
    found = times(article, [Sentence(1, 9, 20)])
    assert [(t.start, t.value) for t in found] == [(14, "2016-01-20")]


@pytest.mark.parametrize("word", ["20/", "قبل ", "ثلاثة و", "(", "2016 - ", "من ", "الأحد "])
def test_hostile_repetition_costs_no_more_than_its_length(word: str) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        check(word * count, read(word * count, "2016-01-20"))
        return time.process_time() - start

    cost(10)
    few = cost(400)
    assert min(cost(4000) for _ in range(3)) < 20 * few + 0.2  # the best: machines are shared


def test_a_year_before_the_year_1000_has_four_digits_too() -> None:
    text = "العامين الماضيين"
    article = Article("a", text, date="0010-01-01")
    assert [t.value for t in times(article, (Sentence(0, 0, len(text)),))] == ["0008/0010"]
