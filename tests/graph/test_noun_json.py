"""Nouns as JSON: kept facts outlive the Khabar that kept them."""

from __future__ import annotations

import json

import pytest

from kg.graph.noun_json import dumps, loads
from kg.nouns import Mention, TimeExpression


def test_a_noun_comes_back() -> None:
    time = TimeExpression(3, 9, "2016-01-25", behind="2016-01-18")
    assert loads(TimeExpression, dumps(time)) == time


def test_what_an_older_khabar_kept_has_the_new_fields_at_their_defaults() -> None:
    assert loads(TimeExpression, json.dumps([3, 9, "2016-01-25"])) == TimeExpression(
        3, 9, "2016-01-25"
    )


@pytest.mark.parametrize("rows", [[3], [3, 9, None, None, None, 1], {}, [3, "9"]])
def test_anything_else_is_told(rows: object) -> None:
    with pytest.raises(ValueError, match=r"TimeExpression|int"):
        loads(TimeExpression, json.dumps(rows))


def test_fields_without_a_default_are_needed() -> None:
    with pytest.raises(ValueError, match="Mention"):
        loads(Mention, json.dumps([0, 3]))
