"""What the calls of the API answer, in the words of OpenAPI 3.1."""

from __future__ import annotations

from typing import Any, Final

from kg.serve.schema import ref

_MEANING: Final = {
    "200": "done",
    "202": "taken: it is read as soon as it is its turn",
    "400": "not understood",
    "401": "without the token",
    "403": "an update, and this server only answers queries",
    "404": "nothing of that name",
    "406": "there is no such format",
    "413": "more than may be sent or answered",
    "415": "sent as a type that is not read",
    "503": "more than is allowed at once, or longer than a question may take",
}


def responses(
    gives: str, *more: str, done: str = "200", texts: tuple[str, ...] = ()
) -> dict[str, Any]:
    """What a call may answer: 400, 404, 503 and ``more`` with an error, ``done`` with the schema
    that is called ``gives``; ``texts``: the media types besides JSON in which that may come."""
    answers: dict[str, Any] = {done: answer(done, ref(gives))}
    answers[done]["content"] |= {media: {"schema": {"type": "string"}} for media in texts}
    return answers | errors("400", "404", "503", *more)


def errors(*codes: str) -> dict[str, Any]:
    """The answers of calls that are refused."""
    return {code: answer(code, ref("Error")) for code in codes}


def answer(code: str, schema: dict[str, Any]) -> dict[str, Any]:
    """One answer in JSON."""
    content = {"application/json": {"schema": schema}}
    return {"description": _MEANING[code], "content": content}
