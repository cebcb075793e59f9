"""`export`: the whole book as JSON, read only: beside a running session, of a damaged book too."""

import os
from contextlib import suppress
from pathlib import Path

import click

from repdesk.cli.book import tell_notices
from repdesk.cli.output import say_raw_json, tell
from repdesk.cli.params import CUSTOMER, FilePath
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.errors import Invalid, RepdeskError
from repdesk.domain.find import find_customer
from repdesk.exchange.export import export_json
from repdesk.i18n import N_, _
from repdesk.storage.drafts import DraftStore
from repdesk.storage.folder import open_private, replace_file
from repdesk.storage.salvage import read_anyway
from repdesk.wording.disk import notice


@verb()
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@option("--subject", type=CUSTOMER, help=N_("All that is held about one customer, as JSON."))
@option("--out", type=FilePath(), help=N_("Into a file instead of stdout; with --subject."))
@option("--yes", is_flag=True, help=N_("Although there is a file of that name."))
@click.pass_obj
def export(
    place: Workplace, as_json: bool, subject: str | None, out: str | None, yes: bool
) -> None:
    """Write every table, with warnings about what could not be read."""
    if not as_json and subject is None:
        raise click.UsageError(_("say in which form: --json"))
    opened = read_anyway(place.folder)
    warnings = [notice(each.code, each.facts) for each in opened.notices]
    for warning in warnings:
        tell(f"repdesk: {warning}")
    if subject is None:
        for part in export_json(opened.book, place.settings.currency, warnings, opened.extra):
            say_raw_json(part)
        return
    found = _subject(place, opened.book, subject, warnings)
    if out is None or out == "-":
        say_raw_json(found)
        return
    path = FilePath.path(out)
    if not yes and os.path.lexists(path):
        raise Invalid("file.there", file=out)
    replace_file(path, [found])
    tell(_("written: {file}").format(file=out))


def _subject(place: Workplace, book: Book, name: str, warnings: list[str]) -> bytes:
    from msgspec import json

    from repdesk.exchange.subject import subject_json

    store = DraftStore(place.folder, place.now)
    drafts = [
        {"id": row.id, "form": row.form, "at": row.at, "customer": row.customer, "data": row.data}
        for row in store.list()
    ]
    tell_notices(store.notices)
    customer = find_customer(book, name).id
    files = {}
    for path in (place.settings_file, *sorted((place.folder / "mappings").glob("*.toml"))):
        with suppress(OSError, UnicodeDecodeError, RepdeskError):
            files[path.name] = _text(path)
    told = subject_json(book, customer, place.settings.currency, drafts, files, warnings)
    return json.format(json.encode(told), indent=1) + b"\n"


def _text(path: Path) -> str:
    with os.fdopen(open_private(path, os.O_RDONLY), encoding="utf-8") as file:
        return file.read()
