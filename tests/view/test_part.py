"""A page of a part: what passes the filters, and what is said when they name nothing."""

from __future__ import annotations

import pytest

from kg.errors import KhabarError
from kg.view.part import part


def labels(data):
    return {e.label for e in data.entities}


def kinds(data):
    return sorted(e.type for e in data.events)


def test_nothing_asked_is_everything(data):
    assert part(data) == data


def test_only_some_types(data):
    found = part(data, only=["Person", "country"])
    assert part(data, only=["Person,Country"]) == found
    assert labels(found) == {"أشتون كارتر", "جان إيف لودريان", "فرنسا", "الولايات المتحدة"}
    kept = {None, *(e.iri for e in found.entities)}
    assert all(r.entity in kept for e in found.events for r in e.roles)


def test_only_some_events(data):
    found = part(data, events=["visit"])
    assert kinds(found) == ["Visit"]
    assert labels(found) == {"أشتون كارتر", "بروكسل"}
    # the first article stays for the visitor's post alone
    assert [len(a.spans) for a in found.articles] == [2, 3]


def test_around_a_name_in_any_spelling(data):
    for name in ("جان ايف لودريان", "لودريان", "جان إيف لودريان"):
        assert "أشتون كارتر" in labels(part(data, around=name))
    found = part(data, around="لودريان")
    assert labels(found) == {"جان إيف لودريان", "أشتون كارتر", "باريس", "الدول الأعضاء", "فرنسا"}
    assert kinds(found) == ["Meeting", "Statement"]
    wider = part(data, around="لودريان", steps=2)
    assert {"بروكسل", "الولايات المتحدة"} <= labels(wider)


def test_a_time(data):
    assert kinds(part(data, since="2016-02-05")) == ["Attack", "Meeting", "Visit"]
    assert kinds(part(data, since="2016-01-20", until="2016-01-20")) == ["Meeting"]
    assert kinds(part(data, until="2015")) == []
    assert labels(part(data, until="2015")) == set()


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ({"only": ["Animal"]}, "K601"),
        ({"events": ["Party"]}, "K601"),
        ({"around": "زرقاء اليمامة"}, "K602"),
        ({"since": "yesterday"}, "K603"),
    ],
)
def test_filters_that_name_nothing(data, filters, code):
    with pytest.raises(KhabarError) as told:
        part(data, **filters)
    assert told.value.code == code
