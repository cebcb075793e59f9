"""What a session finds begun and not ended: an erasure. Looked for before every change."""

import os
from importlib import import_module
from typing import TYPE_CHECKING

from repdesk.domain.history import newer, unfinished_erasures
from repdesk.storage.lock import Holder, Lock

if TYPE_CHECKING:
    from repdesk.storage.standing import Standing


def finish_begun(standing: "Standing", lock: Lock) -> None:
    """Finish every erasure that was begun; `standing.erased` tells of it.

    Raises Damaged, DiskError; then it stays begun.
    """
    for entry in unfinished_erasures(newer(standing.book.history, standing.looked_to)):
        # What erases reads every kind of file: only an erasure pays for its import.
        erasing = import_module("repdesk.storage.erasing")
        lock.note(Holder(pid=os.getpid(), since=standing.now(), what="erase"))
        try:
            standing.erased.append(erasing.finish(standing, lock, entry))
        finally:
            lock.note(None)
    standing.looked_to = standing.book.seq
