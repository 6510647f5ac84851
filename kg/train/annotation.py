"""Our own annotations → the JSON of the gold set, every quotation checked.

    python -m kg.train.annotation NOTES.txt [NOTES.txt ...]                 own articles: check
    python -m kg.train.annotation NOTES.txt ... --articles ARTICLES.jsonl   others: check
        [--out kg/train/annotated/pool.jsonl]                               and keep offsets only

``annotated/own.txt`` holds articles in our own words with their notes. ``annotated/pool.jsonl``
holds what was noted of articles of ``shared/data/pool``, by offsets: their text stays there.
``annotated/later.jsonl`` and ``annotated/unseen.jsonl`` are more of the same, not trained on: the
reader's last blind tests, excerpts chosen at random.

The notation, one fact a line (``s`` is the number of a sentence, ``#2`` the second place where
the quotation stands in it, ``…`` leaves out what is between two ends, or all up to the end of
the sentence):

    == id of the article
    E carter PER أشتون كارتر ; 1 أشتون كارتر ; 3 كارتر#2
    P carter ; وزير الدفاع ; us ; 1 ; former
    R memberOf iraq coalition
    V v1 Statement actual say ; 3 قال ; speaker=carter ; content=3 الحرب … قريبا
    V v2 Meeting planned ; 3 يجتمعون ; participant=carter,iraq ; time=3 الأربعاء => 2016-01-20
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.mention import label as L

TYPES = ("PER", "CTRY", "LOC", "ORG", "GRP")
WORDED = {"kind": L.KINDS, "change": L.CHANGES}
ANNOTATED = Path(__file__).parent / "annotated"
_HEAD = re.compile(r"== (\S+)(?:\s+\(published (\S+)\))?$")
_QUOTE = re.compile(r"(\d+)\s+(.+?)(?:#(\d+))?$", re.DOTALL)
_LETTER = r"[^\W\d_]"


class Unreadable(ValueError):
    """A line that is not in the notation, or a quotation that the sentence does not hold."""


@dataclass(slots=True)
class Text:
    """An article to be annotated: its text and the bounds of its sentences."""

    id: str
    text: str
    date: str | None
    source: str
    sentences: list[list[int]]

    def places(self, number: int, words: str) -> list[int]:
        """Where a quotation stands in a sentence; as whole words, proclitics aside, if it does."""
        low, high = self.sentences[number]
        every = [m.start() for m in re.finditer(re.escape(words), self.text[low:high])]
        whole = re.compile(
            rf"(?<!{_LETTER})(?:[وف]?[بلك]?){re.escape(words)}(?!{_LETTER})", re.DOTALL
        )
        good = {m.end() - len(words) for m in whole.finditer(self.text[low:high])}
        return [low + a for a in every if a in good] or [low + a for a in every]

    def span(self, quote: str) -> list[int]:
        """``3 كارتر#2`` → character offsets.

        Raises:
            Unreadable: no such sentence, or the words do not stand in it.
        """
        match = _QUOTE.match(quote.strip())
        if not match:
            raise Unreadable(f"expected “number quotation”, found “{quote}”")
        number, words, nth = int(match[1]), match[2].strip(), int(match[3] or 1)
        if number >= len(self.sentences):
            raise Unreadable(f"sentence {number}: there are {len(self.sentences)} (from 0)")
        first, dots, last = (part.strip() for part in words.partition("…"))
        starts = self.places(number, first)
        if len(starts) < nth:
            raise Unreadable(f"sentence {number} does not hold “{first}” {nth} time(s)")
        start = starts[nth - 1]
        if not dots:
            return [start, start + len(first)]
        high = self.sentences[number][1]
        if not last:
            inside = self.text[start:high].rstrip()
            return [start, start + len(re.sub(r"[.؟!\"»”\s]+$", "", inside))]
        ends = [a for a in self.places(number, last) if a >= start + len(first)]
        if not ends:
            raise Unreadable(f"sentence {number}: “{last}” does not follow “{first}”")
        return [start, ends[0] + len(last)]


@dataclass(slots=True)
class Notes:
    """What has been read of one article, ids checked at the end."""

    of: Text
    entities: dict[str, dict[str, Any]] = field(default_factory=dict)
    positions: list[dict[str, Any]] = field(default_factory=list)
    relations: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)

    def read(self, line: str) -> None:
        """Take in one line.

        Raises:
            Unreadable: it says something that the notation or the text does not have.
        """
        mark, _, rest = line.partition(" ")
        parts = [p.strip() for p in rest.split(" ; ")]
        {"E": self._entity, "P": self._position, "R": self._relation, "V": self._event}.get(
            mark, self._unknown
        )(parts)

    def _unknown(self, parts: list[str]) -> None:
        raise Unreadable("a line starts with ==, E, P, R or V")

    def _entity(self, parts: list[str]) -> None:
        head = parts[0].split(" ", 2)
        if len(head) < 3 or head[1] not in TYPES:
            raise Unreadable(f"expected “E id TYPE name”, type one of {', '.join(TYPES)}")
        if head[0] in self.entities:
            raise Unreadable(f"entity {head[0]} is already there")
        spans = [self.of.span(p) for p in parts[1:]]
        if not spans:
            raise Unreadable(f"entity {head[0]} has no mention")
        self.entities[head[0]] = {
            "id": head[0], "type": head[1], "name": head[2], "name_en": None, "qid": None,
            "mentions": sorted(spans),
        }  # fmt: skip

    def _position(self, parts: list[str]) -> None:
        if len(parts) not in (4, 5) or (len(parts) == 5 and parts[4] != "former"):
            raise Unreadable("expected “P holder ; title ; of or - ; sentence [; former]”")
        number = int(parts[3])
        if number >= len(self.of.sentences):
            raise Unreadable(f"no sentence {number}")
        self.positions.append(
            {
                "holder": self._known(parts[0]), "title": parts[1],
                "of": None if parts[2] == "-" else self._known(parts[2]),
                "former": len(parts) == 5, "sentence": self.of.sentences[number],
            }
        )  # fmt: skip

    def _relation(self, parts: list[str]) -> None:
        words = parts[0].split()
        if len(words) < 3 or words[0] not in L.RELATIONS:
            raise Unreadable(f"expected “R type from to”, type one of {', '.join(L.RELATIONS)}")
        self.relations.append(
            {"type": words[0], "from": self._known(words[1]), "to": self._known(words[2])}
        )

    def _event(self, parts: list[str]) -> None:
        head = parts[0].split()
        if len(head) < 3 or head[1] not in L.EVENT_TYPES or head[2] not in L.STATUSES:
            raise Unreadable("expected “V id Type status [mode]”")
        kind = head[1]
        event: dict[str, Any] = {
            "id": head[0], "type": kind, "mode": head[3] if len(head) > 3 else None,
            "triggers": [], "roles": {}, "place": [], "time": None, "status": head[2],
        }  # fmt: skip
        if (event["mode"] is None) != (kind != "Statement"):
            raise Unreadable("a Statement has a mode, and nothing else has")
        if event["mode"] is not None and event["mode"] not in L.MODES:
            raise Unreadable(f"mode is one of {', '.join(L.MODES)}")
        for part in parts[1:]:
            role, equals, value = part.partition("=")
            if not equals or not re.fullmatch(r"[a-z_]+", role):
                event["triggers"].append(self.of.span(part))
            elif role == "place":
                event["place"] = [self._known(v) for v in value.split(",")]
            elif role == "time":
                quote, _, iso = value.partition("=>")
                iso = iso.strip()
                event["time"] = {"span": self.of.span(quote), "value": iso or None}
            elif role not in L.ROLES_OF[kind] and role not in WORDED:
                raise Unreadable(
                    f"{kind} has no role {role}: {', '.join(sorted(L.ROLES_OF[kind]))}"
                )
            elif role in WORDED:
                if value not in WORDED[role]:
                    raise Unreadable(f"{role} is one of {', '.join(WORDED[role])}")
                event["roles"][role] = value
            elif role in L.QUOTED:
                event["roles"].setdefault(role, []).append(self.of.span(value))
            else:
                event["roles"][role] = [self._known(v) for v in value.split(",")]
        if not event["triggers"]:
            raise Unreadable("an event has a trigger")
        event["triggers"].sort()
        self.events.append(event)

    def _known(self, name: str) -> str:
        name = name.strip()
        if name not in self.entities:
            raise Unreadable(f"no entity {name} above")
        return name

    def gold(self) -> dict[str, Any]:
        """The JSON of the gold set."""
        return {
            "id": self.of.id, "source": self.of.source, "date": self.of.date,
            "text": self.of.text, "sentences": self.of.sentences,
            "entities": list(self.entities.values()), "positions": self.positions,
            "relations": self.relations, "events": self.events,
        }  # fmt: skip


def articles(path: Path) -> dict[str, Text]:
    """The texts of a JSONL file (id, text, date, source, sentences) by id."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return {r["id"]: Text(r["id"], r["text"], r["date"], r["source"], r["sentences"]) for r in rows}


def notes(lines: Sequence[str], texts: Mapping[str, Text] | None = None) -> Iterator[Notes | str]:
    """Read the lines of a file → notes of each article, and a sentence for each bad line.

    Without ``texts`` each article brings its own: ``== id (published date)``, its numbered
    sentences, a line ``--``.
    """
    current: Notes | None = None
    reading_text = False
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if head := _HEAD.match(line):
            if current:
                yield current
            name, date = head[1], head[2]
            reading_text = texts is None
            if texts is None:
                current = Notes(Text(name, "", None if date == "None" else date, "own", []))
            elif name in texts:
                current = Notes(texts[name])
            else:
                current = None
                yield f"line {number}: no article {name}"
        elif current and line == "--":
            reading_text = False
        elif current and reading_text and line:
            words = re.sub(r"^\[\d+\]\s*", "", line)
            at = len(current.of.text)
            current.of.sentences.append([at, at + len(words)])
            current.of.text += words + "\n"
        elif current and line:
            try:
                current.read(line)
            except (Unreadable, ValueError) as wrong:
                yield f"line {number} ({current.of.id}): {wrong} :: {line[:90]}"
    if current:
        yield current


def own(path: Path = ANNOTATED / "own.txt") -> list[dict[str, Any]]:
    """Articles in our own words, in the JSON of the gold set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [n.gold() for n in notes(lines) if isinstance(n, Notes)]


def pool(shared: Path, path: Path = ANNOTATED / "pool.jsonl") -> list[dict[str, Any]]:
    """Annotated articles of ``shared/data/pool``, text and notes brought together.

    Raises:
        Unreadable: an article of the notes is not there, or its text is another.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wanted = {r["id"] for r in rows}
    texts = {}
    with gzip.open(shared / "data/pool/articles.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["id"] in wanted:
                texts[row["id"]] = row["text"].strip("\n")
    for row in rows:
        text = texts.get(row["id"], "")[: row.pop("length")]
        if hashlib.sha1(text.encode()).hexdigest() != row.pop("sha1"):
            raise Unreadable(f"the text of {row['id']} is not the one that was annotated")
        row["text"] = text + "\n"
    return rows


def main() -> None:
    """``python -m kg.train.annotation``."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("notes", type=Path, nargs="+")
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    texts = articles(args.articles) if args.articles else None
    rows, bad = [], 0
    for path in args.notes:
        for found in notes(path.read_text(encoding="utf-8").splitlines(), texts):
            if isinstance(found, str):
                bad += 1
                print(f"{path.name}: {found}")
            else:
                rows.append(found.gold())
    if args.out:
        part = args.out.with_suffix(".part")  # a run may be reading the file
        with part.open("w", encoding="utf-8") as file:
            for row in sorted(rows, key=lambda r: r["id"]):
                text = row.pop("text").rstrip("\n")
                row |= {"length": len(text), "sha1": hashlib.sha1(text.encode()).hexdigest()}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
        part.rename(args.out)
    print(f"{len(rows)} articles read, {bad} lines to mend")


if __name__ == "__main__":
    main()
