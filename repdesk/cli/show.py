"""`show`: what is known of one customer, in at most twelve lines, each naming its records."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import click

from repdesk.cli.customers import Row, rows
from repdesk.cli.output import say, say_json
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import is_open, last_event
from repdesk.domain.find import find_customer
from repdesk.domain.money import to_minor
from repdesk.domain.order import order_net
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount
from repdesk.wording.cells import cut
from repdesk.wording.days import short_day
from repdesk.wording.echo import distance
from repdesk.wording.terms import KINDS, OUTCOMES, OWNERS, POWERS, named, stage_name, tier_name

MOST, CELLS = 12, 80
PEOPLE, PROMISES, DEALS, LAST = 3, 2, 2, 3


class Line(NamedTuple):
    """A line of the brief and the ids of the records it was made of."""

    text: str
    ids: tuple[str, ...]


@verb()
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def show(place: Workplace, customer: str, as_json: bool) -> None:
    """Print the brief of one customer."""
    book = place.desk.book
    found = find_customer(book, customer)
    lines = list(_lines(place, book, found))[:MOST]
    if as_json:
        shapes = [{"text": line.text, "ids": list(line.ids)} for line in lines]
        say_json({"id": found.id, "name": found.name, "lines": shapes})
        return
    for line in lines:
        say(cut(line.text, CELLS))


def _lines(place: Workplace, book: Book, one: Customer) -> Iterator[Line]:
    row = next((each for each in rows(place, book) if each.account.customer.id == one.id), None)
    yield Line(_join(one.name, *_head(one, row)), (one.id,))
    people = [p for p in book.of("contacts", "customer", one.id) if not p.left][:PEOPLE]
    if people or one.phones:
        named_people = [_join(p.name, p.role, _power(p.power), *p.phones[:1]) for p in people]
        text = _join(" / ".join(named_people), *one.phones[:1], one.address)
        yield Line(text, (one.id, *(p.id for p in people)))
    yield from _warnings(one)
    yield from _promises(place, book, one)
    yield from _deals(place, book, one)
    yield from _money(place, book, one, row)
    yield from _last(place, book, one)
    if one.needs:
        yield Line(_("needs: {text}").format(text=one.needs), (one.id,))


def _head(one: Customer, row: Row | None) -> Iterator[str]:
    if row is not None:
        yield tier_name(row.account.tier.name)
    yield one.code
    yield one.zone
    preferred = one.preferences
    if preferred is not None:
        kinds = dict(KINDS)
        channel = named(kinds, preferred.channel)
        yield _("prefers {how}").format(how=_join(channel, preferred.time, preferred.note))
    if one.archived:
        yield _("archived")


def _power(code: str | None) -> str:
    return named(dict(POWERS), code) if code else ""


def _warnings(one: Customer) -> Iterator[Line]:
    if one.do_not_contact:
        yield Line(_("do not contact"), (one.id,))
    if one.snooze_until:
        yield Line(_("snoozed until {day}").format(day=one.snooze_until), (one.id,))


def _promises(place: Workplace, book: Book, one: Customer) -> Iterator[Line]:
    still = [p for p in book.of("followups", "customer", one.id) if p.state == "open"]
    for promise in still[:PROMISES]:
        due = date.fromisoformat(promise.due)
        words = _join(named(dict(OWNERS), promise.owner), promise.text)
        when = f"{short_day(promise.due, place.now())} ({distance(due, place.today)})"
        yield Line(_join(_("next"), when, words), (promise.id,))


def _deals(place: Workplace, book: Book, one: Customer) -> Iterator[Line]:
    stages = {stage.id: stage for stage in book.stages}
    for deal in book.of("deals", "customer", one.id):
        events = book.of("stage_events", "deal", deal.id)
        event = last_event(events)
        if not is_open(events, stages) or event is None or not (deal.title or deal.amount):
            continue
        days = (place.today - date.fromisoformat(event.at[:10])).days
        money = "" if deal.amount is None else amount(deal.amount, _currency(place, deal))
        stage = stages.get(event.stage)
        name = stage_name(stage) if stage else event.stage
        since = _("{n}d in stage").format(n=days)
        yield Line(_join(_("deal"), deal.title, money, name, since), (deal.id, event.id))


def _currency(place: Workplace, record: Any) -> str:
    return record.currency or place.settings.currency


def _money(place: Workplace, book: Book, one: Customer, row: Row | None) -> Iterator[Line]:
    orders = [
        order
        for order in book.of("orders", "customer", one.id)
        if order.state != "cancelled" and order.date <= place.today.isoformat()
    ]
    bought = [order for order in orders if order.credits is None]
    if bought:
        last = bought[-1]
        currency = _currency(place, last)
        net = amount(to_minor(order_net(last), currency), currency)
        days = (place.today - date.fromisoformat(last.date)).days
        text = _("orders {n}, last {day} ({days}d ago) {number} {money}").format(
            n=len(bought),
            day=short_day(last.date, place.now()),
            days=days,
            number=last.number,
            money=net,
        )
        yield Line(" ".join(text.split()), (last.id,))
    if row is not None and row.overdue:
        money = amount(row.overdue, place.settings.currency)
        ids = tuple(order.id for order in orders)
        yield Line(_("overdue money: {money}").format(money=money), ids)


def _last(place: Workplace, book: Book, one: Customer) -> Iterator[Line]:
    happened = [
        row
        for row in book.of("interactions", "customer", one.id)
        if row.at[:10] <= place.today.isoformat()
    ]
    for row in reversed(happened[-LAST:]):
        outcome = named(dict(OUTCOMES), row.outcome) if row.outcome else ""
        head = f"{short_day(row.at, place.now())} {named(dict(KINDS), row.kind)}"
        yield Line(_join(head, outcome, row.note or row.raw), (row.id,))


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
