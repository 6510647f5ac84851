"""Expressions: every time expression of an article, with its date where the text settles one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from kg.nouns import Article, Sentence, TimeExpression
from kg.sentence.spelling import Folded, fold
from kg.time.anchor import Anchor, interval
from kg.time.lexemes import OTHER, Lexeme, codes, lexemes
from kg.time.patterns import Match, matches
from kg.time.scene import REJECT, Scene
from kg.time.values import value_of

REACH: Final = 10
"""How many words before an expression a sign of the future (سوف، من المقرر) still governs it."""
FAR: Final = 40
"""The same for a call (دعا … إلى), whose object often stands far behind its verb."""
_QUOTES: Final = "«\"“'‘"
_DAY_AND_MONTH: Final = frozenset({"small", "month", "month_maybe", "month_weak", "slash"})
_BEFORE: Final = frozenset({"in", "from", "comma", "open", "and"})
"""What a pattern may begin with and the span leaves out."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A match in its sentence, before it is dated."""

    match: Match
    sentence: Sentence
    folded: Folded
    string: str
    lexemes: Sequence[Lexeme | None]

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands in the article's text."""
        inside = [x for x in self.lexemes[self.match.first : self.match.last] if x is not None]
        opened = any(x.category == "open" for x in inside)
        after = ("comma", "open") if opened else ("comma", "open", "close")
        while len(inside) > 1 and inside[-1].category in after:
            inside.pop()
        before = _BEFORE if self.match.pattern.rule != "range" else _BEFORE - {"from"}
        while len(inside) > 1 and inside[0].category in before:
            inside.pop(0)
        start, end = self.folded.to_original(inside[0].start, inside[-1].end)
        return self.sentence.start + start, self.sentence.start + end

    def category(self, index: int) -> str:
        """Category of a lexeme of the sentence; "" for other words, "end" outside it."""
        if not 0 <= index < len(self.lexemes):
            return "end"
        lexeme = self.lexemes[index]
        return "" if lexeme is None else lexeme.category


def _find(article: Article, sentences: Sequence[Sentence]) -> Iterator[_Found]:
    for sentence in sentences:
        folded = fold(article.text[sentence.start : sentence.end])
        string, words = lexemes(folded.text)
        for match in matches(string, words):
            found = _Found(match, sentence, folded, string, words)
            if not _names_something(found):
                yield found


def _names_something(found: _Found) -> bool:
    """A date that is a name: ثورة 25 يناير, قوى 14 آذار, «30 يونيو», the paper (اليوم).

    With a year it is a date all the same.
    """
    slots, match = found.match.slots, found.match
    within = [x for x in found.lexemes[match.first : match.last] if x is not None]
    closed = within[-1].category == "close" or found.category(match.last) == "close"
    if closed and found.category(match.first - 1) == "open" and "year" not in slots:
        opening = found.lexemes[match.first - 1]
        quoted = opening is not None and found.folded.text[opening.start] in _QUOTES
        alone = [x.category for x in within if x.category != "close"]
        if alone == ["today"] or (quoted and set(alone) <= _DAY_AND_MONTH):
            return True
    return (
        found.category(found.match.first - 1) == "naming"
        and "year" not in slots
        and ("month" in slots or found.match.pattern.rule == "bare_year")
    )


def _ahead(found: _Found, before: _Found | None, was_ahead: bool) -> bool:
    """Whether the sentence speaks of the future where the expression stands.

    The nearest sign decides: سوف، من المقرر، سيزور for, a past verb against. Without one, a list
    goes on as it began (الاثنين … ثم الثلاثاء), and a sentence that opens with a present verb
    announces (يلتقي الوزير الاثنين نظيره).
    """
    code, first = codes(), found.match.first
    near = found.string[max(0, first - REACH) : first]
    future, past = near.rfind(code["future"]), near.rfind(code["said"])
    if future != past:
        return future > past
    if before is not None and before.sentence is found.sentence and was_ahead:
        return code["said"] not in found.string[before.match.last : first]
    opening = found.folded.text[:80].lstrip()
    return (
        first <= REACH
        and opening.startswith("ي")
        and found.string.startswith(OTHER)
        and len(opening.split(maxsplit=1)[0]) > 2
    )


def _written(article: Article, found: Sequence[_Found]) -> Anchor:
    """The anchor: the article's date, or the day that its own اليوم (السبت) or أمس الجمعة shows.

    News is often published a day after it was written, and then أمس is counted from the day of
    writing. The day that most such pairs agree on wins; the article's date wins a tie.
    """
    published = Anchor.of(article.date)
    if published.day is None:
        return published
    votes: Counter[date] = Counter()
    for one in found:
        match = one.match
        if match.pattern.rule != "weekday" or "deictic" not in match.slots:
            continue
        value = value_of(match, Scene(published))
        if isinstance(value, str) and len(value) == 10:
            offset = timedelta(int(match.value("deictic") or 0))
            votes[date.fromisoformat(value) - offset] += 1
    if not votes:
        return published
    day, most = votes.most_common(1)[0]
    return published if votes[published.day] >= most else Anchor(day, day)


def times(article: Article, sentences: Sequence[Sentence]) -> tuple[TimeExpression, ...]:
    """The time expressions of an article in text order, never overlapping.

    Values are ISO 8601 (``2016-01-20``, ``2016-01``, ``2016``, ``a/b``), reckoned from the
    article's date; None where the text does not settle a date, or the article has none and the
    expression is relative. Clock times and bare durations are no expressions.
    """
    found = list(_find(article, sentences))
    anchor = _written(article, found)
    out: list[TimeExpression] = []
    previous: str | None = None
    day: str | None = None
    ahead = False
    last: _Found | None = None
    for at, one in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        ahead = _ahead(one, last, ahead)
        scene = Scene(
            anchor,
            ahead=ahead,
            called=codes()["called"] in one.string[max(0, one.match.first - FAR) : one.match.first],
            previous=previous,
            previous_day=day,
            year=_year_of_range(one, following),
            bracketed=one.category(one.match.first - 1) == "open"
            and one.category(one.match.last) == "close",
            counted=one.category(one.match.last) in ("", "units", "unit"),
        )
        value = value_of(one.match, scene)
        if value is REJECT:
            continue
        start, end = one.span
        other = value_of(one.match, replace(scene, ahead=not ahead))
        other = other if other and other != value else None
        sides = (other, None) if ahead else (None, other)
        expression = TimeExpression(start, end, value or None, *sides)
        if out and last is not None and _is_range(last, one) and _same_kind(out[-1], expression):
            expression = _joined(out.pop(), expression)
        out.append(expression)
        last = one
        previous = expression.value or previous
        if len(expression.value or "") == 10:
            day = expression.value
    return tuple(out)


def _joined(begin: TimeExpression, end: TimeExpression) -> TimeExpression:
    """A range out of its two dates, on each side."""
    values = [
        interval(a, b) if a and b else None
        for a, b in ((begin.value, end.value), (begin.behind, end.behind), (begin.ahead, end.ahead))
    ]
    return TimeExpression(begin.start, end.end, *values)


def _same_kind(begin: TimeExpression, end: TimeExpression) -> bool:
    """Whether two expressions are single dates of the same fineness, the first earlier."""
    if not begin.value or not end.value or "/" in begin.value or "/" in end.value:
        return False
    return len(begin.value) == len(end.value) and begin.value < end.value


def _is_range(begin: _Found, end: _Found) -> bool:
    """من 3 مايو إلى 7 يونيو, بين الاثنين والأربعاء: an opener, a date, a connector, a date."""
    if begin.sentence is not end.sentence:
        return False
    opener = begin.category(begin.match.first - 1)
    lead = end.match.first_of("lead")
    between = [begin.category(i) for i in range(begin.match.last, end.match.first)]
    gap = [c for c in between if c != "comma"]
    if lead is not None:
        gap = [c for c in gap if c != "and"]  # من 3 مايو وحتى 7 يونيو
    if lead is not None and not gap:
        return lead.category == "until" and opener in ("from", "since")
    if opener == "between":
        return gap == ["and"]
    return opener in ("from", "since") and gap in (["to"], ["until"], ["dash"])


def _year_of_range(one: _Found, following: _Found | None) -> int | None:
    """The year that the end of a range names for its beginning as well."""
    if following is None or "year" in one.match.slots or not _is_range(one, following):
        return None
    named = following.match.first_of("year", "big")
    return int(named.value) if named else None
