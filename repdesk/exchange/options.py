"""What the caller of an import decides, and the ports it hands in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.exchange.mapping import FileMap

MODES = ("both", "create", "update")


class Runner(Protocol):
    """What an import needs of the desk."""

    @property
    def book(self) -> Book:
        """The book as last seen."""

    def back_up(self, reason: str) -> None:
        """Back up the book; one that can't be made does not keep the import back."""

    def run(self, verb: str, build: Callable[[Edit], Any], **args: Any) -> Any:
        """Save one action; the answer's `change` is what was saved."""


class Mappings(Protocol):
    """Where confirmed mappings live: TOML text by the key of a header."""

    def get(self, key: str) -> str | None:
        """Return the mapping of that header, or None."""

    def put(self, key: str, text: str) -> None:
        """Keep a confirmed mapping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How to read the files.

    `table` is `--as`, `key` the column to match by, `file_map` a parsed `--map`, `date_order`
    `dmy`, `mdy` or None (ask: "date.ambiguous" is raised where no value decides).
    """

    table: str | None = None
    key: str | None = None
    mode: str = "both"
    file_map: FileMap = field(default_factory=FileMap)
    date_order: str | None = None
    currency: str = "CNY"
    mappings: Mappings | None = None
    timeout_seconds: float = 60.0
    rejects_folder: Path | None = None
