"""The outline of the world's countries, drawn offline, as one SVG path.

Natural Earth's 1:110m countries (public domain) as the TopoJSON of npm ``world-atlas`` 2.0.2.
Equirectangular: x = longitude, y = −latitude, in tenths of a degree. Borders are Natural
Earth's de facto lines, for orientation only.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from itertools import accumulate


def outline() -> str:
    """SVG path data of every border and coast line, each drawn once."""
    text = files("kg.view").joinpath("world/countries-110m.json").read_text(encoding="utf-8")
    topology = json.loads(text)
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines: list[list[tuple[int, int]]] = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
        line = [
            (round((x * scale_x + shift_x) * 10), round(-(y * scale_y + shift_y) * 10))
            for x, y in zip(xs, ys, strict=True)
        ]
        lines.append([p for i, p in enumerate(line) if not i or p != line[i - 1]])
    rings = [_ring(ring, lines) for ring in _rings(topology["objects"]["countries"]["geometries"])]
    return "".join(_path(ring) for ring in rings if len(ring) > 3)


def _rings(geometries: list[dict[str, object]]) -> list[list[int]]:
    """Every ring of every country, as numbers of arcs (``~n`` is arc n backwards)."""
    rings: list[list[int]] = []
    for geometry in geometries:
        arcs = geometry["arcs"]
        assert isinstance(arcs, list)
        polygons = arcs if geometry["type"] == "MultiPolygon" else [arcs]
        rings.extend(ring for polygon in polygons for ring in polygon)
    return rings


def _ring(arcs: list[int], lines: list[list[tuple[int, int]]]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for arc in arcs:
        line = lines[arc] if arc >= 0 else lines[~arc][::-1]
        points.extend(line if not points else line[1:])
    jumps = [i for i in range(1, len(points)) if abs(points[i][0] - points[i - 1][0]) > 1800]
    if jumps:  # begin at the date line, so that no piece is cut in two
        points = points[jumps[0] : -1] + points[: jumps[0]]
    return points


def _path(ring: list[tuple[int, int]]) -> str:
    """Relative moves are shorter than absolute ones."""
    (x0, y0), rest = ring[0], ring[1:]
    parts = [f"M{x0} {y0}l"]
    x, y = x0, y0
    for x1, y1 in rest:
        if abs(x1 - x) > 1800:  # over the date line: the other side is a piece of its own
            parts.append(f"M{x1} {y1}l")
            x, y = x1, y1
            continue
        parts.append(f"{x1 - x} {y1 - y} ")
        x, y = x1, y1
    return re.sub("l(?=[Mz])", "", "".join(parts).rstrip() + "z")
