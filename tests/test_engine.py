"""One interface of whatever reads: the order it keeps, and what it says when it is not there."""

from __future__ import annotations

import sys
from concurrent.futures import Future
from pathlib import Path

import pytest

import kg
from kg.engine import in_order
from kg.errors import KhabarError
from tests.conftest import FOUNDING


def test_what_comes_out_is_in_order_and_only_a_window_is_in_flight():
    asked: list[Future[int]] = []

    def submit(item: int) -> Future[int]:
        future: Future[int] = Future()
        asked.append(future)
        if item % 3:  # every third takes long
            future.set_result(item * item)
        return future

    got = in_order(range(1, 11), submit, window=2)
    assert [next(got)[0], next(got)[0]] == [1, 2]
    item, late = next(got)
    assert (item, late.done(), len(asked)) == (3, False, 5)
    assert [item for item, _ in got] == [4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize(
    ("engine", "address", "line"),
    [
        ("hadoop", None, r"K131: --engine hadoop: no such engine; expected ray or spark"),
        (None, "127.0.0.1:1", r"K131: --engine \(none\)"),
    ],
)
def test_an_engine_that_is_none_is_told(
    tmp_path: Path, engine: str | None, address: str | None, line: str
):
    with pytest.raises(KhabarError, match=line):
        kg.build(FOUNDING, output=tmp_path / "graph", engine=engine, address=address)


@pytest.mark.parametrize(("engine", "package"), [("ray", "ray"), ("spark", "pyspark")])
def test_an_engine_that_is_not_installed_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, package: str
):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(KhabarError, match=rf"K128: .*{engine}.*pip install {package}"):
        kg.build(FOUNDING, output=tmp_path / "graph", engine=engine)


@pytest.mark.parametrize(
    ("engine", "package", "address"),
    [("ray", "ray", "127.0.0.1:1"), ("spark", "pyspark", "spark://127.0.0.1:1,127.0.0.1:2")],
)
def test_a_cluster_that_is_not_there_is_told_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: str, package: str, address: str
):
    monkeypatch.setitem(sys.modules, package, sys)  # nothing of it is asked yet
    with pytest.raises(KhabarError, match=rf"K129: --engine {engine}: no cluster at {address} "):
        kg.build(FOUNDING, output=tmp_path / "graph", engine=engine, address=address)
