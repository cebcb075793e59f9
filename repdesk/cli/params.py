"""What arguments may be: files, words, customers; with what a shell completes them to."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from repdesk.i18n import _

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class FilePath(click.ParamType[str]):
    """The name of a file as it was typed; `path` opens what it means in any locale."""

    name = "file"

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[Any]]":
        """Leave it to the shell, which knows the files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete or ".", type="file")]

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

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[Any]]":
        """Return the words that begin so."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.choices if word.startswith(incomplete)]

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        if value not in self.choices:
            listed = ", ".join(self.choices)
            self.fail(
                _("{value} is none of: {choices}").format(value=value, choices=listed), param, ctx
            )
        return value


class CustomerName(click.ParamType[str]):
    """A customer by id, code, name, a part of it, pinyin or initials."""

    name = "customer"

    def shell_complete(
        self, ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem[Any]]":
        """Return the customers that fit."""
        from repdesk.cli.completion import fitting

        return list(fitting(ctx.find_root().obj, incomplete))


CUSTOMER = CustomerName()
