"""The one way out: every line that repdesk prints passes here and is made safe first."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

from repdesk.i18n import _
from repdesk.wording.cells import clean, escaped

if TYPE_CHECKING:
    from repdesk.domain.book import Book

SCHEMA = 1


def say(text: str = "") -> None:
    """Print one line to stdout."""
    _write(sys.stdout, clean(text))


def say_fields(fields: Iterable[str]) -> None:
    """Print one line of fields with tabs between."""
    _write(sys.stdout, "\t".join(map(clean, fields)))


def tell(text: str) -> None:
    """Print one line to stderr, for people."""
    _write(sys.stderr, clean(text))


def tell_if_empty(book: "Book") -> bool:
    """Say how to begin where there is no customer; returns whether there is none."""
    empty = not book.count("customers")
    if empty:
        tell(_("the book is empty; repdesk add customer NAME, or repdesk import FILE"))
    return empty


def say_json(value: dict[str, Any]) -> None:
    """Print one JSON object with `"schema": 1` first; what no number is becomes null."""
    say_json_line({"schema": SCHEMA, **value})


def say_json_line(value: dict[str, Any]) -> None:
    """Print one JSON object on a line."""
    try:
        text = msgspec.json.encode(value).decode()
    except UnicodeEncodeError:  # half a character, from an argument that was no UTF-8
        import json

        text = json.dumps(value, separators=(",", ":"))
    _write(sys.stdout, escaped(text))


def say_raw_json(part: bytes) -> None:
    """Print a part of a JSON document as it is, but for characters no terminal should see."""
    if sys.stdout is not None:
        sys.stdout.write(escaped(part.decode()))


def say_raw(text: str) -> None:
    """Print a text of several lines, each made safe."""
    for line in text.splitlines():
        say(line)


def saved(id_: str | None) -> None:
    """Acknowledge on stdout, at once: called only when the store has synced."""
    say(f"saved {id_}")
    flush()


def flush() -> None:
    """Hand what was printed to the reader now."""
    if sys.stdout is not None:
        sys.stdout.flush()


def _write(stream: TextIO | None, line: str) -> None:
    if stream is not None:
        stream.write(f"{line}\n")
