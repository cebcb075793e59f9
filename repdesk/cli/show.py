"""`show`: the brief of one customer, in at most twelve lines, each naming its records."""

import click

from repdesk.analytics.brief import brief
from repdesk.analytics.situation import situation
from repdesk.cli.output import say, say_json
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.find import find_customer
from repdesk.i18n import N_
from repdesk.wording.brief import brief_lines
from repdesk.wording.cells import cut

CELLS = 80


@verb()
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def show(place: Workplace, customer: str, as_json: bool) -> None:
    """Print the brief of one customer."""
    book, policy = place.desk.book, place.settings.policy
    found = find_customer(book, customer)
    told = brief(situation(book, place.today, policy), found.id)
    lines = brief_lines(told, book, policy)
    if as_json:
        shapes = [
            {"text": line.text, "ids": list(dict.fromkeys(one.id for one in line.sources))}
            for line in lines
        ]
        say_json({"id": found.id, "name": found.name, "lines": shapes})
        return
    for line in lines:
        say(cut(line.text, CELLS))
