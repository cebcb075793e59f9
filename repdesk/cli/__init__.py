"""The command line: where all is put together. Each verb imports its room when it runs."""

import gc
import sys
from importlib import import_module
from types import ModuleType
from typing import cast


def without_extensions() -> None:
    """Load msgspec without typing_extensions, of which it needs nothing that Python 3.11 has not.

    That library takes two thirds of the time in which an empty Python starts.
    """
    modules = cast("dict[str, ModuleType | None]", sys.modules)
    if "typing_extensions" in modules:
        return
    modules["typing_extensions"] = None
    try:
        import_module("msgspec")
    finally:
        del modules["typing_extensions"]


def main() -> None:
    """Run repdesk with the arguments of the process and exit with its code."""
    # Start-up makes many objects that stay: looking through them for garbage costs a twentieth.
    gc.set_threshold(50_000, 20, 20)
    without_extensions()
    try:
        from repdesk.cli.start import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
