"""The JSON API: search, entity, facts, sentences, articles, questions; and its OpenAPI document.

One table says what each call takes; requests are checked against it and the document is made of
it, so the two cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.query.question import questions
from kg.query.rows import Rows
from kg.query.table import csv_text, tsv_text
from kg.serve import tell
from kg.serve.guard import Guard
from kg.serve.limit import Refused
from kg.serve.negotiation import chosen
from kg.serve.openapi import responses
from kg.serve.upload import DOCUMENTED
from kg.version import __version__

_LONGEST: Final = 2_000
ANSWERS: Final = ("application/json", "text/csv", "text/tab-separated-values")
"""What the answers to a question may come as, by the visitor's Accept header; else as the first."""


@dataclass(frozen=True, slots=True)
class Param:
    """Something that a call takes in its query string."""

    name: str
    about: str
    required: bool = False
    number: tuple[int, int] | None = None
    """Least and most, for a whole number."""


@dataclass(frozen=True, slots=True)
class Call:
    """One address of the API and the work behind it (a name in ``kg.serve.tell.TOLD``)."""

    path: str
    what: str
    about: str
    params: tuple[Param, ...]


_LIMIT: Final = Param("limit", "how many at most", number=(1, tell.MOST))
_OFFSET: Final = Param("offset", "how many to leave out", number=(0, 1_000_000))
CALLS: Final = (
    Call("/api/search", "search", "Entities and posts by name, in any spelling",
         (Param("name", "a name, Arabic or English", required=True), _LIMIT)),
    Call("/api/entity", "entity", "All that is told of one thing",
         (Param("iri", "its IRI", required=True), _LIMIT)),
    Call("/api/facts", "facts", "Triples by subject, predicate or object",
         (Param("subject", "an IRI"), Param("predicate", "an IRI, or kg:speaker"),
          Param("object", "an IRI"), _LIMIT, _OFFSET)),
    Call("/api/sentences", "sentences", "The sentences behind a name, an entity, an event, a fact",
         (Param("of", "an IRI or a name", required=True), _LIMIT, _OFFSET)),
    Call("/api/article", "article", "An article: its text and sentences",
         (Param("iri", "its IRI", required=True),)),
)  # fmt: skip


def routes() -> list[Route]:
    """The routes of the API."""
    return [
        *(Route(call.path, _answering(call), methods=["GET"]) for call in CALLS),
        Route("/api/questions", _questions, methods=["GET"]),
        Route("/api/questions/{name}", _question, methods=["GET"]),
        Route("/api/openapi.json", _openapi, methods=["GET"]),
    ]


def _answering(call: Call) -> Any:
    async def answer(request: Request) -> Response:
        guard: Guard = request.app.state.readers
        return JSONResponse(await guard.ask(call.what, **_checked(request, call.params)))

    return answer


def _checked(request: Request, params: tuple[Param, ...]) -> dict[str, Any]:
    known = {param.name: param for param in params}
    given: dict[str, Any] = {}
    for name, value in request.query_params.multi_items():
        if name not in known or name in given:
            raise Refused(400, f"expected each of {', '.join(known)} at most once")
        limits = known[name].number
        if not value.strip() or len(value) > _LONGEST or "\0" in value:
            raise Refused(400, f"{name}: expected 1 to {_LONGEST} characters")
        if limits is None:
            given[name] = value
        elif value.isascii() and value.isdigit() and limits[0] <= int(value[:9]) <= limits[1]:
            given[name] = int(value[:9])
        else:
            raise Refused(400, f"{name}: expected a number from {limits[0]} to {limits[1]}")
    missing = [param.name for param in params if param.required and param.name not in given]
    if missing:
        raise Refused(400, f"{missing[0]} is missing")
    return given


async def _questions(request: Request) -> Response:
    return JSONResponse({"questions": tell.library()})


async def _question(request: Request) -> Response:
    guard: Guard = request.app.state.readers
    pairs = tuple(sorted(request.query_params.multi_items()))
    if len(dict(pairs)) != len(pairs) or any(len(v) > _LONGEST or not v.strip() for _, v in pairs):
        raise Refused(400, "expected each parameter at most once, and not empty")
    kind = chosen(request.headers.get("accept"), None, ANSWERS) or ANSWERS[0]
    name = request.path_params["name"][:100]
    told = await guard.ask("question", name=name, params=pairs)
    if kind == "application/json":
        return JSONResponse(told, headers={"Vary": "Accept"})
    headers = {"Vary": "Accept"}
    if told["cut_at"]:
        headers["Khabar-Cut-At"] = str(told["cut_at"])
    rows = Rows.of(told["columns"], [list(row.values()) for row in told["rows"]])
    text = csv_text(rows) if kind == "text/csv" else tsv_text(rows)
    return Response(text, media_type=kind, headers=headers)


async def _openapi(request: Request) -> Response:
    return JSONResponse(document(request.app.state.writable))


def document(writable: bool = False) -> dict[str, Any]:
    """The OpenAPI 3.1 document."""
    paths: dict[str, Any] = {
        call.path: _get(call.about, [_parameter(p) for p in call.params]) for call in CALLS
    }
    paths["/api/questions"] = _get("The library of questions, in Arabic and English", [])
    names = [q.name for q in questions()]
    path = {"name": "name", "in": "path", "required": True, "schema": {"enum": names}}
    narrowing = sorted({(p.name, p.about_en) for q in questions() for p in q.parameters})
    told = {name: _parameter(Param(name, about)) for name, about in narrowing}
    answers = _get("The answers to a question", [path, *told.values()])
    answers["get"]["responses"] = responses(texts=ANSWERS[1:])
    paths["/api/questions/{name}"] = answers
    if writable:
        paths |= DOCUMENTED
    schemes = {"token": {"type": "http", "scheme": "bearer"}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Khabar", "version": __version__},
        "paths": paths,
        "components": {"securitySchemes": schemes} if writable else {},
    }


def _get(about: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    return {"get": {"summary": about, "parameters": parameters, "responses": responses()}}


def _parameter(param: Param) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": _LONGEST}
    if param.number:
        schema = {"type": "integer", "minimum": param.number[0], "maximum": param.number[1]}
    told = {"name": param.name, "in": "query", "description": param.about}
    return told | {"required": param.required, "schema": schema}
