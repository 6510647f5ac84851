"""The doctor shows first what is most likely wrong among what is told often."""

from __future__ import annotations

from kg import Graph
from kg.graph.doctor import findings
from kg.nouns import Article, Entity, Facts, Mention, Post

NAMED = (Mention(0, 4, "PER"),)


def told(article: str, name: str, title: str) -> Facts:
    person = Entity("e0", "PER", name, NAMED)
    country = Entity("e1", "CTRY", "تونس", NAMED, kb="country/TN")
    return Facts(
        Article(article, "نص قصير"), entities=(person, country), posts=(Post("e0", title, "e1"),)
    )


def test_a_post_that_many_articles_tell_of_both_is_seen_last() -> None:
    sure = [
        told(f"s{n}{name}", name, "وزير الطاقة")
        for n in range(6)
        for name in ("زاهر القمري", "زاهر نادر القمري")
    ]
    doubtful = [told(f"d{n}", "حمدان النجري", "السفير") for n in range(1)]
    doubtful += [told(f"l{n}", "حمدان سالم النجري", "السفير") for n in range(6)]
    found = [f for f in findings(Graph([*sure, *doubtful])) if f.kind == "merge"]
    assert [f.second.name.split()[0] for f in found] == ["حمدان", "زاهر"]


def test_a_description_is_nobodys_surname() -> None:
    """اللاعب "the player" and اللاعب الآسيوي "the Asian player" are not proposed as one man."""
    described = (Mention(0, 4, "PER", "nominal"),)

    def player(article: str, name: str, mentions: tuple[Mention, ...]) -> Facts:
        return Facts(Article(article, "نص قصير"), entities=(Entity("e0", "PER", name, mentions),))

    names = ("اللاعب الآسيوي", "اللاعب")
    told_of = [
        Graph([player(f"a{n}", name, mentions) for n, name in enumerate(names)])
        for mentions in (described, NAMED)
    ]
    assert [len(findings(graph)) for graph in told_of] == [0, 1]
