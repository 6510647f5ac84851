"""Chained speech: the participles that go on."""

from __future__ import annotations

import pytest

from kg.mention.chain import goes_on


@pytest.mark.parametrize("word", ["مشيرا", "مشيراً", "ومشيرة", "مؤكدين", "داعيا", "داعين", "منوّهاً"])
def test_goes_on(word: str) -> None:
    assert goes_on(word)


@pytest.mark.parametrize("word", ["قال", "أكد", "مشير", "الوزير", "ماء"])
def test_does_not(word: str) -> None:
    assert not goes_on(word)
