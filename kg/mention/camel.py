"""camel-tools' named entity recogniser as a second reader (Obeid et al. 2020).

Its model (``camel_data -i ner-arabert``, 542 MB) is the user's to download; importing it without
that data would ask the network, so the data is looked for first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from kg.errors import KhabarError
from kg.mention.certainty import SECOND
from kg.nouns import Article, EntityType, Mention, Sentence
from kg.sentence.morphology import data_folder
from kg.sentence.words import words

TYPES: Final[dict[str, EntityType]] = {"PERS": "PER", "LOC": "LOC", "ORG": "ORG"}
"""ANERcorp's classes in our terms; MISC has none."""


class Camel:
    """The recogniser, loaded once."""

    def __init__(self, recogniser: Any | None = None) -> None:
        """Raises KhabarError K304 where its data is not installed."""
        if recogniser is None:
            folder = data_folder()
            if not (folder / "data" / "ner").is_dir() or not (folder / "catalogue.json").is_file():
                raise KhabarError("K304", folder=folder)
            from camel_tools.ner import NERecognizer

            recogniser = NERecognizer.pretrained()
        self._recogniser = recogniser

    def mentions(self, article: Article, lines: Sequence[Sentence]) -> tuple[Mention, ...]:
        """Names of persons, places and organisations."""
        found: list[Mention] = []
        for line in lines:
            row = words(article.text, line.start, line.end)
            tags = self._recogniser.predict_sentence([w.text for w in row]) if row else []
            first = None
            for k, tag in enumerate([*tags, "O"]):
                kind = TYPES.get(tag[2:])
                if first is not None and (tag[:2] != "I-" or kind != TYPES[tags[first][2:]]):
                    start, end = row[first].start, row[k - 1].end
                    found.append(
                        Mention(start, end, TYPES[tags[first][2:]], "name", line.index, SECOND)
                    )
                    first = None
                if first is None and kind:
                    first = k
        return tuple(found)
