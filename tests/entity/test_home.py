"""Home: which country a newspaper writes from."""

from __future__ import annotations

import pytest

from kg.entity.home import home
from kg.nouns import Article


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("صحيفة عكاظ", "country/SA"),
        ("okaz", "country/SA"),
        ("جريدة لا يعرفها أحد", None),
        (None, None),
    ],
)
def test_home(source: str | None, country: str | None) -> None:
    assert home(Article("a", "نص", source)) == country
