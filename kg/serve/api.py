"""The JSON API: search, entity, facts, sentences, articles, questions; and its description.

One table (``calls``) says what each call takes; requests are checked against it and the
description is made of it, so the two cannot disagree.
"""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.query.rows import Rows
from kg.query.table import csv_text, tsv_text
from kg.serve import tell
from kg.serve.calls import CALLS, LONGEST, Call, Param
from kg.serve.document import ANSWERS, document
from kg.serve.guard import Guard
from kg.serve.limit import Refused
from kg.serve.markup import html
from kg.serve.negotiation import chosen


def routes() -> list[Route]:
    """The routes of the API."""
    return [
        *(Route(call.path, _answering(call), methods=["GET"]) for call in CALLS),
        Route("/api/questions", _questions, methods=["GET"]),
        Route("/api/questions/{name}", _question, methods=["GET"]),
        Route("/api/openapi.json", _openapi, methods=["GET"]),
        Route("/api", _page, methods=["GET"]),
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
        if not value.strip() or len(value) > LONGEST or "\0" in value:
            raise Refused(400, f"{name}: expected 1 to {LONGEST} characters")
        if limits is None:
            given[name] = value
        elif value.isascii() and value.isdigit() and limits[0] <= int(value[:9]) <= limits[1]:
            given[name] = int(value[:9])
        else:
            raise Refused(400, f"{name}: expected a number from {limits[0]} to {limits[1]}")
    missing = [param.name for param in params if param.required and param.name not in given]
    if missing:
        raise Refused(400, f"{missing[0]} is missing: expected ?{missing[0]}=… (see /api)")
    return given


async def _questions(request: Request) -> Response:
    return JSONResponse({"questions": tell.library()})


async def _question(request: Request) -> Response:
    guard: Guard = request.app.state.readers
    kind = chosen(request.headers.get("accept"), None, ANSWERS) or ANSWERS[0]
    name = request.path_params["name"][:100]
    told = await guard.ask("question", name=name, params=narrowed(request))
    if kind == "application/json":
        return JSONResponse(told, headers={"Vary": "Accept"})
    headers = {"Vary": "Accept"}
    if told["cut_at"]:
        headers["Khabar-Cut-At"] = str(told["cut_at"])
    rows = Rows.of(told["columns"], [list(row.values()) for row in told["rows"]])
    text = csv_text(rows) if kind == "text/csv" else tsv_text(rows)
    return Response(text, media_type=kind, headers=headers)


def narrowed(request: Request) -> tuple[tuple[str, str], ...]:
    """What a question of the library is narrowed to. Refuses with 400."""
    pairs = tuple(sorted(request.query_params.multi_items()))
    if len(dict(pairs)) != len(pairs) or any(len(v) > LONGEST or not v.strip() for _, v in pairs):
        raise Refused(400, "expected each parameter at most once, and not empty")
    return pairs


async def _openapi(request: Request) -> Response:
    return JSONResponse(document(request.app.state.writable))


async def _page(request: Request) -> Response:
    told = document(request.app.state.writable)
    return html("api.html", told=told, schemas=told["components"]["schemas"])
