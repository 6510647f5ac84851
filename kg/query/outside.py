"""Whether a query would reach out of the graph: ``SERVICE``, which asks another server.

The engine would really ask it, so nothing may hide the word. What this file takes for an IRI, a
string or a comment must be one for the engine too: ``1<2)SERVICE#>`` is no IRI, though it stands
between angle brackets. So only what can be nothing else is blanked out; in doubt a word counts.
"""

from __future__ import annotations

import re
from typing import Final

# ``<a://…`` cannot begin a comparison (nothing divides twice); a relative IRI is taken for one
# only of characters that cannot end an expression, open a string or begin a comment.
_SURE: Final = re.compile(
    r'<(?:[A-Za-z][A-Za-z0-9+.-]*://[^<>"{}|^`\\\s]*|[\w./:~%@,;=+-]*)>'
    r'|"""(?:[^\\]|\\.)*?"""|\'\'\'(?:[^\\]|\\.)*?\'\'\''
    r'|"(?:[^"\\\n\r]|\\.)*"|\'(?:[^\'\\\n\r]|\\.)*\'|#[^\n\r]*',
    re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SERVICE: Final = re.compile(r"(?<![?$])service", re.IGNORECASE)  # ?service is a variable


def reaches_out(sparql: str) -> bool:
    """Whether ``SERVICE`` may stand in the query as a keyword, or an escape may hide it.

    Escapes of characters (``\\u0053``) are told before a query is read, so they are looked at
    both ways; outside strings and IRIs they are never needed and count as hiding.
    """
    told = _ESCAPE.sub(_character, sparql)
    own = bare(sparql)
    return "\\u" in own.lower() or any(map(_SERVICE.search, (own, bare(told))))


def bare(sparql: str) -> str:
    """The query with what is surely an IRI, a string or a comment blanked out, every place kept."""
    return _SURE.sub(lambda match: " " * len(match.group()), sparql)


def _character(match: re.Match[str]) -> str:
    number = int(match[1] or match[2], 16)
    return chr(number) if number < 0x110000 else " "
