"""What an error means: one line that says what, where, and what to do."""

from collections.abc import Mapping
from typing import Any, Final

from repdesk.domain.errors import Busy, DiskError, RepdeskError
from repdesk.i18n import N_, _, language
from repdesk.wording import disk, lines, settings
from repdesk.wording.history import VERBS
from repdesk.wording.terms import FIELDS, TABLES, colon, named

SENTENCES: Final[Mapping[str, str]] = {
    "backup.ambiguous": N_("{name} fits {count} backups; give more of the name"),
    "backup.empty": N_("there is nothing to back up yet"),
    "backup.missing": N_("there is no backup {name}; repdesk backups lists them"),
    "book.not_open": N_("the book is still being read; try again in a moment"),
    "customer.ambiguous": N_("{name} fits {count} customers: {candidates}; say more of the name"),
    "customer.erased": N_("this customer was erased meanwhile; nothing was saved"),
    "customer.missing": N_("no customer is called {name}"),
    "customer.double": N_("there is a customer {name} already ({id}); --again adds another"),
    "file.there": N_("{file} is there already; --yes replaces it"),
    "finding.missing": N_("there is no finding {name}; repdesk findings lists them"),
    "finding.nothing": N_("there is nothing to do: all of it is followed up already"),
    "followup.missing": N_("there is no follow-up {name}; repdesk followups lists the open ones"),
    "snooze.past": N_("{value} is not to come; name a day after today"),
    "value.amount": N_("{value} is no amount; write it like 12000, 12,000.50 or 1.2万"),
    "value.choice": N_("{value} is none of: {choices}"),
    "value.day": N_("{value} is no day; write it like fri, 2w or 2026-07-03"),
    "value.whole": N_("{value} is no whole number"),
    "dimension.twice": N_("both sides are {value}; name another for one of them"),
    "dimension.unknown": N_("nothing can be taken apart by {value}"),
    "erase.unsaid": N_(
        "{name} would be erased from every file and no undo brings it back; say --yes"
    ),
    "draft.id": N_("{value} is no name for a draft"),
    "field.choice": N_("{value} is none of the choices"),
    "field.day": N_("{value} is no date; type it like 2026-07-03"),
    "field.empty": N_("is needed; type it"),
    "field.moment": N_("{value} is no date and time; type it like 2026-07-03T14:30"),
    "forecast.period": N_("{value} cannot be forecast; give a month or a quarter, like 2026-Q2"),
    "field.day_after": N_("{value} is no day after today"),
    "field.past": N_("{value} is in the past; type a day to come"),
    "field.number": N_("{value} is no number; type digits like 1234.50"),
    "field.probability": N_("{value} is no probability; type a number from 0 to 1"),
    "field.rating": N_("{value} is no rating; type 1 to 5"),
    "field.terms": N_("{value} are no payment terms; type days like 30, or eom+30"),
    "field.time": N_("{value} is no time of day; type it like 14:30"),
    "field.unknown": N_("there is no field {field}"),
    "order.no_price": N_("the line {value} has no price; type one"),
    "library.lost": N_(
        "{name} cannot be loaded, so this is not there, all else goes on; install repdesk again"
    ),
    "merge.same": N_("that is the same customer; name the other one"),
    "metric.not_by": N_("{value} is not kept by {part}; compare another number, or by another"),
    "metric.unknown": N_("there is no number {value}"),
    "period.kind": N_("{value} is no kind of period"),
    "period.unreadable": N_("{value} is no period; type it like 2026-06, 2026-Q2 or 2026"),
    "record.changed": N_(
        "{name} was changed meanwhile ({verb}, {at}{by}); nothing was saved,"
        " save again to keep yours"
    ),
    "record.in_use": N_("it is still used by a {table}; remove that first"),
    "record.missing": N_("the {what} is no longer in the book; it was removed elsewhere"),
    "redo.moved_on": N_(
        "{name} was changed since ({at}{by}); redo would lose that, nothing was done"
    ),
    "redo.nothing": N_("nothing to redo"),
    "repair.empty": N_("nothing of {path} can be read, so no new book was made; "
                       "put the folder back from a backup"),
    "repair.nothing": N_("nothing is wrong with the book in {path}; nothing was done"),
    "reference.missing": N_("{value} is not in the book"),
    "stages.in_use": N_("{value} is still used by deals; move those first"),
    "stages.no_end": N_("{value}: open stages come first, then one won and one lost"),
    "stages.twice": N_("{value}: a stage stands there twice"),
    "change.unreadable": N_("this cannot be saved as it is ({why}); nothing was saved"),
    "stage.no_deal": N_("there is no deal to move to {value}; name one with $"),
    "stage.unknown": N_("{value} is none of your stages"),
    "zones.no_name": N_("{value}: write the zone before the colon, its neighbours behind it"),
    "table.unknown": N_("there is no table {table}"),
    "text.broken": N_("the text holds broken characters ({value}); remove them"),
    "text.too_long": N_("the text has {value} characters, 100,000 are the most; shorten it"),
    "tiers.reviewed": N_(
        "{name} was reviewed meanwhile; nothing was saved, look at the tiers again"
    ),
    "undo.barrier": N_(
        "undo does not go back beyond {at} ({verb}); an older state comes back"
        " with repdesk restore NAME"
    ),
    "undo.moved_on": N_(
        "{name} was changed since ({at}{by}); undo would lose that, nothing was done"
    ),
    "undo.nothing": N_("nothing to undo"),
}  # fmt: skip


SCREEN: Final[Mapping[str, str]] = {"customer.missing": N_("n adds one")}
COMMAND_LINE: Final[Mapping[str, str]] = {
    "customer.missing": N_("repdesk customers lists them, repdesk add customer adds one"),
    "customer.ambiguous": N_("or name it by its id"),
}
"""What to do, where that differs between the screen and the command line."""


def sentence(error: RepdeskError, ways: Mapping[str, str] = SCREEN) -> str:
    """Return the error in words; one whose code has none yet shows its code and facts."""
    line = _sentence(error)
    between = "；" if language() == "zh" else "; "
    return f"{line}{between}{_(ways[error.code])}" if error.code in ways else line


def _sentence(error: RepdeskError) -> str:
    code, facts = error.code, error.facts
    if isinstance(error, Busy):
        return disk.busy(facts)
    if code == "disk.unsure":
        return _(disk.UNSURE).format(why=disk.refused_by_system(facts))
    if isinstance(error, DiskError):
        return disk.refused_by_system(facts)
    if code in disk.DAMAGED:
        return disk.damaged(code, facts)
    if code in disk.NEWER:
        return _(disk.NEWER[code]).format_map(facts)
    if code in lines.SENTENCES:
        return lines.line_sentence(code, facts)
    if code in settings.SENTENCES:
        return settings.setting_sentence(code, facts)
    pattern = SENTENCES.get(code)
    if pattern is None:
        told = ", ".join(f"{name} {value}" for name, value in facts.items())
        return f"{code} ({told})" if told else code
    line = _(pattern).format_map(
        _Facts({name: _fact(name, value) for name, value in facts.items()})
    )
    field = facts.get("field")
    return colon(_(FIELDS[field]), line) if field in FIELDS else line


class _Facts(dict[str, str]):
    """Facts an error did not carry are left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return ""


def _fact(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "candidates":
        return ", ".join(str(label) for _id, label in value[:5])
    if name in ("table", "what"):
        return named(dict(TABLES), str(value))
    if name == "verb":
        return named(dict(VERBS), str(value))
    if name == "by":
        return f", {value}"
    if name == "at":
        return str(value)[:16].replace("T", " ")
    return str(value)
