"""uvicorn around the application, with patience for slow visitors, but not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

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
    """Serve until Ctrl-C; ``ready`` is told the port (port 0: any that is free)."""
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
    _Server(config, ready).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started and self.servers:
            self._ready(self.servers[0].sockets[0].getsockname()[1])
