"""Sentences that say something, with the words that say it marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that says it. ``sentence == text of the article[begin:end]``, untouched."""

    about: str
    """IRI of the entity, event, post or relation."""
    label: str
    article: str
    """dcterms:identifier of the article."""
    title: str | None
    date: str | None
    source: str | None
    url: str | None
    sentence: str
    begin: int
    end: int
    spans: tuple[tuple[int, int], ...]
    """Where the words stand, as offsets into the article's text; inside ``[begin, end)``."""
    kinds: tuple[str, ...]
    """name, nominal, pronoun, demonym or trigger; ``fact`` for posts and relations."""
    confidence: float | None

    @property
    def words(self) -> tuple[str, ...]:
        """The highlighted words."""
        return tuple(self.sentence[a - self.begin : b - self.begin] for a, b in self.spans)

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The sentence with its words between ``before`` and ``after``."""
        parts, at = [], self.begin
        for a, b in self.spans:
            parts += [self.sentence[at - self.begin : a - self.begin], before]
            parts += [self.sentence[a - self.begin : b - self.begin], after]
            at = b
        return "".join(parts) + self.sentence[at - self.begin :]


@dataclass(frozen=True, slots=True)
class Evidences(Sequence[Evidence]):
    """All sentences behind something, in order of article and place."""

    items: tuple[Evidence, ...]

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, index: Any) -> Any:
        return self.items[index]

    def __str__(self) -> str:
        return "\n\n".join(
            f"{e.marked()}\n  — {e.title or e.article}"
            f"{f'، {e.source}' if e.source else ''}{f'، {e.date}' if e.date else ''}"
            f" ({e.article} {e.begin}–{e.end})"
            for e in self.items
        )

    def __repr__(self) -> str:
        return str(self)  # what a Python prompt shows

    def _repr_html_(self) -> str:
        items = []
        for one in self.items:
            told = [one.title or one.article, one.source or "", one.date or ""]
            where = " · ".join(escape(part) for part in told if part)
            # marks that no article contains, because escape() leaves no "<"
            words = escape(one.marked("\x02", "\x03")).replace("\x02", "<mark>")
            words = words.replace("\x03", "</mark>")
            items.append(f'<li dir="rtl">{words}<br><small>{where}</small></li>')
        return f"<ol>{''.join(items)}</ol>"
