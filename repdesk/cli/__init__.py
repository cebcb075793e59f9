"""The command line: where all is put together. Each verb imports its room when it runs."""

import sys


def without_extensions() -> None:
    """Load msgspec without typing_extensions, of which it needs nothing that Python 3.11 has not.

    That library takes two thirds of the time in which an empty Python starts.
    """
    modules = vars(sys)["modules"]
    if "typing_extensions" in modules:
        return
    modules["typing_extensions"] = None
    try:
        __import__("msgspec")
    finally:
        del modules["typing_extensions"]


def main() -> None:
    """Run repdesk with the arguments of the process and exit with its code.

    Everything is loaded in here, where Ctrl-C has its exit code.
    """
    try:
        import gc

        # Start-up makes many objects that stay: looking through them costs a twentieth.
        gc.set_threshold(50_000, 20, 20)
        without_extensions()
        from repdesk.cli.start import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
