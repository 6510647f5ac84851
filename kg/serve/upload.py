"""``POST /api/articles``: articles for the graph, where the server was started ``--writable``.

The articles go to a private file, ``kg build`` reads them into the folder in another process, one
upload after the other, and the answer is the address of a job that tells how it went.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import re
import secrets
import sys
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve.endpoint import body_of
from kg.serve.limit import Limits, Refused
from kg.serve.openapi import responses

FIELDS: Final = ("id", "text", "date", "title", "source", "url")
MOST: Final = 1_000
"""Articles of one upload, and jobs that are remembered."""


class Uploads:
    """The uploads to one folder."""

    def __init__(self, folder: Path, token: str, limits: Limits) -> None:
        self._folder, self._token, self._limits = folder, token, limits
        self._jobs: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def routes(self) -> list[Route]:
        """The routes for uploads."""
        return [
            Route("/api/articles", self.take, methods=["POST"]),
            Route("/api/articles/jobs/{job}", self.job, methods=["GET"]),
        ]

    async def take(self, request: Request) -> Response:
        """Take articles in. 202 with the job's address; 401 without the token."""
        self._admit(request)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Refused(415, "send the articles as application/json (Content-Type)")
        rows = _articles(await body_of(request, self._limits.body))
        if sum(job["state"] in ("waiting", "reading") for job in self._jobs.values()) >= 20:
            raise Refused(503, "too many uploads at once; try again later")
        job = secrets.token_urlsafe(12)
        self._jobs[job] = {"job": job, "articles": len(rows), "state": "waiting"}
        self._jobs[job] |= {"codes": [], "messages": []}
        while len(self._jobs) > MOST:
            self._jobs.popitem(last=False)
        task = asyncio.create_task(self._read(self._jobs[job], rows))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        address = f"/api/articles/jobs/{job}"
        return JSONResponse(self._jobs[job], 202, headers={"Location": address})

    async def job(self, request: Request) -> Response:
        """How a job goes: waiting, reading, done or failed, with messages and their numbers."""
        self._admit(request)
        job = self._jobs.get(request.path_params["job"])
        if job is None:
            raise Refused(
                404, "no such job; its address is the Location of the answer to the upload"
            )
        return JSONResponse(job)

    async def stop(self) -> None:
        """Break off what is being read."""
        for task in list(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _admit(self, request: Request) -> None:
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        right = hmac.compare_digest(token.strip().encode(), self._token.encode())
        if kind.lower() != "bearer" or not right:
            raise Refused(
                401,
                "send the token of KHABAR_TOKEN, or the one that kg serve printed at "
                "its start: Authorization: Bearer …",
            )

    async def _read(self, job: dict[str, Any], rows: list[dict[str, str]]) -> None:
        async with self._turn:
            job["state"] = "reading"
            with tempfile.TemporaryDirectory(prefix="khabar-upload-") as private:
                file = Path(private) / "upload.jsonl"
                told = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
                file.write_text(told, encoding="utf-8")
                reading = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-m", "kg", "build", str(file)),
                    *("--output", str(self._folder)),
                    stdin=asyncio.subprocess.DEVNULL,
                    stdout=asyncio.subprocess.DEVNULL,
                    stderr=asyncio.subprocess.PIPE,
                )
                try:
                    _, errors = await reading.communicate()
                except asyncio.CancelledError:
                    reading.terminate()
                    await reading.wait()
                    raise
            job["messages"] = _told(errors.decode("utf-8", "replace"), file, self._folder)
            job["codes"] = sorted({told[:4] for told in job["messages"]})
            job["state"] = "failed" if reading.returncode else "done"


def _told(errors: str, file: Path, folder: Path) -> list[str]:
    """The numbered messages of a build, in which nothing of this machine's folders stands: row 2
    of what was sent is ``articles:2``."""
    lines = re.findall(r"^K\d{3}: .*$", errors, re.MULTILINE)
    return [one.replace(str(file), "articles").replace(str(folder), "graph") for one in lines]


def _articles(body: bytes) -> list[dict[str, str]]:
    try:
        told = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(400, "the body is no JSON in UTF-8") from None
    rows = told["articles"] if isinstance(told, dict) and set(told) == {"articles"} else [told]
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST:
        raise Refused(400, f"expected an article, or 1 to {MOST} of them in 'articles'")
    for row in rows:
        whole = isinstance(row, dict) and {"id", "text"} <= set(row) <= set(FIELDS)
        if not whole or not all(isinstance(v, str) and v.strip() for v in row.values()):
            raise Refused(400, f"an article has id and text, may have {', '.join(FIELDS[2:])}")
        if any(len(value) > 2_000 for name, value in row.items() if name != "text"):
            raise Refused(400, "only the text may be long")
        if any("\ud800" <= c <= "\udfff" for value in row.values() for c in value):
            raise Refused(400, "the texts are no Unicode")
    return rows


_TEXT: Final = {"type": "string", "minLength": 1, "pattern": r"\S", "maxLength": 2_000}
_ARTICLE: Final = {
    "type": "object",
    "required": ["id", "text"],
    "additionalProperties": False,
    "properties": dict.fromkeys(FIELDS, _TEXT) | {"text": {**_TEXT, "maxLength": 1_000_000}},
}
_MANY: Final = {
    "type": "object",
    "required": ["articles"],
    "additionalProperties": False,
    "properties": {
        "articles": {"type": "array", "items": _ARTICLE, "minItems": 1, "maxItems": MOST}
    },
}
_SENT: Final = {"anyOf": [_ARTICLE, _MANY]}
DOCUMENTED: Final = {
    "/api/articles": {
        "post": {
            "summary": "Articles for the graph: one, or up to 1000 of them in 'articles'",
            "security": [{"token": []}],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": _SENT}},
            },
            "responses": responses("Job", "401", "413", "415", done="202"),
        }
    },
    "/api/articles/jobs/{job}": {
        "get": {
            "summary": "How an upload goes",
            "security": [{"token": []}],
            "parameters": [
                {"name": "job", "in": "path", "required": True, "schema": {"type": "string"}}
            ],
            "responses": responses("Job", "401"),
        }
    },
}
