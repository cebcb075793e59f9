"""Why a typed line or a line of an order log was not taken, in words."""

from collections.abc import Mapping
from typing import Any, Final

from repdesk.i18n import N_, _

SENTENCES: Final[Mapping[str, str]] = {
    "deal.which": N_(
        "it is not clear which deal is meant ({options}); nothing was saved, "
        "name it behind the stage like >quote pump"
    ),
    "line.choice": N_("it is not clear which one is meant: {options}"),
    "line.future": N_("{value} is still to come"),
    "line.nobody": N_("no customer is named before a colon"),
    "line.unread": N_("no day was read behind {value}"),
    "line.customer": N_("the customer of this line is not described as expected ({value})"),
    "line.day": N_("line {line}: {value} is no date; write it like 2026-06-30"),
    "line.empty": N_("the line is empty; nothing was saved"),
    "line.no_line": N_("line {line} has no text under line"),
    "log.amount": N_("{file}, line {line}: {value} is no amount"),
    "log.columns": N_("{file}: a column is missing: {missing}"),
    "log.day": N_("{file}, line {line}: {value} is no date; write it like 2026-06-30"),
    "log.not_utf8": N_("{file}: this is not UTF-8 text; save it as CSV in UTF-8"),
    "line.stopped": N_("nothing was saved; mend what is marked with ! and do it again"),
}


def line_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """Return why a line was refused."""
    shown = dict(facts)
    if "options" in shown:
        shown["options"] = ", ".join(option or _("untitled") for option in shown["options"])
    return _(SENTENCES[code]).format_map(shown)
