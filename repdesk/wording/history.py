"""What a change was, in a few words: for undo, history, and what another session did."""

from collections.abc import Sequence
from typing import Final

from repdesk.domain.history import Entry
from repdesk.i18n import N_, _, ngettext
from repdesk.wording.terms import TABLES, named

VERBS: Final = {
    "add": N_("added"),
    "edit": N_("edited"),
    "log": N_("logged"),
    "correct": N_("corrected the log of"),
    "snooze": N_("snoozed"),
    "archive": N_("archived"),
    "unarchive": N_("taken back from the archive"),
    "delete": N_("deleted"),
    "done": N_("marked done"),
    "dropped": N_("dropped"),
    "open": N_("opened again"),
    "stage": N_("moved to another stage"),
    "order": N_("order saved"),
    "target": N_("target set"),
    "act": N_("follow-ups made for"),
    "tier": N_("tier set"),
    "answer": N_("suggestion answered"),
    "bring_in": N_("brought onto the list"),
    "review": N_("tiers reviewed"),
    "move": N_("stop moved"),
    "plan": N_("plan accepted"),
    "missed": N_("marked missed"),
    "planned": N_("planned again"),
    "import": N_("imported"),
    "merge": N_("merged"),
    "repair": N_("repaired, the old file is"),
    "undo": N_("undone"),
    "redo": N_("redone"),
    "erase": N_("erased"),
    "erasing": N_("erasure begun"),
    "restore": N_("restored from a backup"),
    "migrate": N_("moved to a newer format"),
    "foreign": N_("altered by another program"),
}


def change_words(entry: Entry) -> str:
    """Return one change: what was done and to whom, by which session where that is known."""
    name = str(entry.args.get("name") or "")
    table = entry.args.get("table")
    if not name and table:
        name = named(dict(TABLES), str(table))
    more = entry.args.get("more")
    if more:
        name = _("{name} and {n} more").format(name=name, n=more)
    words = f"{named(dict(VERBS), entry.verb)} {name}".strip()
    by = entry.args.get("by")
    when = entry.at[11:16]
    return f"{words} ({when}{', ' if when and by else ''}{by or ''})" if when or by else words


def told_again(entry: Entry) -> str:
    """Return the change that undo took back or redo brought back: of an undo what it undid."""
    return change_words(entry._replace(verb=str(entry.args.get("of") or entry.verb)))


def told(entries: Sequence[Entry]) -> str:
    """Return changes in one line: the newest in words, the others counted."""
    if not entries:
        return _("the book was changed")
    words = change_words(entries[-1])
    others = len(entries) - 1
    if not others:
        return words
    more = ngettext("and {n} more change", "and {n} more changes", others).format(n=others)
    return f"{words} {more}"
