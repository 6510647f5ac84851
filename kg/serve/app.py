"""The application: its routes, its processes, and what it says when something is wrong."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve import api, page
from kg.serve.endpoint import sparql
from kg.serve.guard import Guard
from kg.serve.headers import LOOPBACK, Gate
from kg.serve.limit import Limits, Refused
from kg.serve.upload import Uploads


def application(
    folder: Path,
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    hosts: Collection[str] = (),
    token: str | None = None,
) -> Gate:
    """The ASGI application over a folder that ``kg build`` wrote.

    ``workers``: processes for queries (two more do the API and the pages); ``hosts``: names,
    besides those of this machine, under which it may be asked; ``token``: who sends it may add
    articles, and without one nobody may.
    """
    limits = limits or Limits()
    count = workers or max(2, os.cpu_count() or 2)
    queries = Guard(folder, count, replace(limits, copied=limits.copied // count))
    readers = Guard(folder, 2, replace(limits, copied=0))
    uploads = Uploads(folder, token, limits) if token else None

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        await queries.start()
        await readers.start()
        try:
            yield
        finally:
            if uploads:
                await uploads.stop()
            await queries.stop()
            await readers.stop()

    app = Starlette(
        routes=[
            Route("/sparql", sparql, methods=["GET", "POST"]),
            *page.routes(),
            *api.routes(),
            *(uploads.routes() if uploads else ()),
        ],
        exception_handlers={
            Refused: _refused,
            HTTPException: _http,
            ClientDisconnect: _gone,
            Exception: _broken,
        },
        lifespan=life,
    )
    app.state.folder = folder
    app.state.queries, app.state.readers = queries, readers
    app.state.writable = token is not None
    # around everything, so that even what breaks is told with all headers
    return Gate(app, {*LOOPBACK, *map(_named, hosts)}, limits)


def _named(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    headers = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    elif error.status == 503:
        headers["Retry-After"] = "2"
    elif error.status in (408, 413):
        headers["Connection"] = "close"
    return JSONResponse({"error": error.told}, error.status, headers=headers)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow", "GET")
    told = {
        404: f"nothing is at {request.url.path[:100]!r}; the pages begin at /, the API at /api",
        405: f"{request.method[:20]} is not understood here; expected {allowed} (see /api)",
    }
    line = told.get(error.status_code, "the request cannot be answered; see /api")
    return JSONResponse({"error": line}, error.status_code, headers=error.headers)


async def _gone(_: Request, __: Exception) -> Response:
    return Response(status_code=400)


async def _broken(_: Request, __: Exception) -> Response:
    return JSONResponse(
        {"error": "this cannot be answered, and the fault is Khabar's; please report it"}, 500
    )
