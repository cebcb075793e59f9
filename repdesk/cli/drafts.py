"""`drafts`: text that was typed and never saved."""

from collections.abc import Mapping
from typing import Any

import click

from repdesk.cli.book import tell_notices
from repdesk.cli.output import say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.i18n import N_, _
from repdesk.storage.drafts import DraftStore


@verb()
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def drafts(place: Workplace, as_json: bool) -> None:
    """List the drafts, oldest first."""
    store = DraftStore(place.folder, place.now)
    found = store.list()
    tell_notices(store.notices)
    rows = [
        {"id": row.id, "at": row.at, "customer": row.customer or None, "text": text_of(row.data)}
        for row in found
    ]
    if as_json:
        say_json({"drafts": rows})
        return
    for row in rows:
        say(f"{str(row['at'])[:16].replace('T', ' ')}  {row['customer'] or ''}  {row['text']}")
    if not rows:
        tell(_("no draft"))


def text_of(data: Mapping[str, Any]) -> str:
    """Return what was typed into a form, field by field."""
    texts = [
        text_of(value) if isinstance(value, Mapping) else value
        for name, value in data.items()
        if isinstance(value, str | Mapping) and not name.startswith("_")
    ]
    return "\n".join(text for text in texts if text.strip())
