"""What the answers of the API hold, in JSON Schema, by name."""

from __future__ import annotations

from typing import Any, Final

_TEXT: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_COUNT: Final = {"type": "integer", "minimum": 0}


def ref(name: str) -> dict[str, Any]:
    """A schema of ``SCHEMAS``, by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    """A list of such."""
    return {"type": "array", "items": items}


def record(about: str = "", /, **members: dict[str, Any]) -> dict[str, Any]:
    """An object that has just these members."""
    told = {"type": "object", "required": list(members), "properties": members}
    return told | ({"description": about} if about else {})


_NODE: Final[dict[str, dict[str, Any]]] = {
    "iri": _TEXT,
    "label": _TEXT | {"description": "in Arabic where it has such a name"},
    "label_en": _MAYBE,
    "types": listed(record(iri=_TEXT, label=_TEXT, label_en=_TEXT)),
}
SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "Error": record("What was wrong, in one line", error=_TEXT),
    "Node": record("A thing: its names and kinds", **_NODE),
    "Value": {
        "description": "Another thing, or a text",
        "anyOf": [
            record(iri=_TEXT, label=_TEXT),
            record(text=_TEXT, language=_MAYBE, datatype=_MAYBE),
        ],
    },
    "Fact": record(predicate=_TEXT, label=_TEXT, label_en=_TEXT, value=ref("Value")),
    "Found": record(query=_TEXT, total=_COUNT, found=listed(ref("Node"))),
    "Entity": record(
        "facts: where it is the subject; facts_about: where it is the object, value the subject",
        **_NODE,
        other_names=listed(_TEXT),
        same_as=listed(_TEXT),
        facts=listed(ref("Fact")),
        facts_about=listed(ref("Fact")),
    ),
    "Facts": record(
        facts=listed(record(subject=_TEXT, predicate=_TEXT, object=ref("Value"))), offset=_COUNT
    ),
    "Sentences": record(of=_TEXT, total=_COUNT, sentences=listed(ref("Sentence"))),
    "Sentence": record(
        "begin and end: its place in the article's text, in characters, as those in spans; "
        "parts: its pieces, the words that tell it marked true",
        about=_TEXT | {"description": "IRI of what it speaks of"},
        label=_TEXT,
        article=_TEXT | {"description": "its id; /api/article takes it"},
        title=_MAYBE,
        date=_MAYBE,
        source=_MAYBE,
        url=_MAYBE,
        sentence=_TEXT,
        begin=_COUNT,
        end=_COUNT,
        spans=listed(listed(_COUNT)),
        kinds=listed(_TEXT),
        confidence={"type": ["number", "null"]},
        words=listed(_TEXT),
        parts=listed({"type": "array"}) | {"description": "each [marked, text]"},
    ),
    "Article": record(
        iri=_TEXT,
        id=_TEXT,
        title=_MAYBE,
        date=_MAYBE,
        publisher=_MAYBE,
        text=_TEXT,
        sentences=listed(record(iri=_TEXT, begin=_COUNT, end=_COUNT, text=_TEXT)),
    ),
    "Questions": record(
        questions=listed(
            record(
                name=_TEXT,
                title_ar=_TEXT,
                title_en=_TEXT,
                sparql=_TEXT,
                parameters=listed(
                    record(
                        name=_TEXT,
                        kind={"enum": ["name", "date", "term"]},
                        about_ar=_TEXT,
                        about_en=_TEXT,
                    )
                ),
            )
        )
    ),
    "Answers": record(
        question=_TEXT,
        title=_TEXT,
        columns=listed(_TEXT),
        rows=listed({"type": "object"}),
        cut_at={
            "type": ["integer", "null"],
            "description": "number of rows, where there are or may be more than these",
        },
    ),
    "Job": record(
        "An upload; Location of the answer is its address",
        job=_TEXT,
        articles=_COUNT,
        state={"enum": ["waiting", "reading", "done", "failed"]},
        codes=listed(_TEXT | {"description": "numbers of the messages, K111"}),
        messages=listed(_TEXT | {"description": "what was wrong with which article"}),
    ),
}
