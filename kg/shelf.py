"""The shelf of a build: facts kept from earlier builds, and those of this one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final

from kg.graph.archive import Archive, Kept, KeptFacts
from kg.nouns import Article, Facts
from kg.triple.write import Run

_STAGES: Final = ("article", "sentence", "time", "mention", "entity", "event", "lexicon")
_READING: Final = ("entities", "also")
"""Options that decide what is read in an article: tables of names, second readers."""


@dataclass(slots=True)
class Shelf:
    """Facts by article; with a folder they outlast the build."""

    run: Run
    reader: str
    """What reads now: facts that something else read are read again."""
    archive: Archive
    before: dict[str, Kept] = field(default_factory=dict)
    """What the graph was made of until now."""
    kept: dict[str, Kept] = field(default_factory=dict)
    """What this build has come to."""
    read: set[str] = field(default_factory=set)
    """Ids of the articles that were read now."""

    @classmethod
    def of(cls, output: str | Path | None, run: Run, *, fresh: bool) -> Shelf:
        """The shelf of a folder; ``fresh``: its earlier articles are forgotten.

        Raises ``KhabarError`` K809 where the kept facts are damaged.
        """
        archive = Archive(output)
        before = {} if fresh else {one.id: one for one in archive.all()}
        return cls(run, reader_of(run), archive, before)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.__exit__()

    def names_let_go(self) -> str | None:
        """The files of the user's names that the graph was made with, where this build has none."""
        had = {one.run.options.get("entities", "") for one in self.before.values()} - {""}
        if not had or "entities" in self.run.options:
            return None
        files = {part.rsplit(" ", 1)[0] for some in had for part in some.split(", ")}
        # names out of RDF were read as the table that was made of them
        return ", ".join(
            sorted(re.sub(r"(\.(?:ttl|nt|rdf|jsonld))\.tsv$", r"\1", f) for f in files)
        )

    def files(self) -> dict[str, str]:
        """Where the articles of the graph were read → their ids."""
        return {one.origin: name for name, one in self.before.items() if one.origin}

    def place(self, article: Article) -> Kept:
        """Where the facts of an article stand when this reader has read it."""
        return Kept.of(article, self.reader, self.run)

    def knows(self, place: Kept) -> bool:
        """Whether this reader read an article of that content before."""
        return self.archive.knows(place.content, place.reader)

    def put(self, read: Sequence[tuple[Kept, bytes]]) -> None:
        """Packed facts that were read just now, all or none: they outlast whatever happens."""
        if read:
            self.archive.put_packed(((p.content, facts) for p, facts in read), self.reader)
            self.read.update(place.id for place, _ in read)

    def replaced(self, article: Article) -> str | None:
        """Where another article of this id was read from, whose place it takes."""
        old = self.before.get(article.id)
        if old is None or not old.origin or old.origin == article.origin:
            return None
        if self.archive.facts(old).article.text == article.text:
            return None
        return old.origin

    def keep(self, place: Kept, *, again: bool = False) -> None:
        """Make facts part of the graph; ``again``: those of an earlier build, read anew."""
        if again:
            options = self.before[place.id].run.options.items()
            told = {k: v for k, v in options if k not in _READING}
            now = {k: v for k, v in self.run.options.items() if k in _READING}
            place = replace(place, run=replace(self.run, options={**told, **now}))
        self.kept[place.id] = place

    def outdated(self) -> Iterator[Article]:
        """Articles of earlier builds that were not given now and that another reader read."""
        for name, one in sorted(self.before.items()):
            if name not in self.kept and one.reader != self.reader:
                yield self.archive.facts(one).article

    def all(self) -> dict[str, Kept]:
        """What the graph is to be made of: this build's articles and the earlier ones."""
        return {**self.before, **self.kept}

    def copies(self) -> list[tuple[str, str]]:
        """Articles with the very text and publisher of another one, each with that other, where
        this build brought one of the two. Of a file that was renamed the old name comes first."""
        alike: dict[str, list[str]] = {}
        told = self.all()
        for name, one in sorted(told.items()):
            if one.words:
                alike.setdefault(one.words, []).append(name)

        def rank(name: str) -> tuple[bool, bool, str]:
            """What stays comes first: its file is still there, and was before."""
            origin = told[name].origin
            there = name in self.kept or origin is None or Path(origin).exists()
            return not there, name not in self.before, name

        found = []
        for names in alike.values():
            if len(names) > 1 and not self.before.keys() >= {*names}:
                first, *copies = sorted(names, key=rank)
                found += [(copy, first) for copy in copies]
        return sorted(found)

    def facts(self) -> Mapping[str, Facts]:
        """Their facts, by article."""
        return KeptFacts(self.archive, self.all())


def whole(facts: Facts) -> Facts:
    """The same facts. Raises ``ValueError`` where they speak of an entity or event that is not
    among them: no graph can be made of such, and one article must not cost the others theirs."""
    entities, events = ([x.id for x in told] for told in (facts.entities, facts.events))
    if len({*entities, *events}) < len(entities) + len(events):
        raise ValueError("two entities or events have one id")
    used = [c for _, c in facts.demonyms]
    used += [x for p in facts.posts for x in (p.holder, p.of) if x]
    used += [x for r in facts.relations for x in (r.source, r.target)]
    used += [m for e in facts.entities for m in e.members]
    for event in facts.events:
        used += [r.filler for r in event.roles if isinstance(r.filler, str)] + [*event.places]
    told = [x for e in facts.events for x in (*e.reports, e.made_at) if x]
    missing = ({*used} - {*entities}) | ({*told} - {*events})
    if missing:
        raise ValueError(f"no entity or event {min(missing)}")
    return facts


def reader_of(run: Run) -> str:
    """A fingerprint of all that decides what is read in an article: code, tables, model and second
    readers."""
    from hashlib import blake2b

    told = (run.version, run.model, *(run.options.get(name, "") for name in _READING), _source())
    return blake2b("\n".join(told).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@cache
def _source() -> str:
    """A fingerprint of the stages and their tables, so that a new rule reads articles anew."""
    from hashlib import blake2b

    home = Path(__file__).parent
    files = [home / "nouns.py", home / "pipeline.py"]
    files += (
        f for stage in _STAGES for end in ("py", "tsv") for f in (home / stage).rglob(f"*.{end}")
    )
    digest = blake2b(digest_size=8)
    for file in sorted(files):
        digest.update(file.relative_to(home).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()
