"""One setting changed in the file's text: comments, order and every other line stay as they are."""

from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Table

from repdesk.domain.errors import Invalid
from repdesk.settings.fields import OPEN_SECTIONS, reader_of

Plain = str | int | float | bool | list[str | int]


def plain(key: str, text: str) -> Plain:
    """Return the value as TOML is to hold it; raises Invalid, naming the key."""
    reader = reader_of(key)
    if reader is None:
        raise Invalid("setting.unknown", key=key)
    try:
        value = reader(text)
    except Invalid as error:
        raise Invalid(error.code, key=key, **error.facts) from None
    if value is None:
        return "own" if key == "active_days" else ""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [each if isinstance(each, int) else str(each) for each in value]
    plain_value: Plain = value
    return plain_value


def with_value(source: str, key: str, text: str) -> str:
    """Return the file's text with one setting changed.

    Raises Invalid for an unknown key, a bad value or a text that is no TOML.
    """
    value = plain(key, text)
    try:
        document = tomlkit.parse(source)
    except TOMLKitError as error:
        raise Invalid("setting.file_broken", line=getattr(error, "line", None)) from None
    section, _, rest = key.partition(".")
    *sections, last = (section, rest) if section in OPEN_SECTIONS else key.split(".")
    table: Any = document
    for name in sections:
        if name not in table:
            table[name] = tomlkit.table()
        table = table[name]
        if not isinstance(table, Table):
            raise Invalid("setting.no_section", key=key, value=name)
    old = table.get(last)
    table[last] = value
    if old is not None and hasattr(old, "trivia"):
        trivia = table[last].trivia
        trivia.comment, trivia.comment_ws = old.trivia.comment, old.trivia.comment_ws
    return tomlkit.dumps(document)
