"""What arguments may be: files by name, days, periods."""

from collections.abc import Iterable
from pathlib import Path

import click

from repdesk.i18n import _


class FilePath(click.ParamType[str]):
    """The name of a file as it was typed; `path` opens what it means in any locale."""

    name = "file"

    @staticmethod
    def path(name: str) -> Path:
        """Return the path of a name that came in as UTF-8."""
        from repdesk.cli.start import path_of

        return path_of(name)


class OneOf(click.ParamType[str]):
    """One of some words; another is refused with all of them, in the rep's language."""

    name = "word"

    def __init__(self, choices: Iterable[str]) -> None:
        self.choices = tuple(choices)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        if value not in self.choices:
            listed = ", ".join(self.choices)
            self.fail(
                _("{value} is none of: {choices}").format(value=value, choices=listed), param, ctx
            )
        return value
