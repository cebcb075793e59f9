"""`drafts`: text that was typed and never saved."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import click

from repdesk.cli.book import tell_notices
from repdesk.cli.output import say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import N_, _
from repdesk.storage.drafts import DraftStore
from repdesk.storage.glance import customers


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
    names = _names(place)
    for draft, row in zip(found, rows, strict=True):
        who = names.get(draft.customer, draft.customer) or draft.data.get("_named") or ""
        say(f"{draft.at[:16].replace('T', ' ')}  {who}  {row['text']}")
    if not rows:
        tell(_("no draft"))


def _names(place: Workplace) -> dict[str, str]:
    """Return what the customers are called; of a book that cannot be read nobody."""
    with suppress(RepdeskError, OSError):
        return {row.id: row.name for row in customers(place.folder)}
    return {}


def text_of(data: Mapping[str, Any]) -> str:
    """Return what was typed into a form, field by field; what begins with _ is the form's own."""
    texts = [
        text_of(value) if isinstance(value, Mapping) else value
        for name, value in data.items()
        if isinstance(value, str | Mapping) and not name.startswith("_")
    ]
    return "\n".join(text for text in texts if text.strip())
