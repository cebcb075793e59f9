"""Tiers in words: the five factors, what a review says of a customer, how the tiers stand."""

from collections.abc import Mapping
from typing import Final

from repdesk.analytics.results import TierCoverage, TierMove, TierStanding
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.policy import TierPolicy
from repdesk.domain.tier import ToLookAt, fits, opinion, own_since, tier_of
from repdesk.i18n import N_, _, ngettext, pgettext
from repdesk.wording.amounts import about
from repdesk.wording.days import short_day
from repdesk.wording.terms import short_tier, tier_name

FACTORS: Final = {
    "power": N_("buying power"),
    "frequency": N_("order frequency"),
    "fit": N_("fit"),
    "potential": N_("growth potential"),
    "strategic": N_("strategic value"),
}


def factor_head(name: str) -> str:
    """Return a factor's name over a column, in six cells."""
    return {
        "power": pgettext("factor", "power"),
        "frequency": pgettext("factor", "orders"),
        "fit": pgettext("factor", "fit"),
        "potential": pgettext("factor", "growth"),
        "strategic": pgettext("factor", "weight"),
    }[name]


def factor_name(name: str) -> str:
    """Return what a factor is called."""
    return _(FACTORS[name]) if name in FACTORS else name


MOVES: Final = {
    "first": N_("{after}, at first sight"),
    "moved": N_("{before} → {after}"),
    "waiting": N_("{before} for now; {waiting} was proposed once, the next review decides"),
    "dropped": N_("{before}; what was proposed is not proposed again"),
}

PLAYBOOKS: Final = {
    "VIP": N_(
        "See them every {interval} days, whoever decides as often as you can\n"
        "Answer within {hours} h, an offer the same day\n"
        "Once a quarter look back together: need, stock, what comes next year"
    ),
    "key": N_(
        "See them every {interval} days, each time with something new\n"
        "Answer within {hours} h\n"
        "No visit without a next step and its day"
    ),
    "potential": N_(
        "Call every {interval} days until the second order is there\n"
        "One sample or trial at a time, with the day it is looked at\n"
        "After three contacts decide: more of your time, or less"
    ),
    "general": N_(
        "A message every {interval} days, a visit when you pass by\n"
        "Answer within {hours} h\n"
        "Orders by phone or message, at list prices"
    ),
}
"""What a tier gets, three lines each, where the rep has written none."""


def playbook(tier: TierPolicy) -> tuple[str, ...]:
    """Return what a tier gets, in at most three lines: the rep's own, else the usual ones."""
    if tier.playbook:
        return tier.playbook
    usual = PLAYBOOKS.get(tier.name)
    if usual is None:
        return ()
    words = _(usual).format(interval=tier.interval_days, hours=tier.answer_hours)
    return tuple(words.split("\n"))


def move_words(move: TierMove) -> str:
    """Return what a review says of a customer, with the factor that moved most."""
    words = _(MOVES[move.kind]).format(
        before=tier_name(move.before), after=tier_name(move.after), waiting=tier_name(move.waiting)
    )
    if not move.factor:
        return words
    return _("{words} ({factor} moved most)").format(words=words, factor=factor_name(move.factor))


def opinion_words(one: TierStanding) -> str:
    """Return the machine's opinion where it is not the tier that counts, or is about to change."""
    words = []
    if one.own and one.machine not in (None, one.own):
        words.append(_("the orders say {tier}").format(tier=tier_name(one.machine)))
    if not one.fits:
        words.append(_("no longer fits"))
    if one.waiting:
        words.append(_("{tier} was proposed once").format(tier=tier_name(one.waiting)))
    return "; ".join(words)


def coverage_line(row: TierCoverage, currency: str) -> str:
    """Return how a tier is looked after: contacted in time, due, overdue, never, at stake."""
    return _(
        "in time {contacted}/{customers}, due {due}, overdue {overdue}, never {never};"
        " about {money} at stake"
    ).format(
        contacted=row.contacted,
        customers=row.customers,
        due=row.due,
        overdue=row.overdue,
        never=row.never,
        money=about(row.at_stake, currency),
    )


def coverage_short(row: TierCoverage, currency: str) -> str:
    """Return how a tier is looked after, on a phone: contacted in time, overdue, at stake."""
    words = _("{contacted}/{customers} in time, overdue {overdue}; about {money}")
    return words.format(
        contacted=row.contacted,
        customers=row.customers,
        overdue=row.overdue,
        money=about(row.at_stake, currency),
    )


def to_look_at_words(found: ToLookAt, today: str) -> str:
    """Return what of the tiers waits for the rep; empty: nothing."""
    said = []
    if found.due:
        last = short_day(found.last, today) if found.last else ""
        due = _("tier review due, the last was on {day}").format(day=last)
        said.append(due if last else _("first tier review due"))
    n = len(found.misfits)
    if n:
        words = ngettext("{n} tier of yours no longer fits", "{n} tiers of yours no longer fit", n)
        said.append(words.format(n=n))
    return "; ".join(said)


def beside(own: str, machine: str | None) -> str:
    """Return the rep's own tier with the machine's opinion beside it, where that is another."""
    if machine in (None, own):
        return short_tier(own)
    return f"{short_tier(own)}({short_tier(machine)})"


def own_tier_words(book: Book, customer: Customer, proposed: Mapping[str, str]) -> str:
    """Return a customer's tier for a profile: the rep's own with what speaks against it."""
    name = tier_name(tier_of(book, customer, proposed))
    said = _against(book, customer)
    return f"{name} ({', '.join(said)})" if said else name


def own_words(book: Book, customer: Customer, today: str) -> str:
    """Return a tier of the rep's own in full: since when, why, what speaks against it."""
    marks = book.of("tier_marks", "customer", customer.id)
    since = own_since(customer, marks)
    words = _("your own since {day}").format(day=short_day(since, today)) if since else _("yours")
    return "; ".join(filter(None, (words, customer.tier_reason, *_against(book, customer))))


def _against(book: Book, customer: Customer) -> list[str]:
    marks = book.of("tier_marks", "customer", customer.id)
    machine = opinion(marks).tier
    if not customer.own_tier or machine in (None, customer.own_tier):
        return []
    said = [_("the orders say {tier}").format(tier=tier_name(machine))]
    return said if fits(customer, marks) else [*said, _("no longer fits")]
