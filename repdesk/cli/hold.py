"""`hold`: keeps the book locked until a signal, so that a backup script can copy the folder."""

import os
import signal

import click

from repdesk.cli.output import flush, say
from repdesk.cli.usage import verb
from repdesk.cli.workplace import Workplace, session_name
from repdesk.storage.folder import Folder
from repdesk.storage.lock import Holder, held


@verb()
@click.pass_obj
def hold(place: Workplace) -> None:
    """Print `holding` when the lock is ours, then wait."""
    holder = Holder(pid=os.getpid(), tty=session_name(), since=place.now())
    with held(Folder(place.folder), holder):
        say("holding")
        flush()
        while True:
            signal.pause()
