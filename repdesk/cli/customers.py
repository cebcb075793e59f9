"""`customers`: the list, filtered."""

from typing import Any, NamedTuple

import click

from repdesk.analytics.accounts import Account, accounts, is_due
from repdesk.analytics.ledger import ledger
from repdesk.analytics.owing import owing
from repdesk.analytics.receivables import receivables
from repdesk.cli.output import say, say_json, tell, tell_if_empty
from repdesk.cli.usage import option, verb
from repdesk.cli.values import money, tier_named
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import is_open
from repdesk.domain.find import folded
from repdesk.domain.next_step import WithoutStep, without_step
from repdesk.i18n import N_, _, pgettext
from repdesk.wording.amounts import amount
from repdesk.wording.cells import fit
from repdesk.wording.terms import tier_name


class Row(NamedTuple):
    """A customer of the list; money in minor units, `overdue` None while it is not known.

    `due`: a promise or a contact is due; of those never contacted who has its turn this week.
    `missing`: what has no next step, the customer or a deal of it.
    """

    account: Account
    interval: float
    due: bool
    next: str | None
    open_value: int
    overdue: int | None
    missing: WithoutStep | None


@verb()
@option("--tier", metavar="T", help=N_("Only this tier."))
@option("--zone", metavar="Z", help=N_("Only this zone."))
@option("--due", is_flag=True, help=N_("Only those with a promise or a contact due."))
@option("--text", metavar="S", help=N_("Name, pinyin, initials, phone, note text."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def customers(
    place: Workplace,
    tier: str | None,
    zone: str | None,
    due: bool,
    text: str | None,
    as_json: bool,
) -> None:
    """List the customers that fit all filters, by name."""
    book = place.desk.book
    wanted = tier_named(tier) if tier else None
    found = [
        row
        for row in rows(place, book)
        if wanted in (None, row.account.tier.name)
        and (zone is None or folded(row.account.customer.zone) == folded(zone))
        and (not due or row.due)
        and (text is None or _holds(book, row.account.customer, folded(text)))
    ]
    found.sort(key=lambda row: (row.account.customer.name, row.account.customer.id))
    if as_json:
        shapes = [shape(place, row) for row in found]
        say_json({"currency": place.settings.currency, "customers": shapes})
        return
    for row in found:
        say(_line(place, row))
    if not found and not tell_if_empty(book):
        tell(_("nobody fits"))


def rows(place: Workplace, book: Book) -> list[Row]:
    """Return every customer that is not archived, with what the list shows."""
    policy, day = place.settings.policy, place.today
    last, sold = day.isoformat(), ledger(book, day, policy)
    standing = accounts(book, book.customers(), day, policy, sold.log)
    owed = receivables(owing(book, sold, policy))
    overdue: dict[str, int] = {}
    for order in owed.orders:
        overdue[order.customer] = overdue.get(order.customer, 0) + order.overdue
    known = owed.overdue.value is not None
    stages = {stage.id: stage for stage in book.stages}
    found = []
    for one, interval in zip(standing.rows, standing.interval, strict=True):
        id_ = one.customer.id
        promises = [p.due for p in book.of("followups", "customer", id_) if p.state == "open"]
        value = sum(
            deal.amount or 0
            for deal in book.of("deals", "customer", id_)
            if is_open(book.of("stage_events", "deal", deal.id), stages, last)
            and deal.currency in (None, policy.currency)
        )
        found.append(
            Row(
                one,
                interval,
                is_due(one, interval, standing.never),
                min(promises, default=None),
                value,
                overdue.get(id_, 0) if known else None,
                without_step(book, one.customer, one.tier.name, last),
            )
        )
    return found


def shape(place: Workplace, row: Row) -> dict[str, Any]:
    """Return a row as JSON."""
    one = row.account.customer
    return {
        "id": one.id,
        "name": one.name,
        "code": one.code or None,
        "tier": row.account.tier.name,
        "zone": one.zone or None,
        "last_contact": row.account.contacted,
        "days_since": row.account.since,
        "interval_days": round(row.interval, 1),
        "due": row.due,
        "channel": row.account.channel,
        "next": row.next,
        "no_next_step": row.missing is not None,
        "open_value": money(place, row.open_value),
        "overdue": money(place, row.overdue),
        "snooze_until": one.snooze_until,
        "do_not_contact": one.do_not_contact,
    }


def _line(place: Workplace, row: Row) -> str:
    one, currency = row.account.customer, place.settings.currency
    since = _("never") if row.account.since is None else _("{n}d").format(n=row.account.since)
    value = amount(row.open_value, currency) if row.open_value else ""
    owes = _("owes {money}").format(money=amount(row.overdue, currency)) if row.overdue else ""
    cells = (
        fit(one.name, 26),
        fit(tier_name(row.account.tier.name), 9),
        fit(one.zone, 10),
        fit(since, 6, right=True),
        fit(row.next or (pgettext("list", "! no step") if row.missing else ""), 10),
        fit(value, 10, right=True),
    )
    return f"{'  '.join(cells[:3])} {'  '.join(cells[3:])}  {owes}".rstrip()


def _holds(book: Book, one: Customer, wanted: str) -> bool:
    names = (one.name, *one.aliases, *one.phones, one.code, *one.tags, one.needs)
    if any(wanted in folded(each) for each in names) or wanted in one.keys:
        return True
    if any(key.startswith(wanted) for key in one.keys):
        return True
    people = book.of("contacts", "customer", one.id)
    if any(wanted in folded(each) for p in people for each in (p.name, *p.phones)):
        return True
    return any(
        wanted in folded(row.note) or wanted in folded(row.raw)
        for row in book.of("interactions", "customer", one.id)
    )
