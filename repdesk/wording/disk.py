"""The book on disk in words: what is wrong with it, what the system refused, what storage tells."""

import errno
import os
from collections.abc import Mapping
from typing import Any, Final

from repdesk.i18n import N_, _, language

_BACKUPS: Final = N_(
    "nothing was changed; repdesk doctor --repair builds a new book from all that can be read "
    "(repdesk export --json shows it), repdesk backups lists the backups, "
    "repdesk restore NAME puts one back"
)
_KEPT: Final = N_("the book as this session knew it was kept in {kept}")
UNSURE: Final = N_(
    "{why}; whether this was saved is not known: look for it before you type it again"
)
"""The disk took a line, refused to make it durable and to give it up again."""
WAYS: Final[Mapping[str, str]] = {
    "backup.unreadable": N_("nothing was changed; repdesk backups lists the others"),
    "book.older": N_("nothing was changed; open it with the repdesk that wrote it"),
}
"""The way back where it is neither a repair nor a backup, by the error's code."""

DAMAGED: Final[Mapping[str, str]] = {
    "backup.unreadable": N_("the backup {path} cannot be read: it is damaged or cut off"),
    "book.altered": N_("{path} was altered by another program while changes wait in its journal"),
    "book.empty": N_("{path} is empty"),
    "book.foreign": N_("{path} is not a book of repdesk"),
    "book.missing": N_("{path} is missing, although other files show that there was a book"),
    "book.older": N_("{path} is of format {format}, from which no way leads to this repdesk"),
    "book.row": N_("{path} holds a row in {table} that cannot be read"),
    "book.unreadable": N_("{path} cannot be read as JSON: it is damaged or cut off"),
    "book.unsound": N_("{path} was altered by another program and no longer fits together"),
    "file.planted": N_("{path} is a link or no plain file; it is not followed"),
    "journal.gap": N_("{path} misses a change in the middle"),
    "journal.header": N_("{path} does not begin as a journal does"),
    "journal.line": N_("{path} holds a line that cannot be read, and more lines after it"),
    "journal.missing": N_("{path} is missing, and with it changes that were saved"),
    "journal.other": N_("{path} belongs to another state of the book"),
    "journal.rewritten": N_("{path} was rewritten by another program"),
    "journal.short": N_("{path} ends before a change that was saved"),
    "journal.unlike_mark": N_("{path} holds another change than the one that was saved"),
}
"""Why a book is not opened; the way back follows."""

NEWER: Final[Mapping[str, str]] = {
    "book.newer": N_("{path} was written by a newer repdesk; nothing was changed, update repdesk"),
    "journal.newer": N_(
        "{path} was written by a newer repdesk; nothing was changed, update repdesk"
    ),
}

NOTICES: Final[Mapping[str, str]] = {
    "backup.failed": N_("no backup could be made ({why}); the book itself is as you left it"),
    "book.foreign": N_("{path} was altered by another program; the next save takes that in"),
    "book.damaged": N_("{why}; what follows is what could be read"),
    "compaction.failed": N_(
        "the change is saved, but the journal could not be put into the book file ({why})"
    ),
    "disk.reserve": N_(
        "the disk is full: the reserve of repdesk was used for this save; free some space now"
    ),
    "draft.damaged": N_("{path} cannot be read and was left out"),
    "erase.finished": N_(
        "an erasure that was cut off is finished: {customer} stands in no file any more"
    ),
    "journal.missing": N_("{path} is not there; the book file alone was read"),
    "journal.rescued": N_(
        "the end of an unfinished save ({bytes} bytes, never acknowledged) was kept in {rescue}"
    ),
    "journal.torn": N_(
        "{path} ends in an unfinished save ({bytes} bytes, never acknowledged); it does not count"
    ),
    "salvage.cut": N_("the book file ends in the middle; nobody knows what followed"),
    "salvage.changes": N_("saved changes that are in no file: {missing}"),
    "salvage.journal": N_("{lines} lines of the journal could not be read and are left out"),
    "salvage.lost": N_("{rows} rows of {table} could not be read and are left out"),
}
"""What storage tells although the work went on."""

BACKUP_REASONS: Final[Mapping[str, str]] = {
    "asked": N_("asked for"),
    "day": N_("first change of the day"),
    "edit": N_("before a change of many records"),
    "erase": N_("before erasing somebody"),
    "import": N_("before an import"),
    "merge": N_("before a merge"),
    "migrate": N_("before the move to a newer format"),
    "restore": N_("before a restore"),
}
"""What a backup was made for."""

_SYSTEM: Final[Mapping[int, str]] = {
    errno.EACCES: N_("no permission; check whose it is, or name another folder with --data"),
    errno.EPERM: N_("no permission; check whose it is, or name another folder with --data"),
    errno.ENOSPC: N_("the disk is full; free some space and do it again"),
    errno.EDQUOT: N_("your share of the disk is used up; free some space and do it again"),
    errno.EROFS: N_("the disk is read-only; name another folder with --data"),
    errno.EIO: N_("the disk reports an error; copy the folder to another disk before going on"),
    errno.ENOTDIR: N_("a part of the path is a file, not a folder"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EMFILE: N_("too many files are open; close other programs and do it again"),
    errno.EFBIG: N_("the file may not grow further (a size limit is set)"),
}


def damaged(code: str, facts: Mapping[str, Any]) -> str:
    """Return why a book is refused, and the way back."""
    parts = [_(DAMAGED[code]).format_map(_Facts(facts))]
    if facts.get("kept"):
        parts.append(_(_KEPT).format(kept=facts["kept"]))
    parts.append(_(WAYS.get(code, _BACKUPS)))
    return ("；" if language() == "zh" else "; ").join(parts)


def refused_by_system(facts: Mapping[str, Any]) -> str:
    """Return what the system refused: the path, why, and what to do."""
    return f"{facts.get('path', '')}: {reason(facts.get('errno'))}"


def reason(number: int | None) -> str:
    """Return a system error number in words."""
    if not number:
        return _("the system refused it")
    return _(_SYSTEM[number]) if number in _SYSTEM else os.strerror(number)


def busy(facts: Mapping[str, Any]) -> str:
    """Return who keeps the book locked, since when and where."""
    holder = facts.get("holder")
    if holder is None:
        return _(
            "the book is locked by another session; nothing was saved, try again ({path})"
        ).format(path=facts.get("path", ""))
    where = f" ({holder.tty})" if holder.tty else ""
    return _(
        "the book is locked by {what} since {since}{where}, process {pid}; "
        "nothing was saved, try again when it has ended ({path})"
    ).format(
        path=facts.get("path", ""),
        since=holder.since[11:16] or "?",
        where=where,
        pid=holder.pid,
        what=holder.what,
    )


def notice(code: str, facts: Mapping[str, Any]) -> str:
    """Return what storage tells in words."""
    told = dict(facts)
    if "errno" in told:
        told["why"] = reason(told["errno"])
    elif told.get("error") in DAMAGED:
        told["why"] = _(DAMAGED[str(told["error"])]).format_map(_Facts(told))
    elif "error" in told:
        told["why"] = str(told["error"])
    return _(NOTICES[code]).format_map(_Facts(told)) if code in NOTICES else code


class _Facts(dict[str, Any]):
    """A fact that was not given is left out of the sentence."""

    def __missing__(self, key: str) -> str:
        return ""
