"""Two small articles in our own words, read by hand: what the RDF tests are made of."""

from __future__ import annotations

from kg.nouns import (
    Article,
    Entity,
    Event,
    Facts,
    Mention,
    Post,
    Quote,
    Relation,
    Role,
    Sentence,
    TimeExpression,
)

MEETING = (
    "اجتمع وزير الخارجية التونسي سامي المنصوري مع نظيره الجزائري كريم عبد النور"
    " في قرطاج يوم الاثنين 4 مارس 2019. "
    "وقال المنصوري في مؤتمر صحفي إن تونس ستستضيف مؤتمرا للمياه العام المقبل.\n"
    "وطالب عبد النور اتحاد الأنهار بإرسال مساعدات عاجلة، ونفى وقوع هجوم على الميناء. "
    "وتقع قرطاج في تونس، وهي من الدول الثلاث الأعضاء."
)
FLOOD = "أصيب عشرات في فيضان ضرب قرطاج. وأعلن كريم عبدالنور، وزير الخارجية الجزائري، تقديم الدعم."


def span(text: str, words: str, nth: int = 1) -> tuple[int, int]:
    """Where ``words`` stand for the ``nth`` time."""
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return at, at + len(words)


class Reader:
    """Finds words in an article, so that no offset is typed by hand."""

    def __init__(self, article: Article) -> None:
        self.article = article
        ends = [n + 1 for n, c in enumerate(article.text) if c in ".\n"]
        begins = [0, *ends]
        ends.append(len(article.text))
        pairs = [(b, e) for b, e in zip(begins, ends, strict=True) if article.text[b:e].strip()]
        self.sentences = tuple(Sentence(n, b, e) for n, (b, e) in enumerate(pairs))

    def mention(
        self, words: str, type: str, kind: str = "name", nth: int = 1, sure: float = 1.0
    ) -> Mention:
        start, end = span(self.article.text, words, nth)
        return Mention(start, end, type, kind, self.sentence(start), sure)  # type: ignore[arg-type]

    def sentence(self, start: int) -> int:
        return next(s.index for s in self.sentences if s.start <= start < s.end)

    def quote(self, words: str) -> Quote:
        return Quote(*span(self.article.text, words))

    def time(self, words: str, value: str | None) -> TimeExpression:
        return TimeExpression(*span(self.article.text, words), value)


def meeting() -> Facts:
    """Two ministers meet, one promises a conference, the other demands aid and denies an attack."""
    article = Article(
        "nahr-1", MEETING, "صحيفة النهر", "2019-03-05", "لقاء قرطاج", "https://example.org/a?b=1"
    )
    r = Reader(article)
    country = "CTRY"
    entities = (
        Entity(
            "e0", "PER", "سامي المنصوري",
            (r.mention("سامي المنصوري", "PER", sure=0.987654), r.mention("المنصوري", "PER", nth=2)),
            name_en="Sami Mansouri",
        ),
        Entity(
            "e1", "PER", "كريم عبد النور",
            (
                r.mention("نظيره الجزائري", "PER", "nominal"),
                r.mention("كريم عبد النور", "PER"),
                r.mention("عبد النور", "PER", nth=2),
            ),
        ),
        Entity(
            "e2", "LOC", "قرطاج", (r.mention("قرطاج", "LOC"), r.mention("قرطاج", "LOC", nth=2)),
            classes=("schema:City",), latitude=36.8528, longitude=10.3233,
        ),
        Entity(
            "e3", country, "تونس",
            (r.mention("تونس", country, nth=2), r.mention("تونس", country, nth=3)),
            name_en="Tunisia", qid="Q948", kb="country/TN", other_names=("الجمهورية التونسية",),
        ),
        Entity("e4", "ORG", "اتحاد الأنهار", (r.mention("اتحاد الأنهار", "ORG"),)),
        Entity("e5", country, "الجزائر", (), name_en="Algeria", qid="Q262", kb="country/DZ"),
        Entity(
            "e6", "GRP", "الدول الثلاث الأعضاء",
            (r.mention("الدول الثلاث الأعضاء", "GRP", "nominal"),), member_count=3, members=("e3",),
        ),
        Entity("e7", "LOC", "الميناء", (r.mention("الميناء", "LOC", "nominal"),)),
    )  # fmt: skip
    demonyms = (
        (r.mention("التونسي", country, "demonym"), "e3"),
        (r.mention("الجزائري", country, "demonym"), "e5"),
    )
    posts = (
        Post("e0", "وزير الخارجية", "e3", False, 0, 0.9),
        Post("e1", "وزير الخارجية", "e5", False, 0),
    )
    relations = (Relation("locatedIn", "e2", "e3", 3, 0.75),)
    said = "تونس ستستضيف مؤتمرا للمياه العام المقبل"
    events = (
        Event(
            "v0", "Meeting", (r.mention("اجتمع", "Meeting"),),
            (Role("participant", "e0"), Role("participant", "e1")), ("e2",),
            r.time("يوم الاثنين 4 مارس 2019", "2019-03-04"), confidence=0.95,
        ),
        Event(
            "v1", "Statement", (r.mention("قال", "Statement"),),
            (Role("speaker", "e0"), Role("content", r.quote(said))),
            mode="say", quotation="indirect", made_at="v2", reports=("v3",),
        ),
        Event(
            "v2", "Meeting", (r.mention("مؤتمر صحفي", "Meeting"),),
            (Role("participant", "e0"),), subtype="PressConference",
        ),
        Event(
            "v3", "Meeting", (r.mention("مؤتمرا", "Meeting"),),
            (Role("host", "e3"), Role("topic", r.quote("للمياه"))),
            time=r.time("العام المقبل", "2020"), status="planned",
        ),
        Event(
            "v4", "Statement", (r.mention("طالب", "Statement"),),
            (
                Role("speaker", "e1"), Role("addressee", "e4"),
                Role("content", r.quote("بإرسال مساعدات عاجلة")),
            ),
            mode="demand", reports=("v5",),
        ),
        Event(
            "v5", "Support", (r.mention("إرسال", "Support"),),
            (Role("giver", "e4"), Role("what", r.quote("مساعدات عاجلة"))), status="called_for",
        ),
        Event(
            "v6", "Statement", (r.mention("نفى", "Statement"),),
            (Role("speaker", "e1"), Role("content", r.quote("وقوع هجوم على الميناء"))),
            mode="deny", reports=("v7",),
        ),
        Event(
            "v7", "Attack", (r.mention("هجوم", "Attack"),), (Role("target", "e7"),), status="denied"
        ),
    )  # fmt: skip
    return Facts(article, r.sentences, entities, posts, relations, events, demonyms)


def flood() -> Facts:
    """The same minister, spelt another way, in another article, whose date is a month."""
    article = Article("nahr-2", FLOOD, date="2019-04")
    r = Reader(article)
    entities = (
        Entity("e0", "GRP", "عشرات", (r.mention("عشرات", "GRP", "nominal"),)),
        Entity("e1", "LOC", "قرطاج", (r.mention("قرطاج", "LOC"),)),
        Entity("e2", "PER", "كريم عبدالنور", (r.mention("كريم عبدالنور", "PER"),)),
        Entity("e3", "CTRY", "الجزائر", (), qid="Q262", kb="country/DZ"),
    )
    events = (
        Event(
            "v0", "Casualties", (r.mention("أصيب", "Casualties"),),
            (Role("victim", "e0"), Role("number", r.quote("عشرات"))), ("e1",), kind="injured",
        ),
        Event(
            "v1", "Statement", (r.mention("أعلن", "Statement"),),
            (Role("speaker", "e2"), Role("content", r.quote("تقديم الدعم"))), mode="announce",
        ),
    )  # fmt: skip
    return Facts(
        article,
        r.sentences,
        entities,
        (Post("e2", "وزير الخارجية", "e3", False, 1),),
        (),
        events,
        ((r.mention("الجزائري", "CTRY", "demonym"), "e3"),),
    )


def articles() -> tuple[Facts, Facts]:
    """Both, in the order in which they were published."""
    return meeting(), flood()
