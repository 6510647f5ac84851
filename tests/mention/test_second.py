"""Second readers: camel-tools' recogniser and a language model on loopback, both stood in for."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import KhabarError
from kg.mention.camel import Camel
from kg.mention.llm import Endpoint, _spans
from kg.mention.model import shipped
from kg.mention.reader import read
from kg.mention.second import second_reader
from kg.nouns import Article, Mention
from kg.sentence.split import sentences

TEXT = "وصل زقلمبوط الحفناوي إلى شبرقوان.\nوقال زقلمبوط إن وشبرقوان بخير."
ARTICLE = Article("a", TEXT)
LINES = sentences(ARTICLE)


class Recorded(BaseHTTPRequestHandler):
    """Plays back what it was given, one answer a question, and keeps the questions."""

    answers: list[tuple[int, Any]]
    asked: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append({"key": self.headers["Authorization"], **json.loads(body)})
        code, content = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        said = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.send_response(code)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, type[Recorded]]]:
    handler = type("Handler", (Recorded,), {"answers": [], "asked": []})
    http = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}/v1", handler
    http.shutdown()


def told(*rows: object) -> str:
    return json.dumps({"mentions": list(rows)}, ensure_ascii=False)


def row(sentence: object, text: object, kind: object = "LOC") -> dict[str, object]:
    return {"sentence": sentence, "text": text, "type": kind}


def texts(found: tuple[Mention, ...]) -> list[str]:
    return [TEXT[m.start : m.end] for m in found]


def test_what_the_model_names_is_found_in_the_text(server: tuple[str, type[Recorded]]) -> None:
    url, handler = server
    handler.answers = [(200, "Here you are: " + told(row(0, "شبرقوان"), row(1, "شبرقوان")))]
    found = Endpoint(url, "small").mentions(ARTICLE, LINES)
    assert texts(found) == ["شبرقوان", "شبرقوان"], "without the و of وشبرقوان"
    assert {m.type for m in found} == {"LOC"} and {m.sentence for m in found} == {0, 1}
    (asked,) = handler.asked
    assert asked["model"] == "small" and "[1] وقال زقلمبوط" in asked["messages"][1]["content"]


def test_what_the_text_does_not_hold_is_not_believed(server: tuple[str, type[Recorded]]) -> None:
    url, handler = server
    wrong = [
        row(0, "باريس"), row(7, "شبرقوان"), row(0, "شبرق"), row(0, "شبرقوان", "SHIP"),
        row(0, ""), row("0", "شبرقوان"), row(0, None), "شبرقوان", None, 3,
    ]  # fmt: skip
    handler.answers = [(200, told(*wrong))]
    assert Endpoint(url, "small").mentions(ARTICLE, LINES) == ()
    for nothing in ("", "no", "[]", "{}", '{"mentions": 3}', '{"mentions": ['):
        handler.answers = [(200, nothing)]
        assert Endpoint(url, "small").mentions(ARTICLE, LINES) == ()


def test_a_busy_endpoint_is_asked_again_and_a_dead_one_told(
    server: tuple[str, type[Recorded]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KHABAR_LLM_KEY", "secret")
    url, handler = server
    handler.answers = [(503, ""), (200, told(row(0, "شبرقوان")))]
    assert len(Endpoint(url, "small", pause=0.01).mentions(ARTICLE, LINES)) == 1
    assert [a["key"] for a in handler.asked] == ["Bearer secret"] * 2
    handler.answers = [(401, "")]
    with pytest.raises(KhabarError) as error:
        Endpoint(url, "small", pause=0.01).mentions(ARTICLE, LINES)
    assert error.value.code == "K305" and "secret" not in str(error.value)
    with pytest.raises(KhabarError, match="K305"):
        Endpoint("http://127.0.0.1:9/v1", "small", pause=0.01).mentions(ARTICLE, LINES)


class Tags:
    """Stands in for NERecognizer: one tag a word."""

    def predict_sentence(self, row: list[str]) -> list[str]:
        tags = {"زقلمبوط": "B-PERS", "الحفناوي": "I-PERS", "شبرقوان": "B-LOC", "بخير": "B-MISC"}
        return [tags.get(w, "O") for w in row]


def test_camel_tools_tags_become_mentions() -> None:
    found = Camel(Tags()).mentions(ARTICLE, LINES)
    assert texts(found) == ["زقلمبوط الحفناوي", "شبرقوان", "زقلمبوط"]
    assert [m.type for m in found] == ["PER", "LOC", "PER"]


def test_they_add_and_never_overrule() -> None:
    (alone,) = read([(ARTICLE, LINES)], shipped(1))
    everything = tuple(
        Mention(m.start, m.end, "ORG", "name", m.sentence, 0.6) for m in alone.mentions
    )
    (both,) = read([(ARTICLE, LINES)], shipped(1), [everything])
    assert both.mentions == alone.mentions


@pytest.mark.parametrize("spec", ["", "bert", "llm", "llm=localhost#m", "llm=http://x", "camel=1"])
def test_another_word_is_refused(spec: str) -> None:
    with pytest.raises(KhabarError) as error:
        second_reader(spec)
    assert error.value.code == "K303"


def test_camel_without_its_data_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    with pytest.raises(KhabarError) as error:
        second_reader("camel")
    assert error.value.code == "K304" and "camel_data -i ner-arabert" in str(error.value)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=60, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "sentence": st.integers(-2, 3) | JUNK,
            "text": st.text("شبرقوان ولق", max_size=9) | JUNK,
            "type": st.sampled_from(["LOC", "PER", "X"]) | JUNK,
        }
    )
    | JUNK
)
def test_whatever_is_answered_spans_are_words_of_the_text(answer: object) -> None:
    for m in _spans(ARTICLE, LINES, answer):
        assert isinstance(answer, dict)
        assert TEXT[m.start : m.end] == str(answer["text"]).strip()
        assert LINES[m.sentence].start <= m.start < m.end <= LINES[m.sentence].end
