"""What the calls of the API answer, in the words of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any


def responses(*more: str, texts: tuple[str, ...] = ()) -> dict[str, Any]:
    """What every call may answer; ``texts``: the media types besides JSON of what is done."""
    error = {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
    told = {"200": ("done", {"type": "object"}), "400": ("not understood", error)}
    told |= {"404": ("nothing of that name", error), "503": ("more than is allowed", error)}
    told |= dict.fromkeys(more, ("refused", error))
    answers: dict[str, Any] = {
        code: {"description": about, "content": {"application/json": {"schema": schema}}}
        for code, (about, schema) in told.items()
    }
    answers["200"]["content"] |= {media: {"schema": {"type": "string"}} for media in texts}
    return answers
