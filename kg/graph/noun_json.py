"""Nouns as JSON and back: each a list of its fields, in their order.

The types of the fields say how to read them, so a noun that gains a field needs no line here.
What does not fit its type is refused, never guessed: the file may have been tampered with.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
_Reader = Callable[[Any], Any]


def dumps(noun: object) -> str:
    """``noun`` as compact JSON; the same noun always gives the same text."""
    return json.dumps(_written(noun), ensure_ascii=False, separators=(",", ":"))


def loads(kind: type[Noun], text: str | bytes) -> Noun:
    """The noun that ``dumps`` wrote. Raises ``ValueError`` for anything else."""
    found: Noun = _reader(cast(Any, kind))(json.loads(text))
    return found


def _written(value: object) -> object:
    if is_dataclass(value):
        return [_written(getattr(value, name)) for name in _names(cast(Any, type(value)))]
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind))


@cache
def _reader(kind: Any) -> _Reader:
    """What turns JSON into a value of a type."""
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _noun(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if origin in (Union, UnionType):
        return _either(get_args(kind))
    if origin is Literal:
        return _one_of(frozenset(get_args(kind)))
    return _plain((int, float) if kind is float else (kind,))


def _noun(kind: Any) -> _Reader:
    """Fields that have a default may be absent at the end: an older Khabar did not know them."""
    hints = get_type_hints(kind)
    readers = [_reader(hints[name]) for name in _names(kind)]
    needed = [n for n, f in enumerate(fields(kind), 1)
              if f.default is MISSING and f.default_factory is MISSING]  # fmt: skip

    def read(data: Any) -> Any:
        if not isinstance(data, list) or not max(needed, default=0) <= len(data) <= len(readers):
            raise ValueError(f"{len(readers)} fields expected for {kind.__name__}")
        return kind(*(reader(one) for reader, one in zip(readers, data, strict=False)))

    return read


def _tuple(kinds: tuple[Any, ...]) -> _Reader:
    several = len(kinds) == 2 and kinds[1] is Ellipsis
    readers = [_reader(k) for k in kinds if k is not Ellipsis]

    def read(data: Any) -> Any:
        if not isinstance(data, list) or (not several and len(data) != len(readers)):
            raise ValueError("a list expected")
        if several:
            return tuple(readers[0](one) for one in data)
        return tuple(reader(one) for reader, one in zip(readers, data, strict=True))

    return read


def _either(kinds: tuple[Any, ...]) -> _Reader:
    """A union: of lists (nouns) at most one member can be read."""
    readers = [_reader(k) for k in kinds]

    def read(data: Any) -> Any:
        for reader in readers:
            try:
                return reader(data)
            except ValueError:
                continue
        raise ValueError(f"{data!r} is none of what is expected")

    return read


def _one_of(values: frozenset[Any]) -> _Reader:
    def read(data: Any) -> Any:
        if isinstance(data, list | dict) or data not in values:
            raise ValueError(f"{data!r} is not one of {sorted(map(str, values))}")
        return data

    return read


def _plain(kinds: tuple[Any, ...]) -> _Reader:
    def read(data: Any) -> Any:
        if data is None and NoneType in kinds:
            return None
        if not isinstance(data, kinds) or (isinstance(data, bool) and bool not in kinds):
            raise ValueError(f"{data!r} is not {kinds[0].__name__}")
        return data

    return read
