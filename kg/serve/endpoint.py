"""``/sparql``: the SPARQL 1.1 Protocol, for queries only."""

from __future__ import annotations

from urllib.parse import parse_qsl

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.query.ask import form
from kg.serve.guard import Guard
from kg.serve.limit import Limits, Refused
from kg.serve.negotiation import chosen, unmet
from kg.serve.results import GRAPHS, TABLES, Written
from kg.triple.vocabulary import RDF, expand

_SD = "http://www.w3.org/ns/sparql-service-description#"
_KINDS = {
    "SELECT": TABLES,
    "ASK": TABLES[:2],
    "CONSTRUCT": tuple(GRAPHS),
    "DESCRIBE": tuple(GRAPHS),
}
"""What the answer to each form of query may be."""
_KNOWN = ("query", "default-graph-uri", "named-graph-uri", "format")


async def sparql(request: Request) -> Response:
    """Answer a query given by GET, by a form or as the body; without one, describe the service."""
    guard: Guard = request.app.state.queries
    given = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=50)
    if request.method == "POST":
        given += await _posted(request, guard.limits)
    if any(name in ("update", "using-graph-uri", "using-named-graph-uri") for name, _ in given):
        raise Refused(403, "this server only answers queries; the graph is changed by kg")
    queries = [value for name, value in given if name == "query"]
    if not queries and request.method != "POST":
        return _about(request)
    if len(queries) != 1:
        told = f"expected one query=…, found {len(queries)}; see /api for what is understood"
        raise Refused(400, told)
    accept = request.headers.get("accept")
    format = next((value for name, value in given if name == "format"), None)
    table, graph = chosen(accept, format, TABLES), chosen(accept, format, tuple(GRAPHS))
    if table is None and graph is None:
        raise Refused(406, unmet(_KINDS.get(form(queries[0]), (*TABLES, *GRAPHS)), format))
    answer: Written = await guard.ask(
        "sparql",
        query=queries[0],
        table=table or TABLES[0],
        graph=graph or next(iter(GRAPHS)),
        default=tuple(_iri(value) for name, value in given if name == "default-graph-uri"),
        named=tuple(_iri(value) for name, value in given if name == "named-graph-uri"),
    )
    headers = {"Vary": "Accept"}
    if answer.cut:
        headers["Khabar-Cut-At"] = str(guard.limits.rows)
    text = answer.media.startswith("text/")
    media = f"{answer.media}; charset=utf-8" if text else answer.media
    return Response(answer.body, media_type=media, headers=headers)


async def _posted(request: Request, limits: Limits) -> list[tuple[str, str]]:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise Refused(403, "this server only answers queries; the graph is changed by kg")
    if kind not in ("application/x-www-form-urlencoded", "application/sparql-query"):
        raise Refused(415, "send application/x-www-form-urlencoded or application/sparql-query")
    body = await body_of(request, limits.query * (3 if kind.endswith("urlencoded") else 1))
    try:
        text = body.decode("utf-8")
        if kind == "application/sparql-query":
            return [("query", text)]
        return parse_qsl(text, keep_blank_values=True, max_num_fields=50, errors="strict")
    except (UnicodeDecodeError, ValueError):
        raise Refused(400, "the request is not UTF-8, or has too many fields") from None


async def body_of(request: Request, most: int) -> bytes:
    """The body of a request of at most ``most`` bytes. Refuses with 413."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise Refused(413, "the request is too large")
        parts.append(part)
    return b"".join(parts)


def _iri(value: str) -> str:
    found = expand(value)
    if not found:
        raise Refused(400, f"the graph's name {value[:80]!r} is no IRI; expected https://…")
    return found


def _about(request: Request) -> Response:
    """The service description, or for a browser the page with a form."""
    offered = (*GRAPHS, "text/html")
    format = request.query_params.get("format")
    kind = chosen(request.headers.get("accept"), format, offered)
    if kind == "text/html":
        return RedirectResponse("/query", 303)
    if kind is None:
        line = unmet(offered, format)
        raise Refused(406, f"{line}; it describes the service: to ask something, give query=…")
    here = NamedNode(str(request.url.replace(query="", fragment="")))
    told = [
        Triple(here, RDF.type, NamedNode(_SD + "Service")),
        Triple(here, NamedNode(_SD + "endpoint"), here),
        Triple(here, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query")),
        Triple(here, NamedNode("http://purl.org/dc/terms/title"), Literal("خبر", language="ar")),
    ]
    formats = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV",
               "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")  # fmt: skip
    told += [
        Triple(
            here, NamedNode(_SD + "resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{n}")
        )
        for n in formats
    ]
    written: RdfFormat = GRAPHS[kind]
    prefixes = None if written == RdfFormat.N_TRIPLES else {"sd": _SD}
    body = serialize(told, format=written, prefixes=prefixes)
    return Response(body, media_type=kind, headers={"Vary": "Accept"})
