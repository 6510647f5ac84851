"""Second readers: other systems that look for names beside the shipped one, when asked to.

Each gives mentions of an article. They join as a lexicon's do: the reader wins where both see
something, what only the other sees is added. ``camel`` is camel-tools' own NER with the data that
its user has downloaded; ``llm=URL#MODEL`` is any endpoint that speaks OpenAI's protocol.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kg.errors import KhabarError
from kg.nouns import Article, Mention, Sentence


class SecondReader(Protocol):
    """What finds names in an article."""

    def mentions(self, article: Article, lines: Sequence[Sentence]) -> tuple[Mention, ...]:
        """Names with their types, spans in ``article.text``."""
        ...


def second_reader(spec: str) -> SecondReader:
    """``camel`` or ``llm=http://localhost:11434/v1#qwen3`` → what reads.

    Raises KhabarError: K303 for another word, K304 where camel-tools' data is not there.
    """
    name, _, rest = spec.partition("=")
    if name == "camel" and not rest:
        from kg.mention.camel import Camel

        return Camel()
    if name == "llm" and rest:
        from kg.mention.llm import Endpoint

        url, _, model = rest.partition("#")
        if url.startswith(("http://", "https://")) and model:
            return Endpoint(url.rstrip("/"), model)
    raise KhabarError("K303", found=spec)
