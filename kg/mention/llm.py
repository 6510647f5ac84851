"""A language model behind an OpenAI-compatible endpoint as a second reader; off by default.

The endpoint is named by the user: a local one (Ollama, llama.cpp, vLLM) or a remote one, to which
the articles are then sent. Answers are asked for in JSON and believed only as far as the text
goes: a mention that does not stand in its sentence, or of a type that we do not have, is dropped.
The key, where one is needed, comes from the environment (KHABAR_LLM_KEY) and is never logged.
"""

from __future__ import annotations

import json
import logging
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any, Final, get_args

from kg.errors import KhabarError
from kg.mention.certainty import SECOND
from kg.nouns import Article, EntityType, Mention, Sentence
from kg.sentence.words import words

_LOG = logging.getLogger("kg")
_TYPES: Final[tuple[EntityType, ...]] = get_args(EntityType)
TRIES: Final = 3
PATIENCE: Final = 120.0
"""Seconds for one answer: a small model on a laptop is slow."""
AT_ONCE: Final = 12
"""Sentences in one question."""
MOST: Final = 4_000_000
"""Bytes of an answer that are read."""

PROMPT: Final = (
    "You mark named entities in Arabic news. For each numbered sentence list every name exactly "
    "as it is written, without prefixed و ف ب ل ك and without titles. Types: PER person, CTRY "
    "country, LOC other place, ORG organisation. Answer in JSON only: "
    '{"mentions": [{"sentence": 0, "text": "…", "type": "PER"}]}'
)
SCHEMA: Final = {
    "type": "object",
    "required": ["mentions"],
    "properties": {
        "mentions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["sentence", "text", "type"],
                "properties": {
                    "sentence": {"type": "integer"},
                    "text": {"type": "string"},
                    "type": {"type": "string", "enum": list(_TYPES)},
                },
            },
        }
    },
}


class Endpoint:
    """Where to ask, and which model."""

    def __init__(self, url: str, model: str, pause: float = 1.0) -> None:
        """``pause``: seconds before a second try, doubled before each further one."""
        self._url, self._model, self._pause = f"{url}/chat/completions", model, pause

    def mentions(self, article: Article, lines: Sequence[Sentence]) -> tuple[Mention, ...]:
        """What the model names and the text holds.

        Raises KhabarError K305 where the endpoint does not answer.
        """
        found: list[Mention] = []
        for at in range(0, len(lines), AT_ONCE):
            some = lines[at : at + AT_ONCE]
            text = "\n".join(f"[{k}] {article.text[s.start : s.end]}" for k, s in enumerate(some))
            found += self._believed(article, some, self._ask(text))
        return tuple(sorted(set(found), key=lambda m: (m.start, m.end)))

    def _believed(
        self, article: Article, lines: Sequence[Sentence], answer: object
    ) -> Iterator[Mention]:
        rows = answer.get("mentions") if isinstance(answer, dict) else None
        dropped = 0
        for row in rows if isinstance(rows, list) else ():
            spans = list(_spans(article, lines, row))
            dropped += not spans
            yield from spans
        if dropped:
            _LOG.info("%s: %d mention(s) of the language model are not in it", article.id, dropped)

    def _ask(self, text: str) -> object:
        question = {
            "model": self._model,
            "temperature": 0,
            "messages": [
                {"role": "system", "content": PROMPT},
                {"role": "user", "content": text},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "mentions", "schema": SCHEMA},
            },
        }
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get("KHABAR_LLM_KEY"):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(self._url, json.dumps(question).encode(), headers)
        reason = ""
        for again in range(TRIES):
            if again:
                time.sleep(self._pause * 2 ** (again - 1))
            try:
                with urllib.request.urlopen(request, timeout=PATIENCE) as reply:
                    return _content(json.loads(reply.read(MOST)))
            except urllib.error.HTTPError as wrong:
                reason = f"HTTP {wrong.code}"
                if wrong.code < 500 and wrong.code != 429:
                    break
            except (OSError, ValueError) as wrong:
                reason = f"{type(wrong).__name__}"
        raise KhabarError("K305", url=self._url, reason=reason)


def _content(reply: Any) -> object:
    """The JSON that the model wrote; None where it wrote something else."""
    try:
        written = str(reply["choices"][0]["message"]["content"])
        start, end = written.index("{"), written.rindex("}") + 1
        return json.loads(written[start:end])
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _spans(article: Article, lines: Sequence[Sentence], row: object) -> Iterator[Mention]:
    """Every place where the sentence holds the words, as whole words (proclitics aside)."""
    if not isinstance(row, dict):
        return
    number, said, kind = row.get("sentence"), row.get("text"), row.get("type")
    if not isinstance(number, int) or not 0 <= number < len(lines) or kind not in _TYPES:
        return
    said = said.strip() if isinstance(said, str) else ""
    line = lines[number]
    text = article.text[line.start : line.end]
    row_words = words(text)
    ends = {w.end for w in row_words}
    at = text.find(said) if said else -1
    while at >= 0:
        within = next((w for w in row_words if w.start <= at < w.end), None)
        if within and at + len(said) in ends and set(text[within.start : at]) <= set("وفبلك"):
            start, end = line.start + at, line.start + at + len(said)
            yield Mention(start, end, kind, "name", line.index, SECOND)
        at = text.find(said, at + 1)
