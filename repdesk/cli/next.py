"""`next`: whom to contact, with amounts and reasons; `--why` explains one customer."""

from typing import Any

import click

from repdesk.analytics.results import Suggestion, Suggestions, Why
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json, tell
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit
from repdesk.wording.notes import note_words
from repdesk.wording.reasons import ReasonWords, why_sum
from repdesk.wording.terms import KINDS, TIERS, named
from repdesk.wording.why import change_to_list, hidden_words


@verb()
@option("-n", "--number", type=click.IntRange(1), default=10, help=N_("How many."))
@option("--why", "customer", type=CUSTOMER, help=N_("Explain this one."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def next_(place: Workplace, number: int, customer: str | None, as_json: bool) -> None:
    """List who next, or explain one customer."""
    from repdesk.analytics.suggest import suggest
    from repdesk.analytics.why import why

    book, policy = place.desk.book, place.settings.policy
    if customer is not None:
        id_ = find_customer(book, customer).id
        _explain(place, book, why(book, place.today, policy, id_, number), as_json)
        return
    found = suggest(book, place.today, policy, number)
    if as_json:
        say_json({"currency": policy.currency, **list_shape(place, book, found)})
        return
    if found.note is not None:
        tell(note_words(found.note))
    for line in list_lines(place, book, found):
        say(line)
    if not found.suggestions:
        tell(_("nobody to contact: everybody is snoozed, just contacted, or the book is empty"))


def list_shape(place: Workplace, book: Book, found: Suggestions) -> dict[str, Any]:
    """Return the list as JSON, and how many stand on it in all."""
    return {
        "next": [shape(place, book, each) for each in found.suggestions],
        "listed": found.listed,
        "note": shapes.note(found.note),
    }


def shape(place: Workplace, book: Book, each: Suggestion) -> dict[str, Any]:
    """Return a place on the list as JSON."""
    currency = place.settings.currency
    words = ReasonWords(book, currency, place.today.isoformat())
    customer = book.get("customers", each.customer)
    return {
        "rank": each.rank,
        "customer": customer.name,
        "id": each.customer,
        "tier": each.tier,
        "score": shapes.money(each.score, currency),
        "parts": {
            part: shapes.money(getattr(each, part), currency)
            for part in ("likely", "drift", "deal", "debt", "floor")
        },
        "cadence": shapes.number(each.cadence),
        "channel": each.channel,
        "reasons": [
            {
                "code": reason.code,
                "text": words.of(reason),
                "amount": shapes.money(reason.amount, currency),
            }
            for reason in each.reasons
        ],
        "slot": each.slot,
        "promised": each.promised,
        "p_order": shapes.number(each.p_order),
        "days_since": each.since_contact,
        "interval_days": shapes.number(each.interval_days),
    }


def list_lines(place: Workplace, book: Book, found: Suggestions) -> list[str]:
    """Return the list as lines: rank, name, tier, mark, channel, reasons."""
    words = ReasonWords(book, place.settings.currency, place.today.isoformat())
    lines = []
    for each in found.suggestions:
        name = fit(book.get("customers", each.customer).name, 20)
        tier = fit(named(dict(TIERS), each.tier), 9)
        mark = ("●" * each.marks).ljust(4)
        channel = fit(named(dict(KINDS), each.channel), 7)
        lines.append(f"{each.rank:2} {name} {tier} {mark} {channel} {words.short(each)}")
    return lines


def _explain(place: Workplace, book: Book, found: Why, as_json: bool) -> None:
    currency = place.settings.currency
    name = book.get("customers", found.customer).name
    change = None if found.change is None else change_to_list(found.change, currency)
    hidden = None if found.hidden is None else hidden_words(found.hidden)
    if as_json:
        spot = None if found.suggestion is None else shape(place, book, found.suggestion)
        told = {"customer": name, "id": found.customer, "place": spot, "hidden": hidden}
        say_json({"currency": currency, "why": {**told, "change": change}})
        return
    say(name)
    if found.suggestion is not None:
        words = ReasonWords(book, currency, place.today.isoformat())
        for reason in found.suggestion.reasons:
            say(f"  {words.of(reason)}")
        for label, value in why_sum(found.suggestion, currency):
            say(f"  {fit(label, 40)} {value.rjust(14)}")
        say("  " + _("place {rank}").format(rank=found.suggestion.rank))
    for line in (hidden, change):
        if line is not None:
            say(f"  {line}")
