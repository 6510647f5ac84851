"""ASCII IRIs that are the same in every build: what is named is a function of the thing itself.

Readable first (a transliterated slug), exact second (a short hash of what the slug cannot tell
apart: "سارة" and "صارة" may share a slug, never an IRI). Whatever an identifier or a name
contains, quotes, markup, ``../`` or bidi controls, only ``[A-Za-z0-9._~/#=,-]`` comes out.
"""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from kg.article.input import whole_address
from kg.entity.key import Key
from kg.sentence.spelling import name_key, slug
from kg.triple.vocabulary import DATA

_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9]))*")
_FOLDER = {
    "PER": "person",
    "CTRY": "country",
    "LOC": "place",
    "ORG": "organization",
    "GRP": "group",
}
_ROWS = {  # where the rows of the shipped knowledge base go: key's prefix, type → folder
    ("country", "CTRY"): "country",
    ("city", "LOC"): "city",
    ("region", "LOC"): "region",
    ("org", "ORG"): "organization",
}
_LONGEST = 60  # characters of a slug; longer names are cut, the hash keeps them apart


@lru_cache(maxsize=1024)
def article(identifier: str) -> str:
    """``…/article/<identifier>``, or a slug, ``~`` and a hash where it is not plain ASCII."""
    if len(identifier) <= 120 and _PLAIN.fullmatch(identifier):
        return f"{DATA}article/{identifier}"
    return f"{DATA}article/{_slug(identifier)}~{_hash(identifier)}"


def sentence(identifier: str, index: int) -> str:
    """``…/article/<id>/sentence/<index>``"""
    return f"{article(identifier)}/sentence/{index}"


def mention(identifier: str, start: int, end: int) -> str:
    """``…/article/<id>#char=<start>,<end>`` (RFC 5147), offsets as in ``Article.text``."""
    return f"{article(identifier)}#char={start},{end}"


def event(identifier: str, local: str) -> str:
    """``…/article/<id>/event/<local id>``"""
    return f"{article(identifier)}/event/{_part(local)}"


def relation(identifier: str, index: int) -> str:
    """The ``rdf:Statement`` that carries the confidence and the sentence of a relation."""
    return f"{article(identifier)}/relation/{index}"


@lru_cache(maxsize=65536)
def entity(key: Key) -> str:
    """The IRI of an entity: of its knowledge-base row, of its folded name, or in its article.

    ``…/country/FR``, ``…/city/fr_paris``, ``…/person/<slug>-<hash>``, ``…/article/<id>/entity/e5``.
    """
    folder = _FOLDER[key.type]
    if key.basis == "kb":
        prefix, _, local = key.value.partition("/")
        if (prefix, key.type) in _ROWS and _PLAIN.fullmatch(local):
            return f"{DATA}{_ROWS[prefix, key.type]}/{local}"
        return f"{DATA}{folder}/{_slug(key.value)}~{_hash(key.value)[:6]}"
    if key.basis == "name":
        return f"{DATA}{folder}/{_slug(key.value)}-{_hash(key.value)[:6]}"
    identifier, _, local = key.value.rpartition("/")
    return f"{article(identifier)}/entity/{_part(local)}"


def post(holder: str, title: str, of: str | None, former: bool) -> str:
    """``<holder>/post/<slug of the title>-<hash of title, body and whether it is past>``"""
    what = f"{name_key(title)}\n{of or ''}\n{former}"
    return f"{holder}/post/{_slug(name_key(title))}-{_hash(what)[:6]}"


def is_post_of(node: str, title: str) -> bool:
    """Whether the IRI of a post is one of that title, of whatever body, held or past."""
    return node.rpartition("/post/")[2].rpartition("-")[0] == _slug(name_key(title))


def run(version: str, model: str, options: str) -> str:
    """``…/run/<hash>``: two runs with the same code, model and options are one."""
    made = "\n".join((version, model, options))
    return f"{DATA}run/{_hash(made)}"


def web(url: str) -> str | None:
    """An http(s) address as an IRI, its Arabic letters as they are (RFC 3987), so that it can be
    compared with the table it came from; None for anything else (``javascript:`` …)."""
    if not whole_address(url):
        return None
    kept = (c if c.isalnum() else quote(c, safe="!#$%&'()*+,-./:;=?@[]_~") for c in url)
    return "".join(kept)


def _part(text: str) -> str:
    """``text`` as one path segment: itself where plain, else slug and hash."""
    return text if _PLAIN.fullmatch(text) else f"{_slug(text)}~{_hash(text)[:6]}"


def _slug(text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9]+", "-", slug(text)).strip("-")[:_LONGEST].rstrip("-")
    return plain or "x"


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
