"""`done`, `snooze`: a promise is closed, a customer is left alone for a while."""

from datetime import date

import click

from repdesk.cli.output import saved, tell
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.values import day_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _
from repdesk.wording.echo import day_echo


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
