"""uvicorn around the application, with patience for slow visitors, but not for ever."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KhabarError

PATIENCE: Final = 15.0
"""Seconds in which the head of a request must have come."""


class Patient(H11Protocol):
    """A connection that is closed when nobody asks anything on it."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait."""
        super().connection_made(transport)
        self.loop.call_later(PATIENCE, self._look)

    def _look(self) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is None:  # not one request was whole by now
            self.transport.close()
        elif self.cycle.response_complete:
            # uvicorn itself waits for the next request, but not for the end of its head
            self.loop.call_later(PATIENCE, self._stale, self.cycle)
        else:
            self.loop.call_later(PATIENCE, self._look)

    def _stale(self, before: Any) -> None:
        if self.cycle is before:
            self.transport.close()
        else:
            self._look()


def serve(app: ASGIApp, host: str, port: int, ready: Callable[[int], None]) -> None:
    """Serve until Ctrl-C; ``ready`` is told the port (port 0: any that is free).

    Raises ``KhabarError`` K906: nothing can listen there.
    """
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Patient,
        h11_max_incomplete_event_size=64 << 10,
        limit_concurrency=512,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_level="error",
        timeout_keep_alive=10,
        timeout_graceful_shutdown=3,
        ws="none",
    )
    try_to_listen(host, port)
    _Server(config, ready).run()


def try_to_listen(host: str, port: int) -> None:
    """Take the port and let it go, for uvicorn tells of a taken one without saying what to do.

    Raises ``KhabarError`` K906.
    """
    try:
        for family, kind, proto, _, address in socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        ):
            with socket.socket(family, kind, proto) as line:
                if os.name == "posix":  # elsewhere it would share the port with who has it
                    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                line.bind(address)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        other = port + 1 if port < 65535 else 8765
        raise KhabarError("K906", address=f"{host}:{port}", reason=reason, other=other) from None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started and self.servers:
            self._ready(self.servers[0].sockets[0].getsockname()[1])
