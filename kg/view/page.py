"""One self-contained ``graph.html``: offline, right to left, every line leading to its sentence.

Nothing in the page asks the network for anything: the vis-network bundle comes out of pyvis,
the font and the outline of the world out of this package, and a Content-Security-Policy in the
page forbids the rest. Only the two scripts whose hashes it names may run.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from pathlib import Path
from typing import Any

from kg.triple.article_label import article_label
from kg.view.data import PageData
from kg.view.latest import latest
from kg.view.network import OPENING, pyvis_network, scene
from kg.view.part import part
from kg.view.payload import key_of, packed, payload, safe_json
from kg.view.reading import page_data
from kg.view.table import words
from kg.view.world import outline

SCRIPTS = (
    "dom", "data", "search", "state", "filter", "scene", "compose", "stage", "parts", "room",
    "label", "draw", "evidence", "panel", "path", "legend", "histogram", "article", "map",
    "timeline", "csv", "svg", "export", "keys", "main",
)  # fmt: skip
STYLES = ("theme", "frame", "panel", "article", "chart", "print")


def page(graph: Any, *, title: str | None = None, limit: int = OPENING, **filters: Any) -> str:
    """The page of a graph as HTML text.

    ``graph``: a ``kg`` Graph, a pyoxigraph Store, an rdflib Graph or Dataset, or a PageData.
    Of more than ``kg.view.latest.MOST`` articles the latest are shown.
    ``limit``: on how many of the most important entities a page of more than 2,000 nodes opens.
    ``filters``: those of ``kg.view.part.part`` (only, events, around, steps, since, until) for a
    page of a part. Raises ``KhabarError`` K601, K602, K603 for filters that name nothing.
    """
    of = 0
    if isinstance(graph, PageData):
        data = graph
    else:
        times = {k: v for k, v in filters.items() if k in ("around", "since", "until")}
        chosen, of = latest(graph, **times)
        data = page_data(chosen)
    if of and not title and not filters:
        title = words("ar")["title.latest"].replace("{n}", str(len(data.articles)))
        title = title.replace("{m}", str(of))
    if filters:
        data = part(data, **filters)
    opening = scene(data, limit=limit)
    mapped = any(e.latitude is not None for e in data.entities)
    body, compressed = packed(payload(data, opening, outline() if mapped else None))
    network = pyvis_network(opening.graph)
    return _render(
        network,
        title=title or _title(data),
        counted=not title and len(data.articles) != 1,
        articles=len(data.articles),
        data=body,
        compressed=compressed,
        count=len(opening.graph),
    )


def _title(data: PageData) -> str:
    if len(data.articles) == 1:
        (one,) = data.articles
        return article_label(one.title, one.text, "خبر")
    return words("ar")["title"].replace("{n}", str(len(data.articles)))


def _render(network: Any, **content: Any) -> str:
    """Render our template with what pyvis made of the networkx graph."""
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("kg.view", "."), autoescape=True)
    nodes, _, _, _, _, options = network.get_network_data()
    library = _vis_network()
    script = _script()
    style = _style()
    # A page's own words, so that a reader without the interface's script still sees a name.
    return environment.get_template("page.html").render(
        words=words("ar"),
        # only the three hashes may run: whatever an article smuggled in would not
        policy="; ".join(
            [
                "default-src 'none'",
                f"script-src {_hash(library)} {_hash(script)}",
                f"style-src {_hash(style)}",
                "font-src data:",
                "img-src data: blob:",
                "base-uri 'none'",
                "form-action 'none'",
            ]
        ),
        library=library,
        script=script,
        style=style,
        nodes=safe_json([_node(n) for n in nodes]),
        options=safe_json(network.options) if isinstance(network.options, dict) else options,
        **content,
    )


def _node(node: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a pyvis node that the page uses; colours follow the theme there."""
    names = ("shape", "size", "x", "y")
    kept: dict[str, Any] = {name: node[name] for name in names if name in node}
    return {"id": key_of(node["id"]), **kept}


def _vis_network() -> str:
    """The vis-network bundle that pyvis carries (Apache 2.0 or MIT)."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    bundle = sorted(folder.glob("vis-*/vis-network.min.js"))[-1]
    return "\n" + bundle.read_text(encoding="utf-8").replace("//# sourceMappingURL=", "// ") + "\n"


def _script() -> str:
    """Our own modules, in order, in one function: they share names but leak none."""
    folder = files("kg.view").joinpath("script")
    parts = [folder.joinpath(f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return '\n(() => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"


def _style() -> str:
    package = files("kg.view")
    font = base64.b64encode(package.joinpath("font/vazirmatn.woff2").read_bytes()).decode("ascii")
    face = (
        '@font-face{font-family:"Khabar";font-weight:100 900;font-display:block;'
        f'src:url("data:font/woff2;base64,{font}") format("woff2");'
        "unicode-range:U+0600-06FF,U+0750-077F,U+08A0-08FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFF}"
    )
    folder = package.joinpath("style")
    parts = [folder.joinpath(f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    return "\n" + "\n".join([face, *parts])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
