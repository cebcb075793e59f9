"""`followups`: what was promised, what became of it, and who has no next step."""

from datetime import date

import click

from repdesk.analytics.accounts import accounts
from repdesk.analytics.ledger import ledger
from repdesk.analytics.promises import kept_of_a_year
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.values import money
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.interaction import Followup
from repdesk.domain.next_step import WithoutStep, all_without_step
from repdesk.domain.promise import standing
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit
from repdesk.wording.echo import day_echo
from repdesk.wording.promises import share_words, standing_words, step_missing
from repdesk.wording.terms import OWNERS, colon, named, tier_name

MOST_MISSING = 20
"""Customers without a next step that are named; the others are counted."""


@verb()
@option("--due", is_flag=True, help=N_("Only those due by today."))
@option("--all", "closed", is_flag=True, help=N_("Also closed ones, and what became of them."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def followups(place: Workplace, due: bool, closed: bool, as_json: bool) -> None:
    """List open follow-ups, how many were kept, and who has no next step."""
    book, today = place.desk.book, place.today
    names = {row.id: row.name for row in book.customers()}
    rows = [
        row
        for row in book.rows("followups")
        if (closed or row.state == "open")
        and row.customer in names
        and (not due or row.due <= today.isoformat())
    ]
    rows.sort(key=lambda row: (row.due, row.time or "", row.id))
    kept, missing = kept_of_a_year(book, today), _without_step(place, book)
    if as_json:
        say_json(
            {
                "followups": [_shape(place, row, names[row.customer]) for row in rows],
                "kept": {
                    owner: shapes.figure(figure, place.settings.currency)
                    for owner, figure in kept.items()
                },
                "without_next_step": [
                    {**one._asdict(), "name": names[one.customer]} for one in missing
                ],
            }
        )
        return
    for row in rows:
        when = day_echo(date.fromisoformat(row.due), today)
        owner = named(dict(OWNERS), row.owner)
        if row.state != "open":
            owner = f"{standing_words(row, today.isoformat())} · {owner}"
        say(f"{row.id}  {fit(when, 28)} {fit(names[row.customer], 20)} {owner}: {row.text}")
    if not rows:
        tell(_("no open promise"))
    shares = {
        _("mine kept on time in 12 months"): kept["me"],
        _("theirs kept on time in 12 months"): kept["them"],
    }
    told = [colon(words, share_words(figure)) for words, figure in shares.items() if figure.n]
    for one in () if due else missing[:MOST_MISSING]:
        step = step_missing(one, book, place.settings.currency)
        told.append(f"! {fit(names[one.customer], 20)} {fit(tier_name(one.tier), 9)} {step}")
    if not due and len(missing) > MOST_MISSING:
        more = _("{n} more without a next step; --json names them")
        told.append(more.format(n=len(missing) - MOST_MISSING))
    for line in ("", *told) if told and rows else told:
        say(line)


def _without_step(place: Workplace, book: Book) -> list[WithoutStep]:
    """Return the customers without a next step today, the best tier first, then by name."""
    policy, day = place.settings.policy, place.today
    everybody = accounts(book, book.customers(), day, policy, ledger(book, day, policy).log)
    tiers = {one.customer.id: one.tier.name for one in everybody.rows}
    places = {tier.name: at for at, tier in enumerate(policy.tiers)}
    return sorted(
        all_without_step(book, tiers, day.isoformat()),
        key=lambda one: (places[one.tier], book.get("customers", one.customer).name, one.customer),
    )


def _shape(place: Workplace, row: Followup, name: str) -> dict[str, object]:
    return {
        "id": row.id,
        "customer": row.customer,
        "name": name,
        "due": row.due,
        "time": row.time,
        "text": row.text,
        "kind": row.kind,
        "amount": money(place, row.amount),
        "owner": row.owner,
        "state": row.state,
        "standing": standing(row, place.today.isoformat()),
    }
