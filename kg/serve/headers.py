"""What every answer carries, and who may ask: security headers, Host, the size of a request."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.limit import Limits, Refused

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none';"
    " form-action 'self'"
)
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-cache",
}
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Gate:
    """Lets requests in by their Host and size, and gives every answer its headers.

    The Host header is checked because a page elsewhere can make its own name point to this
    machine (DNS rebinding) and would then read all that the browser reads.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str], limits: Limits) -> None:
        self._app, self._limits = app, limits
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI asks."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        no = self._refusal(Headers(scope=scope))
        if no is not None:
            await refusal(*no)(scope, receive, sending)
            return
        await self._app(scope, _Measured(receive, self._limits).receive, sending)

    def _refusal(self, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or bare(hosts[0]) not in self._hosts:
            return 421, "this server is not called so; see --allow-host"
        size = headers.get("content-length", "0")
        if not size.isascii() or not size.isdigit() or len(size) > 15:
            return 400, "the request cannot be read"
        if int(size) > self._limits.body:
            return 413, "the request is too large"
        return None


class _Measured:
    """The body of a request, as long as it is neither too large nor too slow."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive, self._limits = receive, limits
        self._size = 0
        self._until = asyncio.get_running_loop().time() + limits.patience
        self._whole = False

    async def receive(self) -> Message:
        if self._whole:  # only the end of the connection can come now
            return await self._receive()
        left = self._until - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._receive(), max(left, 0.001))
        except TimeoutError:
            raise Refused(408, "the request was sent too slowly") from None
        if message["type"] == "http.request":
            self._size += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._size > self._limits.body:
                raise Refused(413, "the request is too large")
        return message


def bare(host: str) -> str:
    """A Host header without its port, in small letters."""
    name, colon, port = host.strip().lower().rpartition(":")
    return name if colon and port.isdigit() else host.strip().lower()


def refusal(status: int, told: str) -> JSONResponse:
    """One line for who is not answered; the connection is closed, for more may be on its way."""
    return JSONResponse({"error": told}, status, headers={"Connection": "close"})
