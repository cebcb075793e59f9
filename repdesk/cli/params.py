"""What arguments may be: files by name, days, periods."""

from pathlib import Path

import click


class FilePath(click.ParamType[str]):
    """The name of a file as it was typed; `path` opens what it means in any locale."""

    name = "file"

    @staticmethod
    def path(name: str) -> Path:
        """Return the path of a name that came in as UTF-8."""
        from repdesk.cli.start import path_of

        return path_of(name)
