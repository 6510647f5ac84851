"""The address of a cluster, looked at before hours of work are sent there."""

from __future__ import annotations

import socket
from typing import Final

from kg.errors import KhabarError

PATIENCE: Final = 5.0
"""Seconds; an engine itself would try for a minute."""


def check_listens(engine: str, address: str) -> None:
    """Raises ``KhabarError`` K129 where nobody listens at ``host:port`` or ``scheme://host:port``;
    of several hosts, divided by commas, one is enough. What is no such address passes."""
    reason = ""
    for one in address.rpartition("//")[2].split(","):
        host, sign, port = one.rpartition(":")
        if not sign or not port.isdigit():
            return
        try:
            socket.create_connection((host.strip("[]"), int(port)), PATIENCE).close()
            return
        except (OSError, OverflowError) as error:
            reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    raise KhabarError("K129", engine=engine, address=address, reason=reason)
