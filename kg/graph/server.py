"""A SPARQL server somewhere else, over HTTP: one connection, patience, and credentials kept quiet.

Only what a person asks for by address (``kg push``, ``kg query http://…``) comes here. Redirects
are not followed: a password is for the server that was named. Credentials come from the
environment (``KHABAR_TOKEN``, or ``KHABAR_USER`` and ``KHABAR_PASSWORD``) or from the keyring,
if the package ``keyring`` is installed, and stand in no message and no ``repr``.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
)

from kg.errors import KhabarError

TRIES: Final = 6
LONGEST_WAIT: Final = 20.0
LONGEST_SAYING: Final = 500
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_NEXT: Final = {
    401: "set KHABAR_USER and KHABAR_PASSWORD, or KHABAR_TOKEN.",
    403: "this user may not do that there.",
    404: "check the address: is it the one for this protocol?",
    405: "check the address: is it the one for this protocol?",
    406: "the server has no such format; check that the address is that for queries.",
    413: "that is more than it takes or gives; ask for less.",
    415: "the server does not read this format; try --update.",
}


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks. Nothing of it is ever shown."""

    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    def __bool__(self) -> bool:
        return bool(self.token or (self.user and self.password))

    @classmethod
    def found(cls, host: str) -> Credentials:
        """Those of the environment, or of the keyring under ``khabar:<host>``."""
        user, password = os.environ.get("KHABAR_USER"), os.environ.get("KHABAR_PASSWORD")
        token = os.environ.get("KHABAR_TOKEN")
        if token or (user and password):
            return cls(user, password, token)
        try:
            import keyring
        except ImportError:
            return cls(user)
        with contextlib.suppress(Exception):  # a keyring that is locked or has no backend
            kept = keyring.get_credential(f"khabar:{host}", user)
            if kept is not None:
                return cls(kept.username, kept.password)
        return cls(user)


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server said."""

    status: int
    media: str
    body: bytes


class Server:
    """The server of one endpoint. Raises ``KhabarError``: K904 for an address that is none, K905
    where a password would cross the network unprotected."""

    def __init__(
        self,
        endpoint: str,
        credentials: Credentials | None = None,
        *,
        insecure: bool = False,
        timeout: float = 60.0,
    ) -> None:
        try:
            parts = urlsplit(endpoint)
            host, port = parts.hostname, parts.port
        except ValueError:
            raise KhabarError("K904", endpoint="the address") from None
        if parts.scheme not in ("http", "https") or not host or parts.username is not None:
            raise KhabarError("K904", endpoint=_shown(endpoint))
        self.endpoint = endpoint.partition("#")[0]
        self._credentials = credentials if credentials is not None else Credentials.found(host)
        bare = parts.scheme == "http" and host not in _LOOPBACK
        if bare and self._credentials and not insecure:
            raise KhabarError("K905", endpoint=endpoint)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        self._connection = kind(host, port, timeout=timeout)
        self._digest: tuple[AbstractDigestAuthHandler, dict[str, str]] | None = None
        self._basic = False

    def send(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """Send a request, again and again with growing pauses while the server is away or busy.

        Only for requests that may be repeated. Raises ``KhabarError`` K902 without an answer,
        K903 for a refusal.
        """
        told: Reply | None = None
        reason = ""
        for attempt in range(TRIES):
            if attempt:
                pause = min(0.5 * 2 ** (attempt - 1), LONGEST_WAIT)
                time.sleep(pause * random.uniform(0.7, 1.3))
            try:
                told = self._once(method, url, body, headers or {})
            except (OSError, HTTPException) as error:
                self._connection.close()
                reason = getattr(error, "strerror", None) or type(error).__name__
                continue
            if told.status < 300:
                return told
            if told.status not in _AGAIN:
                break
        if told is None:
            raise KhabarError("K902", endpoint=self.endpoint, reason=reason)
        said, next = self._said(told.body) or "–", _next(told.status)
        raise KhabarError(
            "K903", endpoint=self.endpoint, status=told.status, reason=said, next=next
        )

    def _said(self, body: bytes) -> str:
        """What a server says of a refusal, in one line: the error of its JSON, else its text. What
        could steer a terminal is left out, and so is a password that it says back."""
        text = body[:4_000].decode("utf-8", "replace")
        with contextlib.suppress(ValueError, TypeError, KeyError):
            text = str(json.loads(text)["error"])
        for secret in (self._credentials.password, self._credentials.token):
            text = text.replace(secret, "…") if secret else text
        line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return line if len(line) <= LONGEST_SAYING else line[:LONGEST_SAYING] + "…"

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _once(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        path = url[url.index("/", url.index("//") + 2) :] if "/" in url[8:] else "/"
        for again in (False, True):
            proof = self._proof(method, url)
            given = {**headers, "User-Agent": "khabar", **proof}
            self._connection.request(method, path, body or None, given)
            answer = self._connection.getresponse()
            told = Reply(answer.status, answer.getheader("Content-Type", ""), answer.read())
            asked = answer.headers.get_all("WWW-Authenticate", [])
            if again or told.status != 401 or not self._learn(asked):
                return told
        raise AssertionError("unreachable")

    def _learn(self, asked: list[str]) -> bool:
        """How the server would have the password told; False where there is nothing to tell."""
        if not (self._credentials.user and self._credentials.password):
            return False
        for challenge in asked:
            scheme, _, rest = challenge.partition(" ")
            if scheme.lower() == "digest":
                manager = HTTPPasswordMgrWithDefaultRealm()
                manager.add_password(
                    None, self.endpoint, self._credentials.user, self._credentials.password
                )
                handler = AbstractDigestAuthHandler(manager)
                self._digest = (handler, parse_keqv_list(parse_http_list(rest)))
                return True
        self._basic = any(c.lower().startswith("basic") for c in asked)
        return self._basic

    def _proof(self, method: str, url: str) -> dict[str, str]:
        who = self._credentials
        if who.token:
            return {"Authorization": f"Bearer {who.token}"}
        if self._digest is not None:
            handler, challenge = self._digest
            request = Request(url, method=method)
            told = handler.get_authorization(request, challenge)
            return {"Authorization": f"Digest {told}"}
        if self._basic:
            pair = b64encode(f"{who.user}:{who.password}".encode()).decode()
            return {"Authorization": f"Basic {pair}"}
        return {}


def _next(status: int) -> str:
    """What to do after a refusal: only of what passes is it of use to say the same again."""
    if status in _NEXT:
        return _NEXT[status]
    if status < 400:
        return "it sends on to another address; give that one."
    if status in _AGAIN or status >= 500:
        return "say the same again: what was done is not done twice."
    return "mend what the server names; the same again would be refused again."


def is_endpoint(text: str) -> bool:
    """Whether ``text`` is the address of a server, not a path."""
    return text.lower().startswith(("http://", "https://"))


def _shown(endpoint: str) -> str:
    """An address without what may be a password."""
    return re.sub(r"//[^/@]*@", "//…@", endpoint)
