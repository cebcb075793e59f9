"""From the process to a verb and back: streams, language, signals; every end has its exit code."""

import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType

import click

from repdesk import i18n
from repdesk.cli.group import root
from repdesk.cli.output import flush, tell
from repdesk.cli.usage import usage_words
from repdesk.cli.workplace import Workplace, default_folder
from repdesk.domain.errors import (
    Ambiguous,
    Busy,
    Damaged,
    DiskError,
    NewerFormat,
    NotFound,
    RepdeskError,
)
from repdesk.i18n import _

FAILED, USAGE, NOT_FOUND, DAMAGED, IO_ERROR, BUSY, NEWER = 1, 2, 3, 65, 74, 75, 76
INTERRUPTED, TERMINATED = 130, 143
_CODES: dict[type[RepdeskError], int] = {
    NotFound: NOT_FOUND,
    Ambiguous: NOT_FOUND,
    Damaged: DAMAGED,
    DiskError: IO_ERROR,
    Busy: BUSY,
    NewerFormat: NEWER,
}
_GLOBALS_WITH_VALUE = ("--data", "--lang", "--today")


def run(arguments: Sequence[str]) -> int:
    """Run the process's arguments and return the exit code."""
    utf8_streams()
    signal.signal(signal.SIGTERM, _terminated)
    words = [_as_utf8(word) for word in arguments]
    if asked := os.environ.get("_REPDESK_COMPLETE"):
        from repdesk.cli.completion import answer

        return answer(root, asked)
    place = place_of(words)
    _tell_crashes(place, words)
    return ended(words, place)


def place_of(words: Sequence[str]) -> Workplace:
    """Return the workplace that the global options and the environment name."""
    folder = _globals(words).get("--data") or os.environ.get("REPDESK_DATA")
    return Workplace(path_of(folder) if folder else default_folder())


def speak(words: Sequence[str], place: Workplace) -> None:
    """Set the language: the option's, the settings', else the locale's."""
    asked = _globals(words).get("--lang") or place.settings.lang
    where = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    i18n.set_language(asked or i18n.language_of_locale(*where))
    tiers = place.settings.policy.tiers
    i18n.set_own_words({f"tier.{tier.name}": tier.called for tier in tiers if tier.called})


def ended(words: Sequence[str], place: Workplace) -> int:
    """Run a verb at a workplace; whatever it ends in is told in one line and becomes a code."""
    speak(words, place)
    try:
        if place.settings.problems:
            from repdesk.wording.settings import problem_line

            for problem in place.settings.problems:
                tell(f"repdesk: {problem_line(problem)}")
        try:
            with root.make_context("repdesk", list(words), obj=place) as context:
                answer = root.invoke(context)
            flush()
            place.leave()
            return answer if isinstance(answer, int) else 0
        except click.exceptions.Exit as leaving:
            flush()
            return leaving.exit_code
        except click.UsageError as error:
            tell(f"repdesk: {usage_words(error)}")
            return USAGE
        except (click.Abort, KeyboardInterrupt):
            return INTERRUPTED
        except ImportError as error:
            from repdesk.cli.numbers import lost
            from repdesk.wording.errors import sentence

            tell(f"repdesk: {sentence(lost(error))}")
            return FAILED
        except RepdeskError as error:
            from repdesk.wording.errors import COMMAND_LINE, sentence

            flush()
            tell(f"repdesk: {sentence(error, COMMAND_LINE)}")
            if isinstance(error, Ambiguous):
                for id_, label in error.facts["candidates"]:
                    tell(f"  {id_}  {label}")
            return exit_code(error)
    except BrokenPipeError:
        _stop_writing()
        return 0
    except OSError as error:
        from repdesk.wording.disk import reason

        where_to = error.filename or _("the output")
        with suppress(OSError):
            tell(f"repdesk: {where_to}: {reason(error.errno)}")
        _stop_writing()
        return IO_ERROR


def exit_code(error: RepdeskError) -> int:
    """Return the code of a refusal."""
    return next((code for kind, code in _CODES.items() if isinstance(error, kind)), FAILED)


def path_of(text: str) -> Path:
    """Return a path whose name came in as UTF-8, in a locale that is not."""
    with suppress(UnicodeError):
        return Path(os.fsdecode(text.encode("utf-8", "surrogateescape")))
    return Path(text)


def utf8_streams() -> None:
    """Speak UTF-8 whatever the locale says; what cannot be written is shown escaped."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    if sys.stdin is not None and hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")


def _as_utf8(word: str) -> str:
    """Return an argument as it was typed: a Latin-1 locale had it decoded letter by letter."""
    if word.isascii() or sys.getfilesystemencoding() == "utf-8":
        return word
    try:
        return os.fsencode(word).decode()
    except UnicodeError:
        return word


def _globals(words: Sequence[str]) -> dict[str, str]:
    """Return the global options that stand before the verb (needed before click reads them)."""
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "--":
            break
        name, equals, value = word.partition("=")
        if name in _GLOBALS_WITH_VALUE:
            found[name] = value if equals else next(rest, "")
    return found


def _terminated(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _tell_crashes(place: Workplace, words: Sequence[str]) -> None:
    """A bug is told in one line: a traceback may hold what the rep typed."""

    def crashed(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if os.environ.get("REPDESK_DEBUG") == "1":
            sys.__excepthook__(kind, error, trace)
            return
        from repdesk.cli import crash
        from repdesk.cli.group import VERBS

        crash.crashed(place, crash.verb_of(words, list(VERBS)), error)

    sys.excepthook = crashed
    sys.unraisablehook = lambda _told: None


def _stop_writing() -> None:
    """Nobody reads on: what is still buffered goes nowhere, and nothing complains at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            os.dup2(nowhere, stream.fileno())
