"""Every message that Khabar gives when something is wrong, numbered, in one place.

Each says what happened, where, what was expected and what to do next, in one line.
"""

from __future__ import annotations


class KhabarError(Exception):
    """An error that a user can act on: shown as one line, never as a traceback."""

    def __init__(self, code: str, **where: object) -> None:
        self.code = code
        super().__init__(f"{code}: {MESSAGES[code].format(**where)}")


def message(code: str, **where: object) -> str:
    """The one line of a message, with its number, for inputs that are skipped, not fatal."""
    return f"{code}: {MESSAGES[code].format(**where)}"


MESSAGES: dict[str, str] = {
    # K1xx reading articles
    # K2xx lexicons and user tables
    # K3xx the model
    # K4xx graph files
    "K401": "{path}: cannot be written ({reason}); choose another --output, or free it",
    "K402": "{path}: no format has the ending {suffix!r}; use one of {known}",
    "K403": "{path}: cannot be read as {format} ({reason}); build the graph again or export it anew",
    "K404": "{path}: no graph there; expected a folder with graph.trig or graph.ttl, or a graph file",
    # K5xx queries
    "K501": "SPARQL, line {line}, column {column}: {near}: expected {expected}",
    "K502": "no question is called {name!r}; did you mean {near}? `kg questions` lists them all",
    "K503": "there is no parameter {name!r} here; known: {known}",
    "K505": "nothing in the graph is called {name!r}; nearest names: {near}",
    "K506": "parameter {name!r} cannot be {value!r}; expected {expected}",
    "K507": "no answer format is called {name!r}; use one of {known}",
    # K6xx the page
}
