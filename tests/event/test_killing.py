"""One word, two events: an attack and its dead."""

from __future__ import annotations

from kg.event.event import events
from kg.event.killing import agreed, agreed_times, killings
from kg.nouns import Article, Link, Mention, Reading, TimeExpression, Verdict

TEXT = "اغتال مسلحون القاضي في بغداد أمس ثم فروا."
"""«Gunmen assassinated the judge in Baghdad yesterday, then fled.»"""


def span(words: str, kind: str) -> Mention:
    return Mention(TEXT.index(words), TEXT.index(words) + len(words), kind)


JUDGE, BAGHDAD = span("القاضي", "PER"), span("بغداد", "LOC")
ATTACK, DEAD, FLED = span("اغتال", "Attack"), span("اغتال", "Casualties"), span("فروا", "Move")
YESTERDAY = TimeExpression(TEXT.index("أمس"), TEXT.index("أمس") + 3, "2020-03-01")
READING = Reading(
    mentions=(JUDGE, BAGHDAD),
    triggers=(ATTACK, DEAD, FLED),
    verdicts=(Verdict("actual", 0.9, "say", 0.9, "killed", "appointed"),) * 3,
    roles=(Link("target", 0, 0, 0.9), Link("place", 1, 1, 0.8), Link("victim", 1, 0, 0.2)),
)


def test_whom_and_where_are_the_same_in_both() -> None:
    assert killings(READING.triggers) == [(0, 1)]
    told = {(k.label, k.source, k.target): k.score for k in agreed(READING).roles}
    assert told == {
        ("target", 0, 0): 0.9, ("victim", 1, 0): 0.9, ("place", 0, 1): 0.8, ("place", 1, 1): 0.8,
    }  # fmt: skip


def test_and_when() -> None:
    assert agreed_times(READING.triggers, {2: YESTERDAY}) == {2: YESTERDAY}
    assert agreed_times(READING.triggers, {1: YESTERDAY}) == {1: YESTERDAY, 0: YESTERDAY}


def test_both_events_tell_it() -> None:
    attack, dead, fled = events(Article("a", TEXT), READING, ("e0", "e1"), when={0: YESTERDAY})
    assert [r.filler for r in attack.roles] == ["e0"] == [r.filler for r in dead.roles]
    assert attack.places == dead.places == ("e1",) and fled.places == ()
    assert attack.time == dead.time and dead.time is not None and fled.time is None


def test_without_killings_nothing_changes() -> None:
    calm = Reading(mentions=READING.mentions, triggers=(ATTACK, FLED), roles=READING.roles[:1])
    assert agreed(calm) is calm
