"""The doctor's look at the machine: locale, terminal, the libraries and whether they load."""

import os
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from typing import Any

from repdesk.storage.findings import Check, bad, good

LIBRARIES = ("textual", "tinydb", "pandas", "plotext")
_SECONDS = 30
_SMALLEST = (40, 12)
_PLAIN = ("", "C", "POSIX")


def machine_checks(environ: Mapping[str, str]) -> list[Check]:
    """Return the checks of everything but the data folder."""
    checks = [locale_check(environ)]
    if sys.stdout is not None and sys.stdout.isatty():
        checks.append(terminal_check(environ, os.get_terminal_size))
        checks.append(good("ruler", "ruler", {}))
    return [*checks, versions_check()]


def locale_check(environ: Mapping[str, str]) -> Check:
    """Look at what the environment says of the encoding; repdesk itself speaks UTF-8 always."""
    named = (environ.get(name, "") for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    name = next((value for value in named if value), "")
    encoding = name.partition(".")[2].partition("@")[0]
    facts = {"locale": name or "C", "encoding": encoding}
    if name in _PLAIN:
        return good("locale", "locale.plain", facts)
    is_utf8 = encoding.casefold().replace("-", "") == "utf8" or name == "UTF-8"
    if is_utf8:
        return good("locale", "locale.ok", facts)
    return bad("locale", "locale.other", facts, "locale")


def terminal_check(environ: Mapping[str, str], size_of: Callable[[], os.terminal_size]) -> Check:
    """Look at what the terminal says it is: its kind, size and colours."""
    kind = environ.get("TERM", "")
    try:
        columns, rows = size_of()
    except OSError:
        columns, rows = 0, 0
    facts: dict[str, Any] = {
        "term": kind,
        "columns": columns,
        "rows": rows,
        "colours": _colours(environ, kind),
    }
    if kind in ("", "dumb"):
        return bad("terminal", "terminal.dumb", facts, "term")
    if columns < _SMALLEST[0] or rows < _SMALLEST[1]:
        return bad("terminal", "terminal.small", facts, "size")
    return good("terminal", "terminal.ok", facts)


def _colours(environ: Mapping[str, str], kind: str) -> int:
    """Return how many colours the terminal claims; 0: none are wanted."""
    if environ.get("NO_COLOR"):
        return 0
    if environ.get("COLORTERM", "") in ("truecolor", "24bit"):
        return 1 << 24
    return 256 if "256" in kind or "kitty" in kind else 8


def versions_check() -> Check:
    """Look at the libraries: their versions, and in processes of their own whether they load."""
    running = {name: _loading(name) for name in LIBRARIES}
    facts: dict[str, Any] = {"python": sys.version.split()[0]}
    broken: dict[str, str] = {}
    for name, process in running.items():
        why = _why_not(process)
        try:
            facts[name] = version(name)
        except PackageNotFoundError:
            facts[name] = None
        if why is not None:
            broken[name] = why
    if broken:
        return bad("versions", "versions.broken", {**facts, "broken": broken}, "install")
    return good("versions", "versions.ok", facts)


def _loading(name: str) -> "Popen[bytes]":
    # A broken wheel can abort the process that loads it: never this one.
    command = [sys.executable, "-P", "-c", f"import {name}"]
    return Popen(command, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE)


def _why_not(process: "Popen[bytes]") -> str | None:
    """Return why a library does not load, None when it does."""
    try:
        _out, told = process.communicate(timeout=_SECONDS)
    except TimeoutExpired:
        process.kill()
        process.communicate()
        return "timeout"
    if process.returncode == 0:
        return None
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"exit {process.returncode}"
