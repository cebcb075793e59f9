"""What arguments may be: files and customers by name, with what a shell completes them to."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

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
