"""`add`, `edit`, `archive`, `merge`: customers, each save one change."""

from typing import Any

import click

from repdesk.cli.account_options import TEXT, account_options, fields_of, nothing_given
from repdesk.cli.output import saved, tell
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Cleared
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.find import find_customer, folded
from repdesk.i18n import N_, _, ngettext

ADDABLE = ("customer",)


@verb()
@click.argument("what", metavar="customer", type=click.Choice(ADDABLE))
@click.argument("name", metavar="NAME")
@account_options
@option("--again", is_flag=True, help=N_("Although there is one of that name."))
@click.pass_obj
def add(place: Workplace, /, what: str, name: str, again: bool, **given: Any) -> None:
    """Add a customer; one of the same name is refused unless said again."""
    assert what in ADDABLE
    if not again:
        _refuse_double(place, name)
    done = place.desk.add_customer(name, **fields_of(given))
    saved(done.answer)


def _refuse_double(place: Workplace, name: str) -> None:
    wanted = folded(name)
    for row in place.desk.book.rows("customers"):
        if not row.erased and wanted in map(folded, (row.name, *row.aliases)):
            raise Invalid("customer.double", name=row.name, id=row.id)


@verb()
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@option("--name", type=TEXT, help=N_("Its name."))
@account_options
@click.pass_obj
def edit(place: Workplace, /, customer: str, name: Any, **given: Any) -> None:
    """Change what was given; empty text clears a field."""
    desk = place.desk
    old = find_customer(desk.book, customer)
    fields = fields_of(given, old)
    if name is not None:
        fields["name"] = "" if isinstance(name, Cleared) else name
    if not fields:
        raise click.UsageError(nothing_given())
    done = desk.edit("customers", old.id, **fields)
    if not done.change.puts:
        tell(_("nothing was to change"))
    saved(old.id)


@verb()
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@option("--undo", "back", is_flag=True, help=N_("Put it back."))
@click.pass_obj
def archive(place: Workplace, customer: str, back: bool) -> None:
    """Archive a customer, or put it back."""
    desk = place.desk
    found = find_customer(desk.book, customer)
    if found.erased:
        raise NotFound("customer.missing", what="customers", name=customer)
    desk.archive(found.id, not back)
    saved(found.id)


@verb()
@click.argument("keep", metavar="KEEP", type=CUSTOMER)
@click.argument("other", metavar="OTHER", type=CUSTOMER)
@click.pass_obj
def merge(place: Workplace, keep: str, other: str) -> None:
    """Give everything of OTHER to KEEP; OTHER's name becomes an alias. Backed up first."""
    desk = place.desk
    kept, gone = find_customer(desk.book, keep), find_customer(desk.book, other)
    done = desk.merge(kept.id, gone.id)
    tell(
        ngettext(
            "{other} is merged into {name}, {n} row moved; undo takes it back",
            "{other} is merged into {name}, {n} rows moved; undo takes it back",
            done.answer,
        ).format(other=gone.name, name=kept.name, n=done.answer)
    )
    saved(kept.id)
