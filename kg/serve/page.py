"""The pages: the beginning, the query form, the graph, and one for everything that has an IRI."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve import tell
from kg.serve.api import narrowed
from kg.serve.guard import Guard
from kg.serve.limit import Refused
from kg.serve.markup import html
from kg.serve.negotiation import chosen, unmet
from kg.serve.results import GRAPHS
from kg.triple.vocabulary import DATA, NIF, PREFIXES, SCHEMA

_ASSETS = {
    "page.css": "text/css",
    "query.js": "text/javascript",
    "yasgui.min.js": "text/javascript",
    "yasgui.min.css": "text/css",
    "yasgui.LICENSE.txt": "text/plain",
}
"""The only files of this package that are given away, by name: no path is ever looked up."""
_GRAPH_POLICY = "frame-ancestors 'none'; base-uri 'none'"
_ENTITY_FORMATS = ("text/html", "text/turtle", "application/ld+json", "application/n-triples",
                   "application/rdf+xml", "application/json")  # fmt: skip


def routes() -> list[Route]:
    """The routes of the pages."""
    return [
        Route("/", _home, methods=["GET"]),
        Route("/query", _query, methods=["GET"]),
        Route("/query/{name}", _answer, methods=["GET"]),
        Route("/graph", _graph, methods=["GET"]),
        Route("/id/{name:path}", _entity, methods=["GET"]),
        Route("/asset/{name}", _asset, methods=["GET"]),
    ]


async def _home(request: Request) -> Response:
    name = request.query_params.get("name", "").strip()[:2_000]
    found = await _readers(request).ask("search", name=name, limit=50) if name else None
    return html("home.html", found=found, questions=tell.library())


async def _query(request: Request) -> Response:
    library = tell.library()
    asked = request.query_params.get("question", "")[:100]
    unknown = asked if asked not in {"", *(one["name"] for one in library)} else None
    return html("query.html", questions=library, prefixes=PREFIXES, data=DATA, unknown=unknown)


async def _answer(request: Request) -> Response:
    """The table that the query page shows under its form."""
    name = request.path_params["name"][:100]
    told = await _readers(request).ask("answer", name=name, params=narrowed(request))
    return JSONResponse(told)


async def _graph(request: Request) -> Response:
    """The page of the graph as ``kg build`` made it; the page brings its own, stricter policy."""
    ready = request.app.state.folder / "graph.html"
    if ready.is_file():
        body = ready.read_bytes()
    else:
        body = await request.app.state.readers.ask("page")
    headers = {"Content-Security-Policy": _GRAPH_POLICY}
    return Response(body, media_type="text/html", headers=headers)


async def _entity(request: Request) -> Response:
    """Everything that the graph names, at the path of its IRI, in the format that is wanted."""
    iri = DATA + quote(request.path_params["name"][:2_000], safe="/~._-=,")
    accept, format = request.headers.get("accept"), request.query_params.get("format")
    kind = chosen(accept, format, _ENTITY_FORMATS)
    if kind is None:
        raise Refused(406, unmet(_ENTITY_FORMATS, format))
    headers = {"Vary": "Accept", "Link": f'<{iri}>; rel="canonical"'}
    readers = _readers(request)
    if kind in GRAPHS:
        body = await readers.ask("described", iri=iri, media=kind)
        text = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        return Response(body, media_type=text, headers=headers)
    told = await readers.ask("entity", iri=iri, limit=200)
    if kind == "application/json":
        return JSONResponse(told, headers=headers)
    said = await readers.ask("sentences", of=iri, limit=50)
    article = None
    if any(one["iri"] == SCHEMA.NewsArticle.value for one in told["types"]):
        # its text is the same node (nif:Context): to a person that is no second kind
        told["types"] = [one for one in told["types"] if one["iri"] != NIF.Context.value]
        article = await readers.ask("article", iri=iri)
    page = html("entity.html", it=told, sentences=said, article=article)
    page.headers.update(headers)
    return page


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise Refused(404, "no such file; the pages begin at /")
    headers = {"Cache-Control": "max-age=86400"}
    return Response(_file(name), media_type=f"{_ASSETS[name]}; charset=utf-8", headers=headers)


def _readers(request: Request) -> Guard:
    guard: Guard = request.app.state.readers
    return guard


@cache
def _file(name: str) -> bytes:
    return (files("kg.serve") / "asset" / name).read_bytes()
