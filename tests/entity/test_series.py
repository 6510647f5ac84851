"""Names in a row."""

from __future__ import annotations

from kg.entity.series import series
from kg.nouns import Article, Entity, Mention

TEXT = "زار الوفد تونس والجزائر، وجامعة ليبيا ثم «مالي» و«النيجر»."


def _named(name: str, kind: str) -> Entity:
    at = TEXT.index(name)
    mention = Mention(at, at + len(name), kind, "name", 0, 0.9)
    return Entity(name, kind, name, mentions=(mention,))


def test_names_of_one_type_with_nothing_but_and_between_them_are_a_row() -> None:
    countries = [_named(n, "CTRY") for n in ("تونس", "الجزائر", "ليبيا", "مالي", "النيجر")]
    rows = series(Article("a", TEXT), [*countries, _named("جامعة ليبيا", "ORG")])
    assert [[e for _, e in row] for row in rows] == [
        ["تونس", "الجزائر"],
        ["جامعة ليبيا"],
        ["مالي", "النيجر"],
    ]
