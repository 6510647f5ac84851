"""The process that works questions out: a small graph is copied into memory, a large one is not."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from kg.serve.limit import Limits
from kg.serve.worker import Desk

QUERY = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
ASKED = {"table": "text/csv", "graph": "text/turtle", "default": (), "named": ()}


def test_the_copy_in_memory_answers_as_the_disk_does(folder: Path):
    desk = Desk(folder, Limits())
    on_disk, before = desk.graph.store, desk.sparql(QUERY, **ASKED)
    until = time.monotonic() + 20
    while desk.graph.store is on_disk:
        assert time.monotonic() < until, "the copy is never there"
        time.sleep(0.02)
    assert desk.sparql(QUERY, **ASKED) == before
    assert len(desk.graph.store) == len(on_disk)  # the articles' named graphs too
    # what another build writes is seen, copied anew
    copy = desk.graph.store
    trig = folder / "graph.trig"
    told = trig.stat()
    try:
        os.utime(trig, ns=(told.st_atime_ns, told.st_mtime_ns - 1))
        assert desk.graph.store is not copy
    finally:
        os.utime(trig, ns=(told.st_atime_ns, told.st_mtime_ns))


@pytest.mark.parametrize("limits", [replace(Limits(), copied=100), replace(Limits(), memory=1000)])
def test_a_graph_too_large_for_the_memory_is_asked_where_it_lies(folder: Path, limits: Limits):
    desk = Desk(folder, limits)
    on_disk = desk.graph.store
    time.sleep(0.3)
    assert desk.graph.store is on_disk
