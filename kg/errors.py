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
    # K5xx queries
    # K6xx the page
}
