"""Why a typed line was not saved, in words."""

from collections.abc import Mapping
from typing import Any, Final

from repdesk.i18n import N_, _

SENTENCES: Final[Mapping[str, str]] = {
    "deal.which": N_(
        "it is not clear which deal is meant ({options}); nothing was saved, "
        "name it behind the stage like >quote pump"
    ),
    "line.customer": N_("the customer of this line is not described as expected ({value})"),
    "line.day": N_("line {line}: {value} is no date; write it like 2026-06-30"),
    "line.empty": N_("the line is empty; nothing was saved"),
    "line.no_line": N_("line {line} has no text under line"),
    "line.stopped": N_("nothing was saved; mend what is marked with ! and do it again"),
}


def line_sentence(code: str, facts: Mapping[str, Any]) -> str:
    """Return why a line was refused."""
    shown = dict(facts)
    if "options" in shown:
        shown["options"] = ", ".join(option or _("untitled") for option in shown["options"])
    return _(SENTENCES[code]).format_map(shown)
