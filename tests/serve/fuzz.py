"""10,000 mutated queries and schemathesis against a server: ``python -m tests.serve.fuzz GRAPH``.

Prints the statuses that came back; exits with 1 if the server broke (a 500, no answer, a path).
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.query.question import questions

_BITS = ["{", "}", "(", ")", "?x", "*", "SERVICE", "<http://127.0.0.1:9/>", "<", ">", "'", '"',
         "\\", "#", "\n", "\0", "\\u0000", "UNION", "OPTIONAL", "FILTER", "GROUP BY", "HAVING",
         "FROM", "<file:///etc/passwd>", "LOAD", "REGEX(?x, '(a+)+$')", "+", "/", "^", "!", ".",
         "\u202e", "\U0001f600", "باريس", "1e999999", "999999999999999999999999", "DESCRIBE",
         "{{{{", "}" * 50, "(" * 200, "LIMIT 0", "VALUES ?x { UNDEF }", "BIND(1/0 AS ?z)",
         "ORDER BY ?x", ",", ";", "(?a|!(^?b))*", "REPLACE(?x, '(', '$9')",
         "SUBSTR(?x, -1, 1e9)"]  # fmt: skip


def mutated_queries(number: int, seed: int) -> Iterator[str]:
    """Questions of the library, cut, doubled, swapped and salted."""
    chance = random.Random(seed)
    library = [question.sparql for question in questions()]
    for _ in range(number):
        query = chance.choice(library)
        for _ in range(chance.randint(1, 8)):
            at, to = sorted(chance.randrange(len(query) + 1) for _ in range(2))
            kind = chance.randrange(5)
            if kind == 0:
                query = query[:at] + query[min(to, at + 20) :]
            elif kind == 1:
                query = query[:at] + query[at:to] * 2 + query[to:]
            elif kind == 2:
                query = query[:at] + chance.choice(_BITS) + query[at:]
            elif kind == 3:
                query = query[:at] + chr(chance.randrange(1, 0x600)) + query[at + 1 :]
            else:
                other = chance.choice(library)
                query = query[:at] + other[chance.randrange(len(other)) :]
        yield query[:20_000]


def main(folder: str, number: int = 10_000) -> int:
    """Mutated queries, then schemathesis."""
    from tests.serve.conftest import serving

    told: Counter[int] = Counter()
    broken = 0
    name = Path(folder).resolve().parent.name
    with serving(Path(folder), "--seconds", "1", "--memory", "700") as client:
        start = time.monotonic()
        for query in mutated_queries(number, seed=7):
            reply = client.post("/sparql", data={"query": query})
            told[reply.status_code] += 1
            if reply.status_code not in (200, 400, 403, 413, 503):
                broken += 1
                print(reply.status_code, reply.text[:200], repr(query[:500]))
            if reply.status_code != 200 and name and f"/{name}/" in reply.text:
                broken += 1
                print("a path:", reply.text[:200])
        print(
            f"{number} queries in {time.monotonic() - start:.0f} s: {dict(told)}; {broken} broken"
        )
        address = f"{str(client.base_url).rstrip('/')}/api/openapi.json"
        tool = str(Path(sys.executable).parent / "schemathesis")
        options = ["run", address, "--max-examples", "100", "--request-timeout", "20"]
        checks = ["--exclude-checks", "positive_data_acceptance"]  # an IRI may name nothing: 400
        with tempfile.TemporaryDirectory() as there:  # it leaves files where it runs
            done = subprocess.run([tool, *options, *checks], cwd=there)
        alive = client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    return 1 if broken or done.returncode or not alive else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:3])))
