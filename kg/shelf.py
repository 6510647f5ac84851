"""The shelf of a build: facts kept from earlier builds, and those of this one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.nouns import Article, Facts

if TYPE_CHECKING:
    from kg.graph.archive import Archive, Kept
    from kg.triple.write import Run

_STAGES: Final = ("article", "sentence", "time", "mention", "entity", "event", "lexicon")


@dataclass(slots=True)
class Shelf:
    """Facts by article; with an archive they outlast the build."""

    run: Run
    reader: str
    """What reads now: facts that something else read are read again."""
    archive: Archive | None = None
    before: dict[str, Kept] = field(default_factory=dict)
    """What the graph was made of until now."""
    kept: dict[str, Kept] = field(default_factory=dict)
    """What this build has come to."""
    read: int = 0
    """Articles that were read now."""

    @classmethod
    def of(cls, output: str | Path | None, run: Run, *, fresh: bool) -> Shelf:
        """The shelf of a folder; ``fresh``: its earlier articles are forgotten.

        Raises ``KhabarError`` K809 where the kept facts are damaged.
        """
        reader = reader_of(run)
        if output is None:
            return cls(run, reader)
        from kg.graph.archive import Archive

        archive = Archive(output)
        before = {} if fresh else {one.facts.article.id: one for one in archive.all()}
        return cls(run, reader, archive, before)

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        if self.archive is not None:
            self.archive.__exit__()

    def get(self, article: Article) -> Facts | None:
        """The facts of an article of this content, if this reader read it before."""
        return self.archive.get(article, self.reader) if self.archive is not None else None

    def put(self, facts: Iterable[Facts]) -> None:
        """Facts that were read just now."""
        told = tuple(facts)
        self.read += len(told)
        if self.archive is not None and told:
            self.archive.put(told, self.reader)

    def replaced(self, article: Article) -> str | None:
        """Where another article of this id was read from, whose place it takes."""
        old = self.before.get(article.id)
        if old is None or old.facts.article.text == article.text:
            return None
        first = old.facts.article.origin
        return first if first and first != article.origin else None

    def keep(self, facts: Facts, *, again: bool = False) -> None:
        """Make facts part of the graph; ``again``: those of an earlier build, read anew."""
        from kg.graph.archive import Kept

        run, name = self.run, facts.article.id
        if again:
            options = {k: v for k, v in self.before[name].run.options.items() if k != "entities"}
            tables = {k: v for k, v in run.options.items() if k == "entities"}
            run = replace(run, options={**options, **tables})
        self.kept[name] = Kept(facts, self.reader, run)

    def outdated(self) -> list[Article]:
        """Articles of earlier builds that were not given now and that another reader read."""
        return [
            one.facts.article
            for name, one in sorted(self.before.items())
            if name not in self.kept and one.reader != self.reader
        ]

    def all(self) -> dict[str, Kept]:
        """What the graph is to be made of: this build's articles and the earlier ones."""
        return {**self.before, **self.kept}

    def holding(self, kept: Mapping[str, Kept]) -> AbstractContextManager[None]:
        """See ``Archive.holding``."""
        return self.archive.holding(kept) if self.archive is not None else nullcontext()


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
    """A fingerprint of all that decides what is read in an article: code, tables and model."""
    from hashlib import blake2b

    told = (run.version, run.model, run.options.get("entities", ""), _source())
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
