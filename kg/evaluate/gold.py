"""Annotated articles: what a perfect reading of each would hold.

Two forms of one thing. The *written* form quotes sentences, as the annotation guide does
(``[3, "كارتر"]``: where that string first stands in sentence 3; ``[3, "كارتر", 2]``: the second
time), so that people can write it. The *compiled* form has offsets into the text.
``python -m kg.evaluate.gold FROM TO`` compiles a folder for other programs to score with.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import KhabarError
from kg.nouns import Article, Sentence

Span = tuple[int, int]
QUOTED: Final = frozenset({"content", "topic", "what", "instrument", "number"})
"""Roles filled by the article's words."""
WORDS: Final = frozenset({"kind", "change"})
"""Roles filled by one word of the guide's list."""


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """One thing of an article with the places where it is mentioned."""

    id: str
    type: str
    name: str
    name_en: str | None
    qid: str | None
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldPost:
    """Somebody holds a position. ``holder`` and ``of`` are entity ids."""

    holder: str
    title: str
    of: str | None
    former: bool


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation that holds between two entities."""

    type: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """One event. ``fillers``: role (and ``place``) → entity ids; ``quotes``: role → spans;
    ``words``: kind or change."""

    id: str
    type: str
    triggers: tuple[Span, ...]
    fillers: Mapping[str, tuple[str, ...]]
    quotes: Mapping[str, tuple[Span, ...]]
    words: Mapping[str, str]
    time: tuple[Span, str | None] | None
    status: str
    mode: str | None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: tuple[GoldEntity, ...]
    posts: tuple[GoldPost, ...]
    relations: tuple[GoldRelation, ...]
    events: tuple[GoldEvent, ...]


def load(path: str | Path, only: Sequence[str] = ()) -> tuple[GoldArticle, ...]:
    """The annotated articles of a file, or of every ``*.json`` of a folder, by name.

    ``only`` keeps those of these sources (publishers). Raises KhabarError K701 (a file that is
    no annotated article), K702 (a quotation that is not in its sentence), K703 (nothing there).
    """
    files = annotated_files(path)
    found = [gold(raw, str(file)) for file, raw in files]
    kept = tuple(g for g in found if not only or g.article.source in only)
    if not kept:
        raise KhabarError("K703", file=path)
    return kept


def annotated_files(path: str | Path) -> list[tuple[Path, dict[str, Any]]]:
    """Every annotated file of a folder (or the one file) with what it holds, compiled."""
    path = Path(path)
    names = sorted(path.glob("*.json")) if path.is_dir() else [path]
    out = []
    for file in names:
        try:
            raw = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise KhabarError("K701", file=file, reason=error) from None
        if isinstance(raw, dict) and "paragraphs" in raw:
            raw = compile_source(raw, str(file))
        if isinstance(raw, dict) and "entities" in raw:
            out.append((file, raw))
        elif not path.is_dir():
            raise KhabarError("K701", file=file, reason="no 'entities' in it")
    return out


def gold(raw: Mapping[str, Any], file: str = "") -> GoldArticle:
    """The compiled form as nouns. Raises KhabarError K701."""
    try:
        return GoldArticle(
            Article(raw["id"], raw["text"], raw["source"], raw["date"], origin=file),
            tuple(Sentence(n, a, b) for n, (a, b) in enumerate(raw["sentences"])),
            tuple(
                GoldEntity(
                    e["id"], e["type"], e["name"], e["name_en"], e["qid"], _spans(e["mentions"])
                )
                for e in raw["entities"]
            ),
            tuple(
                GoldPost(p["holder"], p["title"], p["of"], bool(p["former"]))
                for p in raw["positions"]
            ),
            tuple(GoldRelation(r["type"], r["from"], r["to"]) for r in raw["relations"]),
            tuple(_event(e) for e in raw["events"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise KhabarError("K701", file=file, reason=f"{type(error).__name__} {error}") from None


def _spans(pairs: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple((int(a), int(b)) for a, b in pairs)


def _event(e: Mapping[str, Any]) -> GoldEvent:
    fillers: dict[str, tuple[str, ...]] = {}
    quotes: dict[str, tuple[Span, ...]] = {}
    words: dict[str, str] = {}
    for role, values in e["roles"].items():
        if role in QUOTED:
            quotes[role] = _spans(values)
        elif role in WORDS:
            words[role] = values
        else:
            fillers[role] = tuple(dict.fromkeys(values))
    fillers["place"] = tuple(dict.fromkeys(e["place"]))
    time = e.get("time")
    when = ((int(time["span"][0]), int(time["span"][1])), time["value"]) if time else None
    return GoldEvent(
        e["id"],
        e["type"],
        _spans(e["triggers"]),
        fillers,
        quotes,
        words,
        when,
        e["status"],
        e["mode"],
    )


class _Quoting:
    """Finds quotations in the sentences of a written article."""

    def __init__(self, paragraphs: Sequence[Sequence[str]], file: str) -> None:
        self.file, self.text, self.sentences = file, "", list[Span]()
        for number, paragraph in enumerate(paragraphs):
            for place, sentence in enumerate(paragraph):
                self.text += "" if not self.text else " " if place else "\n"
                self.sentences.append((len(self.text), len(self.text) + len(sentence)))
                self.text += sentence
            if not paragraph:
                raise KhabarError("K701", file=file, reason=f"paragraph {number} is empty")

    def span(self, quotation: Sequence[Any]) -> list[int]:
        """``[sentence, words]`` or ``[sentence, words, nth]`` → ``[start, end]``."""
        sentence, words, nth = quotation[0], quotation[1], quotation[2] if len(quotation) > 2 else 1
        if not 0 <= sentence < len(self.sentences):
            raise KhabarError("K702", file=self.file, sentence=sentence, words=words)
        start, end = self.sentences[sentence]
        at = start - 1
        for _ in range(nth):
            at = self.text.find(words, at + 1, end)
            if at < 0 or not words:
                raise KhabarError("K702", file=self.file, sentence=sentence, words=words)
        return [at, at + len(words)]

    def spans(self, quotations: Sequence[Sequence[Any]]) -> list[list[int]]:
        return [self.span(q) for q in quotations]


def compile_source(raw: Mapping[str, Any], file: str = "") -> dict[str, Any]:
    """The written form → the compiled form. Raises KhabarError K701, K702."""
    try:
        quoting = _Quoting(raw["paragraphs"], file)
        return {
            "id": raw["id"],
            "source": raw["source"],
            "date": raw["date"],
            "text": quoting.text,
            "sentences": [list(s) for s in quoting.sentences],
            "entities": [
                {
                    "id": e["id"],
                    "type": e["type"],
                    "name": e["name"],
                    "name_en": e.get("name_en"),
                    "qid": e.get("qid"),
                    "mentions": quoting.spans(e["mentions"]),
                }
                for e in raw["entities"]
            ],
            "positions": [
                {
                    "holder": p["holder"],
                    "title": p["title"],
                    "of": p.get("of"),
                    "former": p.get("former", False),
                    "sentence": list(quoting.sentences[p["s"]]),
                }
                for p in raw.get("positions", ())
            ],
            "relations": [
                {"type": r["type"], "from": r["from"], "to": r["to"]}
                for r in raw.get("relations", ())
            ],
            "events": [_compiled_event(e, quoting) for e in raw["events"]],
        }
    except (KeyError, IndexError, TypeError) as error:
        raise KhabarError("K701", file=file, reason=f"{type(error).__name__} {error}") from None


def _compiled_event(e: Mapping[str, Any], quoting: _Quoting) -> dict[str, Any]:
    roles = {
        role: quoting.spans(values) if role in QUOTED else values
        for role, values in e["roles"].items()
    }
    time = e.get("time")
    return {
        "id": e["id"],
        "type": e["type"],
        "mode": e.get("mode"),
        "triggers": quoting.spans(e["mentions"]),
        "roles": roles,
        "place": e.get("place", []),
        "time": {"span": quoting.span(time["text"]), "value": time["value"]} if time else None,
        "status": e.get("status", "actual"),
    }


def main(arguments: Sequence[str]) -> int:
    """Compile every written article of the folder FROM into the folder TO."""
    source, target = map(Path, arguments)
    target.mkdir(parents=True, exist_ok=True)
    for file, raw in annotated_files(source):
        content = json.dumps(raw, ensure_ascii=False, indent=1) + "\n"
        (target / file.name).write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
