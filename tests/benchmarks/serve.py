"""Fifty clients at once: ``python -m tests.benchmarks.serve GRAPH [SECONDS] [FRESH] [CLIENTS]``.

Each asks, one after the other, questions of the library, entities, searches and sentences in a
random order. ``FRESH`` (0.1) is the share of the SPARQL that is asked for the first time: a comment
makes it another query, so no answer that was kept can serve. Prints the number of answers, the
errors, and the times.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from pathlib import Path

import httpx

from kg.query.question import questions
from tests.serve.conftest import serving


async def client(
    address: str, until: float, seed: int, fresh: float, iris: list[str]
) -> list[tuple[float, int]]:
    """One visitor; seconds and status of each answer."""
    chance = random.Random(seed)
    library = questions()
    told = []
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as http:
        while time.monotonic() < until:
            kind = chance.random()
            start = time.perf_counter()
            try:
                if kind < 0.6:
                    query = chance.choice(library).sparql
                    if chance.random() < fresh:
                        query += f"\n# {chance.random()}"
                    reply = await http.post("/sparql", data={"query": query})
                elif kind < 0.8:
                    reply = await http.get("/api/entity", params={"iri": chance.choice(iris)})
                elif kind < 0.9:
                    reply = await http.get("/api/search", params={"name": "باريس"})
                else:
                    reply = await http.get(
                        "/api/sentences", params={"of": chance.choice(iris), "limit": 10}
                    )
                status = reply.status_code
            except httpx.HTTPError:
                status = 0
            told.append((time.perf_counter() - start, status))
    return told


async def measured(
    address: str, seconds: float, fresh: float, clients: int, iris: list[str]
) -> None:
    """All visitors at once, and what they saw."""
    until = time.monotonic() + seconds
    runs = await asyncio.gather(*(client(address, until, n, fresh, iris) for n in range(clients)))
    told = [one for run in runs for one in run]
    times = sorted(spent for spent, _ in told)
    errors = sum(status != 200 for _, status in told)
    at = {p: times[min(len(times) - 1, int(len(times) * p / 100))] for p in (50, 95, 99)}
    print(
        f"{clients} clients, {seconds:g} s, {fresh:.0%} fresh: {len(told)} answers, "
        f"{errors} errors, "
        f"{len(told) / seconds:.0f} a second; p50 {at[50] * 1000:.0f} ms, "
        f"p95 {at[95] * 1000:.0f} ms, p99 {at[99] * 1000:.0f} ms, longest {times[-1]:.2f} s"
    )


def main(folder: str, seconds: float = 60, fresh: float = 0.1, clients: int = 50) -> None:
    """Start a server over the folder and measure."""
    with serving(Path(folder)) as http:
        query = "SELECT DISTINCT ?e { ?m itsrdf:taIdentRef ?e } LIMIT 500"
        rows = http.post("/sparql", data={"query": query}).json()["results"]["bindings"]
        iris = [row["e"]["value"] for row in rows]
        http.get("/api/search", params={"name": "باريس"})  # the names are read once
        asyncio.run(measured(str(http.base_url), seconds, fresh, clients, iris))


if __name__ == "__main__":
    main(sys.argv[1], *map(float, sys.argv[2:4]), *map(int, sys.argv[4:5]))
