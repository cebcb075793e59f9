"""The real program in processes of its own: saves of marked texts, and what is there afterwards."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import repdesk

NAMES = ("张家港华昌", "Acme")
_WHOLE = re.compile(r"<(\d{6}):x*:\1>")
_BEGUN = re.compile(r"<(\d{6})")
PATIENCE = 60.0
OURS = str(Path(repdesk.__file__).parent)
COMPACT = {"always": {"REPDESK_COMPACT": "always"}, "never": {"REPDESK_NO_COMPACT": "1"}}


class Ended(NamedTuple):
    """How a run of the program ended."""

    code: int
    out: str
    err: str

    @property
    def acknowledged(self) -> bool:
        return "saved " in self.out

    @property
    def traced(self) -> bool:
        """Whether a traceback of ours was shown: Ctrl-C before our first line is Python's own."""
        return "Traceback" in self.err and OURS in self.err


class Listed(NamedTuple):
    """What the book holds: the numbers of whole texts, whether some text is there only in part."""

    ended: Ended
    whole: tuple[int, ...]
    half: bool


def text(number: int, size: int = 40) -> str:
    """A text that tells its number at both ends."""
    return f"<{number:06d}:{'x' * size}:{number:06d}>"


def start(folder: Path, words: Sequence[str], compact: str = "never") -> "subprocess.Popen[str]":
    """Start the program on a data folder."""
    known = ("REPDESK_COMPACT", "REPDESK_NO_COMPACT", "REPDESK_DATA", "PYTHONDONTWRITEBYTECODE")
    environ = {key: value for key, value in os.environ.items() if key not in known}
    return subprocess.Popen(
        [sys.executable, "-m", "repdesk", "--lang", "en", "--data", str(folder), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ | COMPACT[compact],
    )


def ended(process: "subprocess.Popen[str]") -> Ended:
    """Wait for its end."""
    out, err = process.communicate(timeout=PATIENCE)
    return Ended(process.returncode, out, err)


def save(folder: Path, number: int, compact: str = "never") -> "subprocess.Popen[str]":
    """Start saving the text of a number."""
    name = NAMES[number % len(NAMES)]
    return start(folder, ("log", "--add", "--plain", name, text(number)), compact)


def listed(folder: Path) -> Listed:
    """Read the book, as far as it can be read."""
    found = ended(start(folder, ("export", "--json")))
    try:
        rows = json.loads(found.out)["interactions"]
    except (ValueError, KeyError):
        return Listed(found, (), False)
    notes = [str(row["note"]) for row in rows]
    whole = [int(one[1]) for note in notes if (one := _WHOLE.fullmatch(note))]
    begun = sum(bool(_BEGUN.match(note)) for note in notes)
    return Listed(found, tuple(sorted(whole)), begun > len(whole))
