"""Mappings of a foreign file's columns: `--map FILE` (TOML), and those confirmed before.

[orders]                      # or [orders."file.csv"] for one file
"Their column" = "field"      # "" leaves it out
[values.stage]
Engaging = "contacted"        # their word = ours
[choices]
no_customer = "reject"        # or the name of the customer such rows belong to
"""

import errno
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import tomlkit

from repdesk.domain.errors import DiskError, Invalid
from repdesk.exchange.fields import ALIASES_OF_TABLES, IMPORTABLE, is_field
from repdesk.exchange.folding import fold

CHOICES: dict[str, tuple[str, ...]] = {
    "no_customer": (),
    "zero_price": ("keep", "skip"),
    "non_goods": ("keep", "skip"),
    "blank": ("keep", "clear"),
    "repeats": ("reject", "keep"),
    "date_order": ("dmy", "mdy"),
}
"""What [choices] may say; the first is what holds unless said; () takes any text."""


@dataclass(frozen=True, slots=True)
class FileMap:
    """A mapping file, read. `tables`: table -> folded column -> field; `files`: (file name, table)
    -> the same; `values`: field -> folded word -> ours; `choices` by name."""

    tables: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    files: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)

    def choice(self, name: str) -> str | None:
        """Return the choice, else its default (None where there is none)."""
        said = self.choices.get(name)
        if said is not None:
            return said
        defaults = {"no_customer": "reject", "date_order": None}
        return defaults.get(name, (CHOICES[name] or ("",))[0])

    def with_said(self, said: "FileMap") -> "FileMap":
        """Return this mapping with another one over it."""
        return FileMap(
            {**self.tables, **{t: {**self.tables.get(t, {}), **c} for t, c in said.tables.items()}},
            {**self.files, **said.files},
            {**self.values, **said.values},
            {**self.choices, **said.choices},
        )

    def table_of(self, file: str) -> str | None:
        """Return the table that the map names for a file."""
        return next((table for name, table in self.files if name == file), None)

    def columns(self, table: str, file: str) -> dict[str, str]:
        """Return folded column -> field for a file taken as that table."""
        return {**self.tables.get(table, {}), **self.files.get((file, table), {})}


def read_map(path: Path) -> FileMap:
    """Return the mapping of a file. Raises DiskError, or Invalid "map.…" naming the place."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DiskError("disk.read", path=str(path), errno=error.errno, operation="read") from error
    except UnicodeDecodeError as error:
        raise Invalid("map.syntax", file=str(path), detail="UTF-8") from error
    return parse_map(text, str(path))


def parse_map(text: str, name: str = "") -> FileMap:
    """Return the mapping that the text says. Raises Invalid "map.…" naming the place."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Invalid("map.syntax", file=name, detail=str(error)) from error
    tables: dict[str, dict[str, str]] = {}
    files: dict[tuple[str, str], dict[str, str]] = {}
    values: dict[str, dict[str, str]] = {}
    choices: dict[str, str] = {}
    for section, content in document.items():
        if not isinstance(content, dict):
            raise Invalid("map.section", file=name, section=section)
        if section == "choices":
            choices = _choices(content, name)
        elif section == "values":
            values = {key: _words(key, words, name) for key, words in content.items()}
        else:
            table = ALIASES_OF_TABLES.get(section, section)
            if table not in IMPORTABLE:
                raise Invalid("map.table", file=name, section=section, known=sorted(IMPORTABLE))
            own = {key: field for key, field in content.items() if not isinstance(field, dict)}
            tables[table] = {**tables.get(table, {}), **_columns(table, own, name)}
            for file, columns in content.items():
                if isinstance(columns, dict):
                    files[file, table] = _columns(table, columns, name)
    return FileMap(tables, files, values, choices)


def _columns(table: str, content: Mapping[str, Any], name: str) -> dict[str, str]:
    columns = {}
    for column, target in content.items():
        if not isinstance(target, str) or (target and not is_field(table, target)):
            raise Invalid("map.field", file=name, section=table, column=column, field=str(target))
        columns[fold(column)] = target
    return columns


def _words(key: str, words: Any, name: str) -> dict[str, str]:
    if not isinstance(words, dict):
        raise Invalid("map.section", file=name, section=f"values.{key}")
    return {fold(theirs): str(ours) for theirs, ours in words.items()}


def _choices(content: Mapping[str, Any], name: str) -> dict[str, str]:
    for choice, said in content.items():
        known = CHOICES.get(choice)
        if known is None or not isinstance(said, str) or (known and said not in known):
            raise Invalid("map.choice", file=name, choice=choice, value=str(said))
    return dict(content)


def header_key(header: Iterable[str]) -> str:
    """Return what a header is recognised by: a digest of its folded names in order."""
    return blake2b("\x1f".join(map(fold, header)).encode(), digest_size=8).hexdigest()


def mapping_text(table: str, columns: Mapping[str, str], file_map: FileMap) -> str:
    """Return a confirmed mapping (column -> field, "" left out) as TOML."""
    document = tomlkit.document()
    document.add(table, _toml(columns))
    if file_map.values:
        words = tomlkit.table(is_super_table=True)
        for key, pairs in file_map.values.items():
            words.add(key, _toml(pairs))
        document.add("values", words)
    if file_map.choices:
        document.add("choices", _toml(file_map.choices))
    return tomlkit.dumps(document)


def _toml(pairs: Mapping[str, str]) -> Any:
    table = tomlkit.table()
    for key, value in pairs.items():
        table.add(tomlkit.key(key), value)
    return table


class FolderMappings:
    """Confirmed mappings as files of a folder, one a header, readable by the rep alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """Return the mapping of that header; one that cannot be read counts as none."""
        try:
            handle = os.open(self._folder / f"{key}.toml", os.O_RDONLY | os.O_NOFOLLOW)
            with os.fdopen(handle, encoding="utf-8") as file:
                return file.read()
        except (OSError, UnicodeDecodeError):
            return None

    def put(self, key: str, text: str) -> None:
        """Keep a mapping: an unguessable name first, 0600, no link followed. Raises DiskError."""
        path = self._folder / f"{key}.toml"
        temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}.tmp")
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._folder.is_symlink():
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
            handle = os.open(temporary, flags, 0o600)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(text)
                    file.flush()
                    os.fsync(handle)
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        except OSError as error:
            raise DiskError(
                "disk.write", path=str(path), errno=error.errno, operation="write"
            ) from error
