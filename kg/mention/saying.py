"""Verbs of saying that a table lists (rows/reporting_verbs.tsv): found, and in which mode.

وأردف الوزير أن … "and the minister went on that …": where the reader saw nothing, the verb counts
only with its "that".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, cast

from kg.mention.window import Page
from kg.nouns import Mode
from kg.sentence.spelling import fold
from kg.sentence.table import table

REACH: Final = 12
"""Words between the verb and its "that": a speaker with post and body stands there."""
_THAT: Final = re.compile("ب?ان(ه|ها|هم|هما|هن|نا|ني|ما|ك|كم)?")  # folded: إن and أن are one


@cache
def verbs() -> dict[str, Mode]:
    """Every form of every verb of the table, folded → its mode."""
    forms: dict[str, Mode] = {}
    for row in table("reporting_verbs"):
        past = [row["verb"] + end for end in ("", "ت", "وا", "ا")]
        for form in (*past, *filter(None, row["others"].split("|"))):
            for before in ("", "و", "ف"):
                forms[fold(before + form).text] = cast(Mode, row["mode"])
    return forms


def listed(page: Page, triggers: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Mode]:
    """The acts of saying that the table knows, span → mode: those among ``triggers``, and beside
    them every verb with its "that" where no trigger stands."""
    spans = set(triggers)
    busy = {i for a, b in spans for i in range(a, b + 1)}
    found = {}
    for i, word in enumerate(page.folded):
        mode = verbs().get(word)
        if mode and ((i, i) in spans or (i not in busy and _that(page, i))):
            found[i, i] = mode
    return found


def _that(page: Page, verb: int) -> bool:
    """Whether "that" follows the verb in its sentence."""
    after = range(verb + 1, min(verb + 1 + REACH, len(page.words)))
    return any(
        page.sentence_of[i] == page.sentence_of[verb] and _THAT.fullmatch(page.folded[i])
        for i in after
    )
