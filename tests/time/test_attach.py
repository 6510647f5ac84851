"""Which trigger a time belongs to."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.nouns import Article, Mention, Quote, QuoteLink, Sentence, TimeExpression
from kg.time.attach import attach
from kg.time.expressions import times


def read(text: str, *triggers: tuple[str, str]) -> dict[str, str]:
    """Trigger word to its time's words, for one-sentence texts."""
    article = Article("a", text, date="2016-01-21")
    cuts = [Sentence(0, 0, len(text))]
    marks = [Mention(text.index(w), text.index(w) + len(w), kind) for w, kind in triggers]
    got = attach(article, cuts, marks, times(article, cuts))
    return {triggers[k][0]: text[t.start : t.end] for k, t in got.items()}


def test_the_time_follows_its_verb() -> None:
    got = read("وصل الوزير أمس إلى بغداد.", ("وصل", "Visit"))
    assert got == {"وصل": "أمس"}


def test_each_verb_takes_its_own() -> None:
    text = "وصل الوزير أمس إلى بغداد، وغادر الوفد الثلاثاء إلى عمان."
    got = read(text, ("وصل", "Visit"), ("غادر", "Move"))
    assert got == {"وصل": "أمس", "غادر": "الثلاثاء"}


def test_what_is_said_keeps_its_time_from_the_saying() -> None:
    text = "أعلن المتحدث أمس أن القوات قصفت البلدة الأحد."
    got = read(text, ("أعلن", "Statement"), ("قصفت", "Attack"))
    assert got == {"أعلن": "أمس", "قصفت": "الأحد"}


def test_a_time_that_opens_the_sentence_goes_to_what_follows() -> None:
    assert read("وفي عام 2011 اندلعت الحرب.", ("اندلعت", "Attack")) == {"اندلعت": "عام 2011"}


def test_said_during_a_meeting_of_yesterday() -> None:
    text = "وقال الوزير خلال لقاء عقده أمس مع السفير إن التعاون مستمر."
    assert set(read(text, ("قال", "Statement"), ("لقاء", "Meeting"))) == {"قال", "لقاء"}


def test_what_the_reader_points_at_is_heard() -> None:
    """Two stand before the time: the one that the trained reader sees point at it has it."""
    text = "وقال الوزير عقب الاجتماع الذي عقد مع الوفد يوم الأحد إن التعاون مستمر."
    triggers = [Mention(text.index(w), text.index(w) + len(w), kind) for w, kind in
                (("قال", "Statement"), ("الاجتماع", "Meeting"))]  # fmt: skip
    article, cuts = Article("a", text, date="2016-01-21"), [Sentence(0, 0, len(text))]
    found = times(article, cuts)
    day = Quote(found[0].start, found[0].end)
    elsewhere = Quote(triggers[0].start, triggers[0].end)
    for sure, other in ((0, 1), (1, 0)):
        seen = [QuoteLink("time", sure, day, 0.97), QuoteLink("time", other, elsewhere, 0.97)]
        got = attach(article, cuts, triggers, found, pointed=seen)
        assert sure in got
        assert next(iter(got)) == sure, "the surest comes first"


def test_nothing_is_taken_from_another_sentence() -> None:
    text = "وصل الوزير. كان ذلك أمس."
    article = Article("a", text, date="2016-01-21")
    cuts = [Sentence(0, 0, 11), Sentence(1, 12, len(text))]
    assert attach(article, cuts, [Mention(0, 3, "Visit")], times(article, cuts)) == {}


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=6),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=4),
)
def test_any_lists_are_survived(
    triggers: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> None:
    """Overlapping, unordered, in no sentence: at most one time for each trigger."""
    text = "قال وزير الخارجية أمس إن الوفد، الذي وصل الأحد، غادر «اليوم»."
    article = Article("a", text, date="2016-01-21")
    marks = [Mention(a, min(len(text), a + n), "Statement") for a, n in triggers]
    given_times = [TimeExpression(a, min(len(text), a + n)) for a, n in spans]
    got = attach(article, [Sentence(0, 0, 40), Sentence(1, 40, len(text))], marks, given_times)
    assert set(got) <= set(range(len(marks)))
    assert all(t in given_times for t in got.values())
