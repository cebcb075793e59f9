"""What a bug leaves: one line on stderr, and a report that tells where it was and of nobody.

In it stand the types of the exceptions, the lines of repdesk's own files they passed, versions and
the terminal; never a message, an argument, a variable or a name.
"""

import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from repdesk.cli.output import tell
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _, language

ROOM = "crashes"
MOST = 20
"""Reports that are kept."""
_PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("repdesk", "textual", "rich", "click", "msgspec", "tinydb", "numpy", "pandas")


def crashed(place: Workplace, verb: str, error: BaseException) -> None:
    """Tell a bug in one line and write its report, as far as the disk lets it."""
    kept = None
    with suppress(OSError, RepdeskError):
        kept = write_report(place.folder, place.now(), report(verb, error))
    line = _("repdesk: this is a bug in repdesk ({kind}, {where}); what was acknowledged is saved")
    words = line.format(kind=type(error).__name__, where=where(error))
    if kept is not None:
        words += _("; a report without your data is in {path}").format(path=kept)
    with suppress(OSError):
        tell(words)


def where(error: BaseException) -> str:
    """Return the last line of repdesk's that the error passed, else the last of all."""
    frames = list(_frames(error.__traceback__))
    own = [frame for frame in frames if not frame.startswith("(")]
    return (own or frames or ["?"])[-1]


def report(verb: str, error: BaseException) -> str:
    """Return the report of an error."""
    lines = [f"verb {verb}", f"language {language()}"]
    for one in _chain(error):
        code = f" {one.code}" if isinstance(one, RepdeskError) else ""
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}{code}")
        lines += [f"  {frame}" for frame in _frames(one.__traceback__)]
    lines += [
        f"python {platform.python_version()} {platform.system()} {platform.machine()}",
        *(f"{name} {_version(name)}" for name in _LIBRARIES),
        f"term {_plain(os.environ.get('TERM'))} {_size()}",
        f"encoding {sys.getfilesystemencoding()} locale {_plain(os.environ.get('LC_ALL'))}"
        f" {_plain(os.environ.get('LANG'))}",
    ]
    return "\n".join(lines) + "\n"


def write_report(folder: Path, now: str, text: str) -> Path | None:
    """Write a report, 0600, into a data folder that is there; the oldest beyond MOST go."""
    from repdesk.storage.folder import Folder, write_new

    if not folder.is_dir():
        return None
    room = Folder(folder).room(folder / ROOM)
    stamp = "".join(sign for sign in now[:19] if sign.isalnum())
    path = room / f"crash-{stamp}-{os.urandom(4).hex()}.txt"
    write_new(path, [text.encode("utf-8", "backslashreplace")])
    for old in sorted(room.glob("crash-*.txt"))[:-MOST]:
        old.unlink()
    return path


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Walk an error and what it came from; a failed worker of the screens holds it as `error`."""
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        held = getattr(following, "error", None)
        following = (
            following.__cause__
            or following.__context__
            or (held if isinstance(held, BaseException) else None)
        )


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(_PACKAGE):
            yield f"{path.relative_to(_PACKAGE.parent)}:{trace.tb_lineno}"
        else:
            yield f"({path.name}:{trace.tb_lineno})"
        trace = trace.tb_next


def _version(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return "-"


def _plain(value: str | None) -> str:
    """Return a word of the environment that can only be a setting."""
    kept = "".join(
        sign for sign in value or "-" if sign.isascii() and (sign.isalnum() or sign in "-_.")
    )
    return kept[:40]


def _size() -> str:
    for stream in (1, 2, 0):
        with suppress(OSError):
            size = os.get_terminal_size(stream)
            return f"{size.columns}x{size.lines}"
    return "-"


def verb_of(words: Sequence[str], known: Sequence[str]) -> str:
    """Return the verb among the words of a command line, and nothing else of it."""
    return next((word for word in words if word in known), "app")
