"""Content negotiation: which of the formats there are a visitor would have (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SHORT = {
    "json": ("application/sparql-results+json", "application/ld+json"),
    "xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "turtle": ("text/turtle",),
    "ttl": ("text/turtle",),
    "n3": ("text/turtle",),
    "nt": ("application/n-triples",),
    "ntriples": ("application/n-triples",),
    "jsonld": ("application/ld+json",),
    "rdf": ("application/rdf+xml",),
    "rdfxml": ("application/rdf+xml",),
    "html": ("text/html",),
}
"""What ``?format=`` may say, in any case and with or without ``+``, ``-`` or ``_``: SPARQLWrapper
says ``rdf+xml``, ``json-ld`` and ``n3`` for what its Accept header names too."""
NAMES = "json, xml, csv, tsv, turtle, ntriples, jsonld, rdfxml, html"
"""The names to tell a visitor."""
_ALSO = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml",),
    "application/x-turtle": ("text/turtle",),
    "text/plain": ("application/n-triples",),
}


def chosen(accept: str | None, format: str | None, offered: Sequence[str]) -> str | None:
    """The offered media type that is wanted most; the first of equals; None if none will do.

    ``format``, a short name or a media type, wins over ``accept``, the header.
    """
    if format:
        wanted = _meant(format.strip().lower())
        return next((one for one in offered if one in wanted), None)
    if not accept or not accept.strip():
        return offered[0] if offered else None
    best, at = None, 0.0
    ranges = _ranges(accept)
    for one in offered:
        quality = max(
            ((exact, q) for exact, q in (_match(*r, one) for r in ranges) if exact),
            default=(0, 0.0),
        )[1]
        if quality > at:
            best, at = one, quality
    return best


def unmet(offered: Sequence[str], format: str | None) -> str:
    """What to tell a visitor whom none of the ``offered`` media types will do."""
    told = f"this answer may be {', '.join(offered)}: say so in Accept, or leave it out"
    if not format:
        return told
    names = ", ".join(
        name for name in NAMES.split(", ") if not set(_SHORT[name]).isdisjoint(offered)
    )
    return f"{told}; {format[:40]!r} in format is none of them: here it may be {names}"


def _meant(format: str) -> tuple[str, ...]:
    """The media types that a name or a media type means; ``+`` comes as a space where a visitor
    did not write it as ``%2B``."""
    if "/" in format:
        media = format.replace(" ", "+")
        return (media, *_ALSO.get(media, ()))
    return _SHORT.get(re.sub(r"[ +_-]", "", format), ())


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept[:2_000].split(","):
        name, *parameters = (p.strip().lower() for p in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        found.append((name, quality))
    return found


def _match(name: str, quality: float, offered: str) -> tuple[int, float]:
    """How exactly a range means what is offered (0: not at all), and how much it is wanted."""
    if name == offered:
        return 4, quality
    if offered in _ALSO.get(name, ()):
        return 3, quality
    if name.endswith("/*") and name != "*/*" and offered.startswith(name[:-1]):
        return 2, quality
    return (1, quality) if name == "*/*" else (0, 0.0)
