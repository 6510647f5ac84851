"""A graph goes to real servers whole, goes on where it broke off, and no password is ever told."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.credentials import Credential, SimpleCredential

import kg
from kg.errors import KhabarError
from kg.graph.push import Pushed
from kg.graph.push import push as push_graph
from kg.graph.server import Credentials, Server
from kg.query.remote import Remote
from tests.graph.servers import oxigraph, oxigraph_program, virtuoso

pytestmark = pytest.mark.usefixtures("nobody")
needs_oxigraph = pytest.mark.skipif(
    oxigraph_program() is None, reason="the package oxigraph is not installed"
)
needs_virtuoso = pytest.mark.skipif(
    shutil.which("virtuoso-t") is None, reason="Virtuoso is not installed (virtuoso-opensource)"
)
ARTICLE = "https://w3id.org/khabar/id/article/founding"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_ARTICLE = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{ARTICLE}> {{ ?s ?p ?o }} }}"


def push(folder: Path, endpoint: str, **options: Any) -> Pushed:
    """The graph of a folder to a server."""
    return push_graph(kg.Graph.load(folder), folder, endpoint, **options)


@pytest.fixture
def folder(founding_folder: Path, tmp_path: Path) -> Path:
    """A copy: a push leaves its log there."""
    return Path(shutil.copytree(founding_folder, tmp_path / "graph"))


@needs_oxigraph
@pytest.mark.parametrize("update", [False, True])
def test_oxigraph_then_holds_the_graph_and_answers_the_library(
    folder: Path, founding: kg.Graph, tmp_path: Path, update: bool
):
    with oxigraph(tmp_path) as at:
        address = f"{at}/update" if update else f"{at}/store"
        first = push(folder, address, update=update, batch=100)
        assert (first.graphs, first.unchanged, first.triples) == (2, 0, 2 * len(founding))
        again = push(folder, address, update=update, batch=100)
        assert (again.unchanged, again.triples) == (2, 0)

        there = Remote(f"{at}/query")
        assert there.query(COUNT)[0].n == there.query(COUNT_ARTICLE)[0].n == len(founding)
        for question in ("countries-attended", "ministers-spoke"):
            assert set(there.ask(question)) == set(founding.ask(question))
        narrow = there.ask("countries-attended", city="باريس")
        assert set(narrow) == set(founding.ask("countries-attended", city="باريس"))
        assert there.query("ASK { ?s a schema:Country }")[0].answer is True
        assert len(there.query("CONSTRUCT { ?s a ?c } { ?s a schema:Country ; a ?c } LIMIT 2")) == 2


@needs_oxigraph
def test_a_push_that_broke_off_goes_on_with_what_is_missing(
    folder: Path, founding: kg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    real, sent = Server.send, 0

    def breaking(self: Server, *arguments: object, **named: object) -> object:
        nonlocal sent
        sent += 1
        if sent == 8:
            raise KhabarError("K902", endpoint="x", reason="gone")
        return real(self, *arguments, **named)  # type: ignore[arg-type]

    with oxigraph(tmp_path) as at:
        monkeypatch.setattr(Server, "send", breaking)
        with pytest.raises(KhabarError, match="K902"):
            push(folder, f"{at}/store", batch=200)
        rest = push(folder, f"{at}/store", batch=200)
        assert 0 < rest.triples == 2 * len(founding) - 7 * 200
        assert Remote(f"{at}/query").query(COUNT)[0].n == len(founding)


@needs_oxigraph
def test_what_a_later_build_no_longer_has_is_taken_away(folder: Path, tmp_path: Path):
    with oxigraph(tmp_path) as at:
        push(folder, f"{at}/store")
        shutil.rmtree(folder / "store")
        (folder / "graph.trig").write_text(
            "GRAPH <https://w3id.org/khabar/id/article/b> { <urn:a> <urn:b> <urn:c> }"
        )
        done = push(folder, f"{at}/store")
        assert (done.graphs, done.removed) == (2, 1)
        there = Remote(f"{at}/query")
        assert there.query(COUNT)[0].n == 1 and there.query(COUNT_ARTICLE)[0].n == 0


@needs_virtuoso
def test_virtuoso_takes_both_protocols_with_its_digest_password(
    folder: Path, founding: kg.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    home = tmp_path / "virtuoso"
    home.mkdir()
    with virtuoso(home) as at:
        with pytest.raises(KhabarError, match=r"K903.*401.*KHABAR_USER"):
            push(folder, f"{at}/sparql-graph-crud-auth", merged=None)
        monkeypatch.setenv("KHABAR_USER", "dba")
        monkeypatch.setenv("KHABAR_PASSWORD", "dba")
        there = Remote(f"{at}/sparql")
        for path, update in (("sparql-graph-crud-auth", False), ("sparql-auth", True)):
            done = push(folder, f"{at}/{path}", update=update, merged=None)
            assert done.triples == len(founding)
            assert there.query(COUNT_ARTICLE)[0].n == len(founding)
        asked = there.ask("countries-attended", city="باريس")
        assert set(asked) == set(founding.ask("countries-attended", city="باريس"))
        assert there.query("ASK { ?s a schema:Country }")[0].answer is True
        assert len(there.query("CONSTRUCT { ?s a schema:Country } { ?s a schema:Country }")) >= 5


class _Moody(BaseHTTPRequestHandler):
    """Answers with the statuses of ``moods``, then 204; keeps what it was sent."""

    moods: list[int]
    says: bytes
    heard: list[tuple[str, str, str | None]]

    def do_PUT(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.command, self.path, self.headers.get("Authorization")))
        status = self.moods.pop(0) if self.moods else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        if status == 401:
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
        self.send_header("Content-Length", str(len(self.says)))
        self.end_headers()
        self.wfile.write(self.says)

    do_POST = do_PUT

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def moody(
    *moods: int, says: bytes = b""
) -> Iterator[tuple[str, list[tuple[str, str, str | None]]]]:
    handler = type("Moody", (_Moody,), {"moods": list(moods), "heard": [], "says": says})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/store", handler.heard
        server.shutdown()


def test_a_busy_server_is_asked_again(folder: Path):
    with moody(503, 429, 500) as (at, heard):
        assert push(folder, at, merged=None).graphs == 1
        assert len(heard) == 4


def test_a_server_that_stays_away_is_told_in_one_line(folder: Path):
    with pytest.raises(KhabarError, match=r"K902: http://127.0.0.1:1/store: no answer"):
        push(folder, "http://127.0.0.1:1/store")


def test_what_a_server_says_of_a_refusal_is_told_whole(folder: Path):
    """A query that it cannot read is not one to say again."""
    error = "K501: SPARQL, line 1, column 10: SELECT ⟪here⟫{ ?x }: expected a variable"
    with moody(400, says=json.dumps({"error": error + "\n\x1b[2J"}).encode()) as (at, heard):
        with pytest.raises(KhabarError) as told:
            Remote(at).query("SELECT { ?x }")
        assert error in str(told.value) and "\x1b" not in str(told.value)
        assert "mend what the server names" in str(told.value) and len(heard) == 1


def test_a_token_that_a_server_says_back_is_not_told(folder: Path, monkeypatch):
    monkeypatch.setenv("KHABAR_TOKEN", "s3cret")
    with moody(403, says=b"no: Bearer s3cret") as (at, _), pytest.raises(KhabarError) as told:
        push(folder, at)
    assert "no: Bearer …" in str(told.value) and "s3cret" not in str(told.value)


def test_a_redirect_is_not_followed(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KHABAR_TOKEN", "s3cret")
    with moody(302) as (at, heard), pytest.raises(KhabarError, match=r"K903.*302"):
        push(folder, at)
    assert len(heard) == 1


def test_a_password_is_sent_when_it_is_asked_for_and_never_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setenv("KHABAR_USER", "someone")
    monkeypatch.setenv("KHABAR_PASSWORD", "s3cret")
    with moody(401, 204, 403) as (at, heard), pytest.raises(KhabarError) as told:
        push(folder, at, batch=900)
    assert heard[0][2] is None and heard[1][2] == "Basic c29tZW9uZTpzM2NyZXQ="
    written = [p.read_text() for p in folder.glob("push-*")]
    shown = "".join(
        [str(told.value), repr(Credentials("someone", "s3cret")), caplog.text, *written]
    )
    assert "K903" in shown and "s3cret" not in shown and "c29tZW9uZ" not in shown


class _Drawer(KeyringBackend):
    """A keyring in memory: passwords by service and user, None where it is locked."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, kept: dict[tuple[str, str], str] | None) -> None:
        self.kept = kept

    def get_password(self, service: str, username: str) -> str | None:
        if self.kept is None:
            raise keyring.errors.KeyringLocked("locked, though it holds s3cret")
        return self.kept.get((service, username))

    def get_credential(self, service: str, username: str | None) -> Credential | None:
        users = [user for at, user in self.kept or {} if at == service and username in (None, user)]
        user = users[0] if users else username or ""
        password = self.get_password(service, user)
        return SimpleCredential(user, password) if password is not None else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("kg push writes no keyring")


@pytest.fixture
def drawer() -> Iterator[Callable[[dict[tuple[str, str], str] | None], None]]:
    """Puts a keyring of the test's own in place of this machine's."""
    before = keyring.get_keyring()
    yield lambda kept: keyring.set_keyring(_Drawer(kept))
    keyring.set_keyring(before)


@pytest.mark.parametrize("user", [None, "someone"])
def test_the_password_of_the_keyring_is_sent_when_it_is_asked_for(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    drawer: Callable[[dict[tuple[str, str], str]], None],
    user: str | None,
):
    drawer({("khabar:127.0.0.1", "someone"): "s3cret", ("khabar:example.org", "a"): "other"})
    if user:
        monkeypatch.setenv("KHABAR_USER", user)
    with moody(401) as (at, heard):
        assert push(folder, at, merged=None).graphs == 1
    assert [proof for _, _, proof in heard] == [None, "Basic c29tZW9uZTpzM2NyZXQ="]
    assert not any("s3cret" in log.read_text() for log in folder.glob("push-*"))


def test_the_keyring_gives_nothing_to_another_server_or_user(
    monkeypatch: pytest.MonkeyPatch, drawer: Callable[[dict[tuple[str, str], str]], None]
):
    drawer({("khabar:example.org", "someone"): "s3cret"})
    assert not Credentials.found("example.com")
    monkeypatch.setenv("KHABAR_USER", "another")
    assert not Credentials.found("example.org")


def test_the_environment_goes_before_the_keyring(
    monkeypatch: pytest.MonkeyPatch, drawer: Callable[[dict[tuple[str, str], str]], None]
):
    drawer({("khabar:example.org", "someone"): "of the keyring"})
    monkeypatch.setenv("KHABAR_USER", "someone")
    monkeypatch.setenv("KHABAR_PASSWORD", "of the environment")
    assert Credentials.found("example.org").password == "of the environment"


def test_a_locked_keyring_is_no_credentials_and_no_error(
    folder: Path, drawer: Callable[[None], None], caplog: pytest.LogCaptureFixture
):
    drawer(None)
    with moody(401) as (at, _), pytest.raises(KhabarError, match=r"K903.*401") as told:
        push(folder, at)
    assert "s3cret" not in str(told.value) + caplog.text


@pytest.mark.parametrize(
    "endpoint", ["ftp://x/", "http://", "http://me:s3cret@example.org/", "http://[x/", "store"]
)
def test_an_address_that_is_none_is_told_without_its_password(endpoint: str):
    with pytest.raises(KhabarError, match="K904") as told:
        Server(endpoint)
    assert "s3cret" not in str(told.value)


def test_a_password_goes_over_plain_http_only_within_this_machine():
    who = Credentials("someone", "s3cret")
    with pytest.raises(KhabarError, match="K905"):
        Server("http://example.org/store", who)
    for endpoint in ("http://127.0.0.1/store", "https://example.org/store"):
        Server(endpoint, who)
    Server("http://example.org/store", who, insecure=True)
