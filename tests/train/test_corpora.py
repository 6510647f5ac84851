"""Tagged rows of a corpus become stretches as conlleval counts them."""

import pytest

pytest.importorskip("torch", reason="the extra khabar[train] is not installed")

from kg.train.corpora import spans


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        ("B-PERS I-PERS O", [(0, 1, "PERS")]),
        ("B-PERS B-PERS I-PERS", [(0, 0, "PERS"), (1, 2, "PERS")]),
        ("O I-PERS I-PERS", [(1, 2, "PERS")]),  # a name whose first word was left unmarked
        ("B-LOC I-PERS I-PERS", [(0, 0, "LOC"), (1, 2, "PERS")]),
        ("O O", []),
    ],
)
def test_a_stretch_begins_where_nothing_of_its_type_goes_before(
    tags: str, found: list[tuple[int, int, str]]
) -> None:
    rows = [("كلمة", [tag]) for tag in tags.split()]
    assert spans(rows) == found


def test_nested_stretches_are_told_apart_by_their_types() -> None:
    rows = [("جامعة", ["B-ORG"]), ("القاهرة", ["I-ORG", "B-GPE"])]
    assert spans(rows) == [(0, 1, "ORG"), (1, 1, "GPE")]
