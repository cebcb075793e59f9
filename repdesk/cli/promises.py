"""`followups`, `done`, `snooze`: what was promised, and who is left alone for a while."""

from datetime import date

import click

from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.values import day_of, money
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.find import find_customer
from repdesk.domain.interaction import Followup
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit
from repdesk.wording.echo import day_echo
from repdesk.wording.terms import OWNERS, named


@verb()
@option("--due", is_flag=True, help=N_("Only those due by today."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def followups(place: Workplace, due: bool, as_json: bool) -> None:
    """List open follow-ups."""
    book, today = place.desk.book, place.today
    names = {row.id: row.name for row in book.customers()}
    rows = [
        row
        for row in book.rows("followups")
        if row.state == "open"
        and row.customer in names
        and (not due or row.due <= today.isoformat())
    ]
    rows.sort(key=lambda row: (row.due, row.time or "", row.id))
    if as_json:
        say_json({"followups": [_shape(place, row, names[row.customer]) for row in rows]})
        return
    for row in rows:
        when = day_echo(date.fromisoformat(row.due), today)
        owner = named(dict(OWNERS), row.owner)
        say(f"{row.id}  {fit(when, 28)} {fit(names[row.customer], 20)} {owner}: {row.text}")
    if not rows:
        tell(_("no open promise"))


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
    }


@verb()
@click.argument("followup", metavar="ID")
@option("--drop", is_flag=True, help=N_("It will not be kept."))
@option("--reopen", is_flag=True, help=N_("It is open after all."))
@click.pass_obj
def done(place: Workplace, followup: str, drop: bool, reopen: bool) -> None:
    """Close a follow-up, or open it again."""
    desk = place.desk
    row = desk.book.get("followups", followup)
    if row is None:
        raise NotFound("followup.missing", what="followups", name=followup)
    state = "open" if reopen else "dropped" if drop else "done"
    if row.state == state:
        tell(_("nothing was to change"))
    else:
        desk.close_followup(row.id, state)
    saved(row.id)


@verb()
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@click.argument("when", metavar="WHEN")
@click.pass_obj
def snooze(place: Workplace, customer: str, when: str) -> None:
    """Snooze a customer; that day it is back."""
    desk = place.desk
    found = find_customer(desk.book, customer)
    until = day_of(place, when)
    if until <= place.today.isoformat():
        raise Invalid("snooze.past", value=day_echo(date.fromisoformat(until), place.today))
    desk.snooze(found.id, until)
    tell(f"{found.name}: {day_echo(date.fromisoformat(until), place.today)}")
    saved(found.id)
