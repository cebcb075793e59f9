"""Turns the columns of a sheet into values: every different text is read once."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from repdesk.domain.errors import Invalid
from repdesk.domain.rules import MAX_TEXT
from repdesk.exchange.choices import CHOICE_WORDS
from repdesk.exchange.columns import Source
from repdesk.exchange.fields import fields_of
from repdesk.exchange.folding import fold
from repdesk.exchange.formulas import taken_back
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.reader import Row
from repdesk.exchange.values import (
    Bad,
    bad,
    order_of_days,
    read_clock,
    read_day,
    read_decimal,
    read_flag,
    read_moment,
    read_number,
    read_share,
    read_terms,
    read_texts,
)

Read = Callable[[str], Any]


class Memo(dict[str, Any]):
    """Text -> value, read when first asked for; blank is None. `refused`: some were Bad."""

    def __init__(self, read: Read, words: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._read = read
        self._words = words
        self.refused = False

    def __missing__(self, text: str) -> Any:
        plain = taken_back(text.strip())
        if self._words:
            plain = self._words.get(fold(plain), plain)
        value: Any
        if not plain:
            value = None
        elif "\0" in plain:
            value = bad("cell.control", plain.replace("\0", "?"))
        elif len(plain) > MAX_TEXT:
            value = Bad("text.too_long", str(len(plain)))
        else:
            value = self._read(plain)
        if type(value) is Bad:
            self.refused = True
        self[text] = value
        return value


def _identity(text: str) -> str:
    return text


def _whole(text: str) -> Any:
    value = read_number(text)
    if isinstance(value, Bad):
        return value
    return int(value) if value == value.to_integral_value() else bad("cell.whole", text)


def _probability(text: str) -> Any:
    value = read_number(text)
    if isinstance(value, Bad):
        return value
    value = value / 100 if value > 1 else value
    return float(value) if 0 <= value <= 1 else bad("cell.probability", text)


def _clock(text: str) -> Any:
    value = read_clock(text)
    return value[:5] if value else bad("cell.clock", text)


def _choice(table: str, name: str) -> Read:
    known = {}
    for ours, theirs in CHOICE_WORDS[table, name].items():
        known[fold(ours)] = ours
        for word in theirs.split():
            known.setdefault(fold(word), ours)
    open_ended = (table, name) in (("customers", "own_tier"), ("stage_events", "reason"))

    def read(text: str) -> Any:
        return known.get(fold(text)) or (text if open_ended else bad("cell.choice", text))

    return read


_READERS: dict[str, Read] = {
    "text": _identity,
    "texts": read_texts,
    "json": _identity,
    "decimal": read_decimal,
    "money": read_number,
    "share": read_share,
    "int": _whole,
    "flag": read_flag,
    "clock": _clock,
    "terms": read_terms,
    "probability": _probability,
}
_DATED = ("day", "moment")


def _day_reader(source: Source, kind: str, column: str, texts: list[str], said: str | None) -> Read:
    """Return how the column's days are read; raises Invalid "date.ambiguous" or "date.both"."""
    order = order_of_days(list(dict.fromkeys(texts)))
    if order == "both":
        order = None
    elif order == "open":
        order = said
        if order is None:
            example = next(text for text in texts if order_of_days([text]) == "open")
            raise Invalid(
                "date.ambiguous", file=str(source.sheet.path), column=column, value=example.strip()
            )
    read = read_day if kind == "day" else read_moment
    return lambda text: read(text, order)


Column = list[Any]


class Cells:
    """The values of a sheet by field, one list a field as long as its rows; blank is None."""

    def __init__(self, source: Source, options: ImportOptions) -> None:
        self.source = source
        self.numbers = source.numbers
        self.refused: dict[int, tuple[str, Bad]] = {}
        """Row index -> (column, why) of cells that cannot be read, the first of a row."""
        width = len(source.header)
        rows = source.rows
        if any(len(row) != width for row in rows):
            rows = [self._squared(at, row, width) for at, row in enumerate(rows)]
        self._raw: Sequence[Sequence[str]] = list(zip(*rows, strict=True)) or [()] * width
        self._options = options
        self.by_field = {name: self._values(name) for name in source.columns}

    def __len__(self) -> int:
        return len(self.numbers)

    def get(self, name: str) -> Column | None:
        """Return the values of a field, or None where no column gives it."""
        return self.by_field.get(name)

    def column(self, name: str) -> str:
        """Return what the file calls a field."""
        places = self.source.columns.get(name)
        return self.source.header[places[0]] if places else name

    def _squared(self, at: int, row: Row, width: int) -> Row:
        if len(row) > width:
            if any(cell.strip() for cell in row[width:]):
                self.refused[at] = ("", Bad("row.cells", str(len(row))))
            return row[:width]
        return row + ("",) * (width - len(row))

    def _values(self, name: str) -> Column:
        columns = [self._column(name, at) for at in self.source.columns[name]]
        if len(columns) == 1:
            return columns[0]
        return [_joined(name, parts) for parts in zip(*columns, strict=True)]

    def _column(self, name: str, at: int) -> Column:
        texts = self._raw[at]
        column = self.source.header[at]
        words = self.source.file_map.values.get(name)
        plain = None if words else _plainly(self._kind(name), texts)
        if plain is not None:
            return plain
        memo = Memo(self._reader(name, column, texts), words)
        values = list(map(memo.__getitem__, texts))
        if memo.refused:
            for row, value in enumerate(values):
                if type(value) is Bad:
                    self.refused.setdefault(row, (column, value))
        return values

    def _kind(self, name: str) -> str:
        table = self.source.table
        if (table, name) in CHOICE_WORDS:
            return "choice"
        known = fields_of(table).get(name)
        if known is not None:
            return known.kind
        return "texts" if name.rstrip("0123456789").endswith("phone") else "text"

    def _reader(self, name: str, column: str, texts: Iterable[str]) -> Read:
        table = self.source.table
        kind = self._kind(name)
        if kind == "choice":
            return _choice(table, name)
        if kind in _DATED:
            said = self.source.file_map.choice("date_order") or self._options.date_order
            return _day_reader(self.source, kind, column, list(texts), said)
        return _READERS[kind]


_FIXED_COLUMN = re.compile(r"(?:-?+(?:0|[1-9][0-9]{0,14}+)(?:\.[0-9]{1,18}+)?+\n)++")


def _plainly(kind: str, texts: Sequence[str]) -> list[Any] | None:
    """Return the values of a column that holds nothing but plain text or plain decimals.

    The same values as text by text, at a fourth of the time; None where the column holds more, or
    the same few texts again and again.
    """
    if not texts or len(set(texts)) < len(texts) // 8:
        return None
    if kind == "text":
        stripped = list(map(str.strip, texts))
        joined = "\n".join(stripped)
        if max(map(len, stripped)) > MAX_TEXT or "\0" in joined or "'" in joined:
            return None
        return stripped if "" not in stripped else [text or None for text in stripped]
    if kind in ("decimal", "share"):
        joined = "\n".join(texts) + "\n"
        if _FIXED_COLUMN.fullmatch(joined) and "-0" not in joined:
            return [
                text.rstrip("0").rstrip(".") if text[-1] == "0" and "." in text else text
                for text in texts
            ]
    return None


def _joined(name: str, parts: tuple[Any, ...]) -> Any:
    given = [part for part in parts if part is not None]
    broken = next((part for part in given if type(part) is Bad), None)
    if broken is not None or not given:
        return broken
    if isinstance(given[0], tuple):
        return tuple(dict.fromkeys(one for part in given for one in part))
    return (", " if name == "address" else "\n").join(dict.fromkeys(given))
