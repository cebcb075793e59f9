"""`next`: whom to contact, with amounts and reasons; `--why` explains one customer."""

from dataclasses import asdict
from typing import Any

import click

from repdesk.analytics.results import Note, Suggestion, Suggestions, Why
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json, tell, tell_if_empty
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit, width
from repdesk.wording.notes import note_words
from repdesk.wording.reasons import ReasonWords, why_sum
from repdesk.wording.terms import KINDS, named, tier_name
from repdesk.wording.why import cell_words, hidden_words, way_in, why_lines


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
    for note in (found.note, *found.left_out):
        if note is not None:
            tell(note_words(note))
    for line in list_lines(place, book, found):
        say(line)
    if not tell_if_empty(book) and not found.suggestions:
        tell(_("nobody to contact: everybody is snoozed, just contacted or not to be contacted"))


def list_shape(place: Workplace, book: Book, found: Suggestions) -> dict[str, Any]:
    """Return the list as JSON, and how many stand on it in all."""
    return {
        "next": [shape(place, book, each) for each in found.suggestions],
        "listed": found.listed,
        "first_round": {"customers": found.never, "weeks": found.weeks},
        "note": shapes.note(found.note),
        "left_out": [shapes.note(note) for note in found.left_out],
    }


def shape(place: Workplace, book: Book, each: Suggestion) -> dict[str, Any]:
    """Return a place on the list as JSON."""
    currency = place.settings.currency
    words = ReasonWords(book, currency, place.today.isoformat())
    customer = book.get("customers", each.customer)
    person = book.get("contacts", each.person)
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
        "contact": None if person is None else person.name,
        "best_time": each.best_time or None,
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
        "round_week": each.round_week,
    }


def list_lines(place: Workplace, book: Book, found: Suggestions) -> list[str]:
    """Return the list as lines: rank, name, tier, mark, channel, reasons."""
    words = ReasonWords(book, place.settings.currency, place.today.isoformat())
    lines = []
    for each in found.suggestions:
        name = fit(book.get("customers", each.customer).name, 20)
        tier = fit(tier_name(each.tier), 9)
        mark = ("●" * each.marks).ljust(4)
        channel = fit(named(dict(KINDS), each.channel), 7)
        lines.append(f"{each.rank:2} {name} {tier} {mark} {channel} {words.short(each)}")
    return lines


def _explain(place: Workplace, book: Book, found: Why, as_json: bool) -> None:
    currency, today = place.settings.currency, place.today.isoformat()
    name = book.get("customers", found.customer).name
    if as_json:
        say_json(
            {"currency": currency, "why": {"customer": name, **_why_shape(place, book, found)}}
        )
        return
    say(name)
    for line in why_lines(found, book, currency, today):
        say(f"  {line}")
    if found.suggestion is not None:
        rows = why_sum(found.suggestion, currency)
        label = max(width(what) for what, _value in rows)
        for what, value in rows:
            say(f"  {fit(what, label)}  {value.rjust(14)}")


def _why_shape(place: Workplace, book: Book, found: Why) -> dict[str, Any]:
    currency = place.settings.currency
    cell = found.cell
    return {
        "id": found.customer,
        "place": None if found.suggestion is None else shape(place, book, found.suggestion),
        "hidden": None if found.hidden is None else hidden_words(found.hidden),
        "change": way_in(found, currency) or None,
        "changes": [_change_shape(place, change) for change in found.changes],
        "cell": None
        if cell is None
        else {**asdict(cell), "p": shapes.number(cell.p), "text": cell_words(cell)},
        "gaps": list(found.gaps),
        "days_since_order": found.since_order,
        "last_contact": found.contact,
    }


def _change_shape(place: Workplace, change: Note) -> dict[str, Any]:
    facts = dict(change.facts)
    if "amount" in facts:
        facts["amount"] = shapes.money(facts["amount"], place.settings.currency)
    return {"change": change.code, **facts}
