"""A customer's profile as lines: people, what is next, open deals, money."""

from __future__ import annotations

from collections.abc import Sequence

from repdesk.analytics.results import AccountMoney, ContactCount
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import last_event
from repdesk.domain.next_step import WithoutStep, planned_stop
from repdesk.i18n import _, ngettext
from repdesk.ui.cells import width
from repdesk.wording.amounts import amount
from repdesk.wording.days import ago, days_between, due_words, short_day, span
from repdesk.wording.terms import FOLLOWUP_KINDS, OWNERS, named, stage_name


def people_line(book: Book, customer: Customer) -> str:
    """Who works there, with a phone each, and where it is."""
    people = []
    for person in book.of("contacts", "customer", customer.id):
        if not person.left:
            people.append(" ".join(filter(None, (person.name, person.role, *person.phones[:1]))))
    if not people:
        people = list(customer.phones[:1])
    place = ", ".join(dict.fromkeys(filter(None, (customer.city, customer.address))))
    return " · ".join(filter(None, (*people, place or customer.zone))) or _("no contact person yet")


def next_line(book: Book, customer: str, today: str, missing: WithoutStep | None = None) -> str:
    """The promise due first, and how many more are open; else whether a next step is missing."""
    promises = [row for row in book.of("followups", "customer", customer) if row.state == "open"]
    if not promises and missing is not None and missing.itself:
        return _("NEXT") + "  ! " + _("no next step")
    stop = None if promises else planned_stop(book, customer, today)
    if stop is not None:
        when = f"{short_day(stop.date, today)}  ({due_words(stop.date, today)})"
        return "  ".join((_("NEXT"), when, _("on the plan")))
    if not promises:
        return _("NEXT") + "  " + _("nothing promised")
    first = promises[0]
    words = [
        _("NEXT"),
        short_day(first.due, today),
        f"({due_words(first.due, today)})",
        named(dict(OWNERS), first.owner),
        first.text or named(dict(FOLLOWUP_KINDS), first.kind),
    ]
    more = len(promises) - 1
    return "  ".join(words) + (_("  and {n} more").format(n=more) if more else "")


def contacts_words(count: ContactCount | None, today: str, cells: int) -> str:
    """The contacts of the period in at most so many cells, the longest that fits; else empty."""
    if count is None or not count.planned:
        return ""
    pattern = _("{done} of {n} contacts")
    if count.done > count.planned:
        pattern = _("{done} contacts ({n} asked for)")
    parts = [pattern.format(done=count.done, n=count.planned)]
    if count.scheduled:
        parts.append(_("{n} planned").format(n=count.scheduled))
    if count.remaining:
        parts.append(_("{n} to go").format(n=count.remaining))
    quarter = (int(count.first[5:7]) + 2) // 3
    short = f"Q{quarter} " + ", ".join(parts)
    every = _("every {days}").format(days=span(round(count.interval)))
    due = _("due {day}").format(day=short_day(count.due, today)) if count.due else ""
    for words in (", ".join(filter(None, (every, due))) + " · " + short, short):
        if width(words) <= cells:
            return words
    return ""


def deal_lines(
    book: Book,
    customer: str,
    today: str,
    currency: str,
    missing: WithoutStep | None = None,
) -> list[tuple[str, str]]:
    """Open deals as (title, amount with stage and days in it), newest stage first.

    One without a next step is marked with `!`.
    """
    lacking = () if missing is None else missing.deals
    stages = {stage.id: stage for stage in book.stages}
    found = []
    for deal in book.of("deals", "customer", customer):
        event = last_event(book.of("stage_events", "deal", deal.id))
        stage = stages.get(event.stage) if event else None
        if stage is not None and stage.ends != "open":
            continue
        money = "" if deal.amount is None else amount(deal.amount, deal.currency or currency)
        where = ""
        if event is not None:
            days = span(days_between(event.at, today))
            name = stage_name(stage) if stage else event.stage
            where = _("{where} for {days}").format(where=name, days=days)
        right = "  ".join(filter(None, (money, where)))
        title = ("! " if deal.id in lacking else "") + (deal.title or _("untitled deal"))
        found.append((event.at if event else "", title, right))
    found.sort(reverse=True)
    return [(title, right) for _at, title, right in found]


def money_lines(
    money: AccountMoney | None, today: str, currency: str, *, hiding: bool = False
) -> Sequence[str]:
    """Sales with margin, rhythm, debts; empty while they are being worked out."""
    if money is None:
        return ("", "", "")
    sales = _("12 months {money}").format(money=amount(money.net, currency))
    if money.margin is not None and not hiding:
        percent = f"{float(money.margin) * 100:.1f}%"
        sales += "  " + _("margin {percent}").format(percent=percent)
        if money.lines_without_cost:
            left_out = money.lines_without_cost
            words = ngettext("({n} line without cost)", "({n} lines without cost)", left_out)
            sales += " " + words.format(n=left_out)
    if money.last_order is None:
        rhythm = _("no order yet")
    else:
        rhythm = ngettext("{n} order", "{n} orders", money.orders).format(n=money.orders)
        rhythm += "  " + _("last {ago}").format(ago=ago(money.last_order, today))
        if money.median_gap is not None:
            rhythm += "  " + _("usually every {days}").format(days=span(round(money.median_gap)))
    if money.open is None or money.overdue is None:
        debts = _("owed: not known, no payments recorded")
    else:
        debts = _("owes {money}").format(money=amount(money.open, currency))
        if money.overdue:
            late = _("overdue {money} {days}")
            sum_text = amount(money.overdue, currency)
            debts += "  " + late.format(money=sum_text, days=span(money.days_overdue))
    return (sales, rhythm, debts)
