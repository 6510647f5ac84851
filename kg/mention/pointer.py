"""Pointers: the stretches that triggers point at, by their first and last words.

What is said, the topic, the means, the number, the time (label.POINTED): for each word of the
trigger's sentence, how likely it is the first and the last (Vinyals et al. 2015, pointer
networks).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from kg.mention import label as L
from kg.mention.chain import goes_on
from kg.mention.model import Floats, softmax
from kg.mention.window import Page
from kg.nouns import Mention, Quote, QuoteLink

Span = tuple[int, int]
BEFORE: Final = 0.3
"""What is said seldom stands before the verb: in annotated news one time in twenty-five."""
LINK_FLOOR: Final = 0.05
"""Links under this are not kept; the stages that use them have their own, higher floors."""


def pointed(of: Floats, words: Floats) -> Floats:
    """How much a trigger (``of`` [pointed * 64]) points at each word of its sentence (``words``
    [pointed, words, 64], from ``by_label``): [pointed, words]."""
    scores: Floats = (words @ of.reshape(len(words), -1, 1))[:, :, 0] / np.sqrt(words.shape[2])
    return scores


def by_label(words: Floats) -> Floats:
    """Vectors of words [words, pointed * 64] → [pointed, words, 64], in one piece of memory."""
    each = words.reshape(len(words), len(L.POINTED), -1)
    return np.ascontiguousarray(each.transpose(1, 0, 2))


def pointers(
    p: Page,
    triggers: Sequence[tuple[Span, Mention]],
    acts: Sequence[int],
    out: dict[str, Floats],
) -> list[QuoteLink]:
    """The best first and last word of what a trigger points at, where they beat ``none``."""
    sentence = np.asarray(p.sentence_of)
    chain = [s[0] for s, _ in triggers if goes_on(p.words[s[0]].text)]
    joined = [
        s[0]
        for s, m in triggers
        if m.type == "Statement"
        and p.words[s[0]].text.startswith("و")
        and m.start > p.words[s[0]].start  # وأضاف "and he added", not وصف "he described"
    ]
    links = []
    here, sides = (-1, -1), dict[str, Floats]()
    for i, (span, _) in enumerate(triggers):
        has = L.pointed_by(L.EVENT_TYPES[acts[i]])
        line = sentence[span[0]]
        low, high = (int(np.searchsorted(sentence, line, side)) for side in ("left", "right"))
        if (low, high) != here:  # once a sentence: triggers stand in order
            here = low, high
            sides = {end: by_label(out[end][low:high]) for end in ("first", "last")}
        none = out["none"][i][:, None]
        firsts, lasts = (
            softmax(np.concatenate([none, pointed(out[f"{end}_of"][i], sides[end])], 1))
            for end in ("first", "last")
        )
        for role, first, last in zip(L.POINTED, firsts, lasts, strict=True):
            if role not in has:
                continue
            begin, end = first[1:].copy(), last[1:].copy()
            if role != "time":
                begin[: max(0, span[0] - low)] *= 0 if span[0] in chain else BEFORE
            if role == "content":
                # what was said ends where the next act of saying joins on: مشيرا, وأضاف
                stop = min((c for c in (*chain, *joined) if c > span[0]), default=high)
                end[max(0, stop - low) :] = 0
            # for each first word the best last word from there on: no pair is tried twice
            later = np.maximum.accumulate(end[::-1])[::-1]
            a = int((begin * later).argmax())
            b = a + int(end[a:].argmax())
            score = 1 - float(first[0] + last[0]) / 2
            if score > LINK_FLOOR:
                quote = Quote(p.words[low + a].start, p.words[low + b].end)
                links.append(QuoteLink(role, i, quote, score))
    return links
