"""Whether there is a terminal to show the app on."""

import sys
from contextlib import suppress


def has_terminal(term: str | None) -> bool:
    """Say whether the app can be shown: a terminal on all three streams, and no dumb one."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    with suppress(ValueError, OSError):
        return term != "dumb" and all(stream is not None and stream.isatty() for stream in streams)
    return False
