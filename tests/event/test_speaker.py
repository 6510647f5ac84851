"""Who speaks: one voice, and the one that goes on speaking."""

from __future__ import annotations

from dataclasses import replace

from kg.event.speaker import heard
from kg.nouns import Article, Event, Mention, Quote, Role


def said(
    n: int, *voices: tuple[str, float], content: tuple[int, int] | None = None, sentence: int = 0
) -> Event:
    """A statement whose trigger stands at offset ``10 * n``."""
    roles = tuple(Role("speaker", who, sure) for who, sure in voices)
    if content:
        roles += (Role("content", Quote(*content)),)
    return Event(
        f"v{n}", "Statement", (Mention(10 * n, 10 * n + 3, "Statement", sentence=sentence),), roles
    )


def voices(*events: Event, text: str = "") -> list[list[str]]:
    told = heard(Article("a", text), events)
    return [[str(r.filler) for r in e.roles if r.name == "speaker"] for e in told]


def test_for_his_part_is_another_voice() -> None:
    """«قال … ومن جهته أكد»: whose part it is the reader has to see, or nobody's."""
    text = "قال ذلك،  ومن جهته أكد أمرا"
    later = replace(
        said(2), triggers=(Mention(text.index("أكد"), text.index("أكد") + 3, "Statement"),)
    )
    assert voices(said(0, ("e1", 0.9)), later, text=text) == [["e1"], []]
    assert (
        voices(said(0, ("e1", 0.9)), later, text=text.replace("ومن جهته", "ثم مرة "))
        == [["e1"]] * 2
    )


def test_the_likeliest_speaks_alone_unless_two_are_as_likely() -> None:
    assert voices(said(0, ("e1", 0.9), ("e2", 0.7))) == [["e1"]]
    assert voices(said(0, ("e1", 0.9), ("e2", 0.85))) == [["e1", "e2"]]


def test_hidden_subject_is_who_spoke_before() -> None:
    assert voices(said(0, ("e1", 0.9)), said(1), said(2, ("e2", 0.3), sentence=1)) == [["e1"]] * 3


def test_sure_speaker_is_believed_and_goes_on() -> None:
    assert voices(said(0, ("e1", 0.9)), said(1, ("e2", 0.95)), said(2)) == [["e1"], ["e2"], ["e2"]]


def test_voice_does_not_carry_over_many_sentences() -> None:
    assert voices(said(0, ("e1", 0.9)), said(1, sentence=2)) == [["e1"], []]


def test_what_is_said_inside_a_statement_neither_takes_nor_gives_the_voice() -> None:
    outer, inner, after = said(0, ("e1", 0.9), content=(8, 25)), said(1, ("e2", 0.9)), said(3)
    assert voices(outer, inner, after) == [["e1"], ["e2"], ["e1"]]
    assert voices(outer, said(1), after) == [["e1"], [], ["e1"]]


def test_other_events_are_left_as_they_are() -> None:
    meeting = replace(said(0, ("e1", 0.2)), type="Meeting")
    assert heard(Article("a", ""), [meeting]) == (meeting,)
