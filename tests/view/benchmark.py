"""The page beside plain pyvis, on the same made-up graphs: ``python -m tests.view.benchmark``.

Prints a Markdown table: seconds to build, size, seconds until the page can be used, frames a
second while it is dragged. Wants chromium; sizes as arguments (default 200 2000 10000 50000).
What plain pyvis does not finish within a minute is given up.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import networkx as nx

from kg.view.data import PageArticle, PageData, PageEntity, PageEvent, PageRole, PageSpan
from kg.view.page import page
from tests.view.conftest import ARGUMENTS, CHROMIUM

PATIENCE = 60
TYPES = ("PER", "CTRY", "LOC", "ORG", "GRP")
NAMES = ("سالم", "ليلى", "النهر", "الجبل", "مجلس", "وردة", "قاسم", "بحر", "مدينة", "نور")


def made_up(count: int) -> PageData:
    """``count`` entities who met as in a Barabási–Albert graph, two links each, with sentences."""
    graph = nx.barabasi_albert_graph(count, 2, seed=1)
    names = [f"{NAMES[n % 10]} {NAMES[n // 10 % 10]} {n}" for n in range(count)]
    iris = [f"https://w3id.org/khabar/id/person/{n}" for n in range(count)]
    events, articles = [], []
    pairs = sorted(graph.edges())
    for number in range(0, len(pairs), 20):
        text, spans = "", []
        for a, b in pairs[number : number + 20]:
            iri = f"https://w3id.org/khabar/id/event/{a}-{b}"
            for word, target in (("التقى", iri), (names[a], iris[a]), (names[b], iris[b])):
                kind = "trigger" if target is iri else "name"
                spans.append(PageSpan(len(text), len(text) + len(word), target, kind))
                text += word + " "
            text += "\n"
            roles = (PageRole("participant", iris[a]), PageRole("participant", iris[b]))
            day = f"20{10 + number % 15:02}-{1 + number % 12:02}-11"
            events.append(PageEvent(iri, "Meeting", begin=day, roles=roles))
        lines = [i for i, c in enumerate(text) if c == "\n"]
        sentences = tuple(zip([0, *(i + 1 for i in lines)], lines, strict=False))
        identifier = f"a{number}"
        articles.append(
            PageArticle(identifier, identifier, text, sentences=sentences, spans=tuple(spans))
        )
    entities = tuple(
        PageEntity(iri, TYPES[n % 5], name)
        for n, (iri, name) in enumerate(zip(iris, names, strict=True))
    )
    return PageData(tuple(articles), entities, events=tuple(events))


def plain(count: int, path: str) -> None:
    """What a person gets from pyvis by its own documentation, with its offline option."""
    from pyvis.network import Network

    graph = nx.barabasi_albert_graph(count, 2, seed=1)
    nx.set_node_attributes(graph, {n: f"{NAMES[n % 10]} {n}" for n in graph}, "label")
    network = Network(cdn_resources="in_line", height="800px")
    network.from_nx(graph)
    Path(path).write_text(network.generate_html(notebook=False), encoding="utf-8")


FRAMES = """() => new Promise((done) => { let n = 0; const start = performance.now();
const step = () => { n += 1; const t = performance.now() - start;
t < 2000 ? requestAnimationFrame(step) : done(n / t * 1000); }; requestAnimationFrame(step); })"""
DRAWN = """() => { const c = document.querySelector("canvas"); if (!c || !c.width) return false;
const copy = document.createElement("canvas"); copy.width = 200; copy.height = 200;
const pen = copy.getContext("2d"); pen.drawImage(c, 0, 0, 200, 200);
return pen.getImageData(0, 0, 200, 200).data.some((v, i) => i % 4 === 3 && v > 200); }"""


def in_browser(path: Path, ready: str | None) -> tuple[str, str]:
    """Seconds until the page is drawn, and frames a second while it is dragged."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        tab = browser.new_page(viewport={"width": 1300, "height": 800})
        tab.route("http*://**", lambda route: route.abort())
        tab.set_default_timeout(PATIENCE * 1000)
        start = time.perf_counter()
        try:
            tab.goto(path.as_uri(), timeout=PATIENCE * 1000, wait_until="commit")
            if ready:
                tab.wait_for_selector(ready)
            tab.wait_for_function(DRAWN)
            seconds = time.perf_counter() - start
            box = tab.locator("canvas").bounding_box()
            assert box is not None
            x, y = box["x"] + 12, box["y"] + box["height"] / 2
            tab.mouse.move(x, y)
            tab.mouse.down()
            tab.evaluate(f"window.counted = ({FRAMES})(); null")
            end = time.perf_counter() + 2
            step = 0
            while time.perf_counter() < end:
                step += 1
                tab.mouse.move(x + step % 60 * 6, y + step % 40 * 3)
            frames = tab.evaluate("window.counted")
            tab.mouse.up()
        except Error:
            return f"> {PATIENCE}", "—"
        finally:
            browser.close()
        return f"{seconds:.1f}", f"{frames:.0f}"


def timed(count: int, path: Path) -> tuple[str, str]:
    """Build time and size of our page."""
    data = made_up(count)
    start = time.perf_counter()
    path.write_text(page(data), encoding="utf-8")
    return f"{time.perf_counter() - start:.1f}", f"{path.stat().st_size / 1e6:.1f}"


def timed_plain(count: int, path: Path) -> tuple[str, str] | None:
    """Build time and size of plain pyvis' page; None when it takes over a minute."""
    process: Any = multiprocessing.get_context("spawn").Process(
        target=plain, args=(count, str(path))
    )
    start = time.perf_counter()
    process.start()
    process.join(PATIENCE)
    if process.is_alive():
        process.terminate()
        process.join()
        return None
    return f"{time.perf_counter() - start:.1f}", f"{path.stat().st_size / 1e6:.1f}"


def main(sizes: list[int]) -> None:
    print("| nodes | page | build s | MB | usable after s | frames/s dragging |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in sizes:
            ours, theirs = Path(folder) / "ours.html", Path(folder) / "pyvis.html"
            row = (*timed(count, ours), *in_browser(ours, "body[data-ready]"))
            print(f"| {count:,} | Khabar | {' | '.join(row)} |", flush=True)
            built = timed_plain(count, theirs)
            row = (*built, *in_browser(theirs, None)) if built else (f"> {PATIENCE}", "—", "—", "—")
            print(f"| {count:,} | plain pyvis | {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main([int(a) for a in sys.argv[1:]] or [200, 2_000, 10_000, 50_000])
