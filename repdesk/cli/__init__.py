"""The command line: where all is put together. Each verb imports its room when it runs."""

import gc
import sys


def main() -> None:
    """Run repdesk with the arguments of the process and exit with its code."""
    # Start-up makes many objects that stay: looking through them for garbage costs a twentieth.
    gc.set_threshold(50_000, 20, 20)
    try:
        from repdesk.cli.start import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)
