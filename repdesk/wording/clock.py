"""What restarts the contact clock, in words: one line each, for the help."""

from repdesk.domain.interaction import CLOCK, ClockRule
from repdesk.i18n import _
from repdesk.wording.terms import KINDS, OUTCOMES, named


def clock_lines(*, orders_are_contacts: bool = True) -> list[tuple[str, str]]:
    """Return (what happens, what it does to the clock), as the settings have it."""
    return [(_what(rule), _does(rule, orders_are_contacts)) for rule in CLOCK]


def _what(rule: ClockRule) -> str:
    if rule.what == "order":
        return _("order")
    return named(KINDS, rule.what) if rule.what in KINDS else named(OUTCOMES, rule.what)


def _does(rule: ClockRule, orders_are_contacts: bool) -> str:
    if rule.what == "order" and not orders_are_contacts:
        return _("does not restart the clock (setting orders_are_contacts)")
    if rule.gap:
        return _("restarts the clock everywhere at once")
    if rule.cadence:
        return _("counts as contact on the list, not for the minimum gap")
    return _("does not restart the clock")
