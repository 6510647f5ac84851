"""Pictures of pages: ``python -m tests.view.screenshots FOLDER GRAPH...``

Each GRAPH is a folder that ``kg build`` wrote, or a graph file. Besides, a made-up page of 5,000
nodes is taken. Every page is photographed as it opens, with its first name chosen, in English
and dark, on a phone, and in its other views. Wants chromium.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from kg import Graph
from kg.view.page import page
from tests.view.benchmark import made_up
from tests.view.conftest import ARGUMENTS, CHROMIUM

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
SHOTS: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "open": ({"viewport": DESK}, "", ()),
    "person": ({"viewport": DESK}, "", ("n",)),
    "dark-english": ({"viewport": DESK, "color_scheme": "dark"}, "lang=en", ("n",)),
    "communities": ({"viewport": DESK}, "communities=1&fold=1", ()),
    "phone": ({"viewport": PHONE}, "", ("n",)),
    "article": ({"viewport": DESK}, "view=article", ()),
    "map": ({"viewport": DESK}, "view=map", ()),
    "time": ({"viewport": DESK}, "view=time", ()),
}


def take(html: str, stem: str, folder: Path, shots: tuple[str, ...] = tuple(SHOTS)) -> list[Path]:
    """Photograph one page; the pictures' paths."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{stem}.html"
    path.write_text(html, encoding="utf-8")
    pictures = []
    with sync_playwright() as session:
        browser = session.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for name in shots:
            options, fragment, keys = SHOTS[name]
            tab = browser.new_page(**options)
            tab.goto(f"{path.resolve().as_uri()}#{fragment}")
            tab.wait_for_selector("body[data-ready]", timeout=60_000)
            for key in keys:
                tab.press("#network", key)
            tab.evaluate("document.activeElement.blur()")
            tab.wait_for_timeout(600)
            pictures.append(folder / f"{stem}-{name}.png")
            tab.screenshot(path=pictures[-1])
            tab.close()
        browser.close()
    return pictures


def main(folder: str, *graphs: str) -> None:
    for graph in graphs:
        stem = Path(graph).resolve().name.split(".")[0]
        for picture in take(page(Graph.load(graph)), stem, Path(folder)):
            print(picture)
    for picture in take(page(made_up(5_000)), "5000-nodes", Path(folder), ("open", "person")):
        print(picture)


if __name__ == "__main__":
    main(*sys.argv[1:])
