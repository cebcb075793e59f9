"""Why a customer is not on the list, and the smallest change that would bring it in, in words."""

from collections.abc import Mapping
from typing import Final

from repdesk.analytics.results import HiddenCustomer, Note
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount

HIDDEN: Final[Mapping[str, str]] = {
    "snoozed": N_("snoozed until {until}"),
    "minimum_gap": N_("contacted lately; again from {until}"),
    "do_not_contact": N_("marked do not contact"),
}
CHANGES: Final[Mapping[str, str]] = {
    "wake": N_("it is back on {until}, or when it is woken"),
    "wait": N_("it is back on {until}"),
    "allow": N_("only when the mark is taken off"),
    "raise": N_("{amount} more at stake would bring it in"),
    "promise": N_("only a promise due would bring it in"),
    "not_known": N_("it is archived, or was not known on that day"),
}


def hidden_words(hidden: HiddenCustomer) -> str:
    """Return why a customer is hidden."""
    return _(HIDDEN[hidden.reason]).format(until=hidden.until or "")


def change_to_list(change: Note, currency: str) -> str:
    """Return what would bring a customer onto the list."""
    money = change.fact("amount")
    return _(CHANGES[change.code]).format(
        until=change.fact("until") or "",
        amount=amount(money, currency) if isinstance(money, int) else "",
    )
