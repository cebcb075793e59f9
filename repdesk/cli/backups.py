"""`backup`, `backups`, `restore`: the whole book kept, listed, and put back."""

import sys

import click

from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace, session_name
from repdesk.domain.errors import NotFound
from repdesk.i18n import N_, _
from repdesk.storage.backups import Backup, found, named
from repdesk.storage.folder import Folder
from repdesk.wording.disk import BACKUP_REASONS
from repdesk.wording.terms import named as word_of

YES = ("y", "yes", "是")


@verb()
@click.pass_obj
def backup(place: Workplace) -> None:
    """Back up the book as it stands and print the backup's name."""
    name = place.store.backup("asked", needed=True)
    if name is None:
        raise NotFound("backup.empty", what="backup", name="")
    say(name)


@verb()
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def backups(place: Workplace, as_json: bool) -> None:
    """List the backups, the newest book first."""
    rows = list(reversed(found(Folder(place.folder))))
    if as_json:
        say_json({"backups": [_shape(row) for row in rows]})
        return
    for row in rows:
        say(f"{row.name}  {row.at:%Y-%m-%d %H:%M}  {word_of(dict(BACKUP_REASONS), row.reason)}")
    if not rows:
        tell(_("no backup yet; the first save of a day makes one, repdesk backup makes one now"))


def _shape(row: Backup) -> dict[str, object]:
    at = row.at.isoformat(timespec="seconds")
    return {"name": row.name, "at": at, "reason": row.reason, "seq": row.seq}


@verb()
@click.argument("name", metavar="NAME")
@option("--yes", is_flag=True, help=N_("Do not ask."))
@click.pass_obj
def restore(place: Workplace, name: str, yes: bool) -> int:
    """Put a backup in the place of the book, which is backed up first."""
    from repdesk.storage.restoring import restore as put_back

    chosen = named(Folder(place.folder), name)
    if not yes and sys.stdin is not None and sys.stdin.isatty():
        question = _("Put the book of {at} in the place of the present one? y/n")
        tell(question.format(at=f"{chosen.at:%Y-%m-%d %H:%M}"))
        if sys.stdin.readline().strip().casefold() not in YES:
            tell(_("nothing was changed"))
            return 1
    done = put_back(place.folder, chosen.name, place.now, place.new_id, session_name())
    tell(_("restored: {name}").format(name=done.name))
    if done.before is not None:
        tell(_("the book as it was before: repdesk restore {name}").format(name=done.before))
    for path in done.kept:
        tell(_("the damaged file was kept: {path}").format(path=path))
    saved(done.op)
    return 0
