"""`erase`: a customer and its people out of every file; the amounts stay, so no number changes."""

from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from repdesk.cli.book import tell_notices
from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from repdesk.storage.book_store import BookStore
    from repdesk.storage.erasing import Erased


@verb()
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@option("--yes", is_flag=True, help=N_("Do it: nothing brings it back."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def erase(place: Workplace, customer: str, yes: bool, as_json: bool) -> int:
    """Erase a customer; what was rewritten and what was searched is told."""
    found = find_customer(place.desk.book, customer)
    if not yes:
        raise Invalid("erase.unsaid", name=found.name)
    store = cast("BookStore", place.store)
    done = store.erase(found.id)
    tell_notices(store.notices)
    if as_json:
        say_json(_shape(place.folder, done))
    else:
        _report(place.folder, done)
        saved(done.customer)
    return 1 if done.proof.left else 0


def _report(folder: Path, done: "Erased") -> None:
    for each in done.wiped:
        how = _("rewritten") if each.how == "rewritten" else _("removed")
        say(f"{each.path.relative_to(folder)}  {how}")
    rows = ngettext(
        "{n} row with amounts and dates stays under {id}",
        "{n} rows with amounts and dates stay under {id}",
        done.rows,
    )
    say(rows.format(n=done.rows, id=done.customer))
    proof = done.proof
    say(
        _("searched: {values} values in {files} files, {size} bytes; found: {left}").format(
            values=proof.values, files=proof.files, size=proof.size, left=len(proof.left)
        )
    )
    if proof.shared:
        say(
            _("not searched: {n} values that records of others hold as well").format(n=proof.shared)
        )
    for path in proof.left:
        tell(
            _("repdesk: {path} is none of repdesk's files and still holds something").format(
                path=path
            )
        )
    tell(_("files that were exported or copied elsewhere are not reached"))


def _shape(folder: Path, done: "Erased") -> dict[str, object]:
    return {
        "erased": done.customer,
        "rows": done.rows,
        "files": [
            {"path": str(each.path.relative_to(folder)), "how": each.how} for each in done.wiped
        ],
        "searched": {
            "values": done.proof.values,
            "files": done.proof.files,
            "bytes": done.proof.size,
            "shared": done.proof.shared,
        },
        "left": [str(path.relative_to(folder)) for path in done.proof.left],
    }
