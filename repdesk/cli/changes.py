"""`undo`, `redo`, `history`: the book's last changes, whoever made them."""

import click

from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.history import Entry, stacks
from repdesk.i18n import N_, _
from repdesk.wording.history import VERBS, told_again
from repdesk.wording.terms import named


@verb()
@click.pass_obj
def undo(place: Workplace) -> None:
    """Take back one change."""
    done = place.desk.undo()
    tell(_("undone: {what}").format(what=told_again(done.answer)))
    saved(done.change.op)


@verb()
@click.pass_obj
def redo(place: Workplace) -> None:
    """Redo one change."""
    done = place.desk.redo()
    tell(_("redone: {what}").format(what=told_again(done.answer)))
    saved(done.change.op)


@verb()
@option("-n", "--number", type=click.IntRange(1), default=20, help=N_("How many."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def history(place: Workplace, number: int, as_json: bool) -> None:
    """List the newest changes, newest first; the one that undo takes is marked."""
    entries = place.desk.history()
    undoable, _redoable = stacks(entries)
    following = undoable[-1].op if undoable else None
    newest = list(reversed(entries))[:number]
    if as_json:
        say_json({"history": [_shape(entry) for entry in newest], "undo": following})
        return
    for entry in newest:
        mark = "←" if entry.op == following else " "
        say(f"{mark} {entry.at[:16].replace('T', ' ')}  {_told(entry)}")


def _told(entry: Entry) -> str:
    words = f"{named(dict(VERBS), entry.verb)} {entry.args.get('name') or ''}".strip()
    by = entry.args.get("by")
    return f"{words} ({by})" if by else words


def _shape(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.op,
        "seq": entry.seq,
        "at": entry.at,
        "verb": entry.verb,
        "undoes": entry.undoes,
        **{name: entry.args.get(name) for name in ("table", "name", "by")},
    }
