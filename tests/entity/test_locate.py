"""Places by nationality."""

from __future__ import annotations

from kg.entity.locate import located
from kg.nouns import Article, Entity, Mention

TEXT = "انفجار في مدينة كانو النيجيرية، ولقاء بالعاصمة الكينية نيروبي، وسوق ممباسا. وقال الكيني."
ARTICLE = Article("a", TEXT)


def place(number: int, text: str) -> Entity:
    at = TEXT.index(text)
    return Entity(f"e{number}", "LOC", text, (Mention(at, at + len(text), "LOC"),))


def adjective(text: str, country: str) -> tuple[Mention, str]:
    at = TEXT.index(text)
    return Mention(at, at + len(text), "CTRY", "demonym"), country


PLACES = (place(0, "كانو"), place(1, "نيروبي"), place(2, "ممباسا"))
ADJECTIVES = (adjective("النيجيرية", "n"), adjective("الكينية", "k"))


def test_adjective_after_a_place_and_before_a_capital() -> None:
    found = {(r.type, r.source, r.target) for r in located(ARTICLE, PLACES, ADJECTIVES)}
    assert found == {("locatedIn", "e0", "n"), ("capitalOf", "e1", "k")}


def test_no_adjective_no_relation() -> None:
    assert located(ARTICLE, PLACES, ()) == ()
