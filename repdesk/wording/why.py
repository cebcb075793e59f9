"""Why a customer stands where it stands, and what would bring it onto the list, in words."""

from collections.abc import Mapping
from typing import Final

from repdesk.analytics.results import Cell, Fact, HiddenCustomer, Note, Suggestion, Why
from repdesk.domain.book import Book
from repdesk.i18n import N_, _, language, ngettext
from repdesk.wording.amounts import amount
from repdesk.wording.days import ago, short_day
from repdesk.wording.reasons import ReasonWords, chance
from repdesk.wording.terms import CHANNELS, KINDS, POWERS, named

HIDDEN: Final[Mapping[str, str]] = {
    "snoozed": N_("snoozed until {until}"),
    "minimum_gap": N_("contacted lately; again from {until}"),
    "do_not_contact": N_("marked do not contact"),
}
CHANGES: Final[Mapping[str, str]] = {
    "allow": N_("take the do-not-contact mark off"),
    "wake": N_("wake it (else it is back on {until})"),
    "revive": N_("take it back from the archive"),
    "wait": N_("wait until {until}"),
    "raise": N_("{amount} more at stake (a deal, a debt, an order expected)"),
    "promise": N_("a promise due on {due}"),
    "never": N_("nothing: it was erased"),
}


def _day(day: Fact, today: str) -> str:
    """Return a day as it is read, seen from `today`; ISO where that is not given."""
    return short_day(str(day), today) if day and today else str(day or "")


def hidden_words(hidden: HiddenCustomer, today: str = "") -> str:
    """Return why a customer is hidden."""
    return _(HIDDEN[hidden.reason]).format(until=_day(hidden.until, today))


def change_words(change: Note, currency: str, today: str = "") -> str:
    """Return one change that would help to bring a customer in."""
    money = change.fact("amount")
    return _(CHANGES[change.code]).format(
        until=_day(change.fact("until"), today),
        due=_day(change.fact("due"), today),
        amount=amount(money, currency) if isinstance(money, int) else "",
    )


def way_in(found: Why, currency: str, today: str = "") -> str:
    """Return what would bring a customer among the first places; empty: it is there."""
    if not found.changes:
        return ""
    words = [change_words(change, currency, today) for change in found.changes]
    joined = _(", then ").join(words)
    return _("to bring it among the first {n}: {changes}").format(n=found.places, changes=joined)


def why_lines(found: Why, book: Book, currency: str, today: str) -> list[str]:
    """Return everything but the sum: place, reasons, rhythm, last contact, whom to ask for."""
    lines = []
    place = found.suggestion
    if place is not None:
        lines.append(_("place {rank}").format(rank=place.rank))
        words = ReasonWords(book, currency, today)
        lines += [words.of(reason) for reason in place.reasons]
        if place.slot == "drift":
            lines.append(_("Every fifth place is for a good customer who may be leaving."))
        if place.promised:
            lines.append(_("A promise is due: that comes first, whatever the sum."))
    if found.hidden is not None:
        lines.append(hidden_words(found.hidden))
    if found.cell is not None:
        lines.append(cell_words(found.cell))
    lines += [gap_words(found), contact_words(found, book, today)]
    if place is not None:
        lines.append(how_words(place, book))
    lines.append(way_in(found, currency))
    return [line for line in lines if line]


def cell_words(cell: Cell) -> str:
    """Return a cell of the life table: who, how late, how many in ten, of how many cases."""
    facts = {
        "orders": _orders(cell),
        "late": _lateness(cell),
        "chance": chance(cell.p),
        "horizon": cell.horizon,
        "n": cell.cases,
    }
    if not cell.cases:
        return _(
            "none of your customers with {orders} was ever this late ({late}): "
            "{chance} in {horizon}d is what all customers' orders say"
        ).format(**facts)
    words = ngettext(
        "of your customers with {orders} who were this late ({late}), {chance} order"
        " within {horizon}d; {n} case",
        "of your customers with {orders} who were this late ({late}), {chance} order"
        " within {horizon}d; {n} cases",
        cell.cases,
    ).format(**facts)
    if not cell.thin:
        return words
    return _("{words}, few, so all customers count too").format(words=words)


def _orders(cell: Cell) -> str:
    first, last = cell.orders_from, cell.orders_to
    if last is None:
        return _("{n} orders or more").format(n=first)
    if first == last:
        return ngettext("{n} order", "{n} orders", first).format(n=first)
    return _("{first}–{last} orders").format(first=first, last=last)


def _lateness(cell: Cell) -> str:
    if cell.late_to is None:
        return _("over {n} times the usual gap").format(n=f"{cell.late_from:g}")
    return _("{first}–{last} times the usual gap").format(
        first=f"{cell.late_from:g}", last=f"{cell.late_to:g}"
    )


def gap_words(found: Why) -> str:
    """Return the days between the last orders in a row, and the days since."""
    if found.since_order is None:
        return ""
    row = " ".join(map(str, found.gaps)) or _("one order day")
    return _("days between orders: {row}, now {since}").format(row=row, since=found.since_order)


def contact_words(found: Why, book: Book, today: str) -> str:
    """Return the last contact: when, how, with whom; empty where there was none."""
    row = book.get("interactions", found.contact)
    if row is None:
        return ""
    people = [book.get("contacts", id_) for id_ in row.contacts]
    names = (", " if language() == "en" else "、").join(one.name for one in people if one)
    day, kind = short_day(row.at, today), named(dict(KINDS), row.kind)
    words = " ".join(filter(None, (day, kind, names)))
    return _("last contact {words} ({ago})").format(words=words, ago=ago(row.at, today))


def how_words(place: Suggestion, book: Book) -> str:
    """Return whom to ask for, by which channel, when."""
    person = book.get("contacts", place.person)
    channel = named(dict(CHANNELS), place.channel)
    if person is not None:
        power = named(dict(POWERS), person.power)
        name = f"{person.name} ({power})" if power else person.name
        channel = _("{channel}, ask for {name}").format(channel=channel, name=name)
    return (
        _("{how}, best {time}").format(how=channel, time=place.best_time)
        if place.best_time
        else channel
    )
