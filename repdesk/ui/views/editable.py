"""One field of a reading that can be put right."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from repdesk.notation.reading import Reading

Put = Callable[[Reading, str], Reading | str]
"""Puts what the rep says into a reading; returns why not where it cannot be."""


class Editable(msgspec.Struct, frozen=True):
    """A field: `key` stays the same while the line does; `value` is how it was read.

    `choices` are (value, label as shown); `many`: several of them, parted by spaces.
    """

    key: str
    label: str
    value: str
    put: Put
    choices: tuple[tuple[str, str], ...] = ()
    many: bool = False
    hint: str = ""
