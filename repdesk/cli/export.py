"""`export`: the whole book as JSON, read only: beside a running session, of a damaged book too."""

import click

from repdesk.cli.output import say_raw_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.exchange.export import export_json
from repdesk.i18n import N_, _
from repdesk.storage.salvage import read_anyway
from repdesk.wording.disk import notice


@verb()
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def export(place: Workplace, as_json: bool) -> None:
    """Write every table, with warnings about what could not be read."""
    if not as_json:
        raise click.UsageError(_("say in which form: --json"))
    opened = read_anyway(place.folder)
    warnings = [notice(each.code, each.facts) for each in opened.notices]
    for warning in warnings:
        tell(f"repdesk: {warning}")
    for part in export_json(opened.book, place.settings.currency, warnings, opened.extra):
        say_raw_json(part)
