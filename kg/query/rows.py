"""What a query gives back: named rows of plain Python values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.query.cell import Value
from kg.query.table import html_table, text_table


class Row(tuple[Value, ...]):
    """One answer: ``row.minister``, ``row["minister"]``, ``row[0]`` or unpacking."""

    _names: tuple[str, ...]

    @classmethod
    def of(cls, names: tuple[str, ...], values: Sequence[Value]) -> Row:
        """A row of ``values`` called ``names``."""
        row = cls(values)
        row._names = names
        return row

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_") or name not in self._names:
            raise AttributeError(f"no column {name!r}; there are {', '.join(self._names)}")
        value: Value = tuple.__getitem__(self, self._names.index(name))
        return value

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                return tuple.__getitem__(self, self._names.index(key))
            except ValueError:
                raise KeyError(key) from None
        return tuple.__getitem__(self, key)

    def as_dict(self) -> dict[str, Value]:
        """Column → value."""
        return dict(zip(self._names, self, strict=True))


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Row]):
    """The answers of one query, in its order. A CONSTRUCT gives subject, predicate, object."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str | None = None
    """The question in words, when it came from the library."""

    @classmethod
    def of(cls, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> Rows:
        """Rows out of plain sequences."""
        names = tuple(columns)
        return cls(names, tuple(Row.of(names, row) for row in rows))

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, index: Any) -> Any:
        return self.rows[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def frame(self) -> Any:
        """The same as a ``pandas.DataFrame``."""
        import pandas

        return pandas.DataFrame([tuple(row) for row in self.rows], columns=list(self.columns))

    def __str__(self) -> str:
        return text_table(self)

    def __repr__(self) -> str:
        return str(self)  # what a Python prompt shows

    def _repr_html_(self) -> str:
        return html_table(self)
