"""`parse`: lines of notation read and shown as JSON; nothing is saved and no book is needed."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click
import msgspec

from repdesk import i18n
from repdesk.cli.output import say_json, say_json_line
from repdesk.cli.params import CUSTOMER, FilePath
from repdesk.cli.usage import LineVerb, option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.errors import Invalid
from repdesk.domain.money import minor_digits
from repdesk.i18n import N_, _
from repdesk.notation.known import Known
from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from repdesk.wording.snippets import snippets


@verb(LineVerb)
@click.argument("line", metavar="LINE", nargs=-1)
@option(
    "--customer", type=CUSTOMER, metavar="C", help=N_("Read it as about this customer of the book.")
)
@option(
    "--lines",
    "file",
    type=FilePath(),
    metavar="FILE",
    help=N_("Read many lines, plain or JSON; - is stdin."),
)
@click.pass_obj
def parse(place: Workplace, line: tuple[str, ...], customer: str | None, file: str | None) -> None:
    """Show the reading of one line, or of each line of a file."""
    if bool(line) == bool(file):
        raise click.UsageError(_("give either a line or --lines FILE"))
    known = _known(place, customer)
    digits = minor_digits(place.settings.currency)
    if file is None:
        say_json(as_json(_read(place, " ".join(line), known), digits))
        return
    for number, text in _lines(file):
        given = _given(text, number)
        today = _day(given.get("today"), number) or place.today
        about = given.get("customer")
        about_known = known
        if isinstance(about, dict):
            from repdesk.cli.described import known_from

            about_known = known_from(about)
        elif about is not None:
            about_known = _known(place, str(about))
        at = place.time_of_day if given.get("today") is None else None
        language = str(given.get("lang") or i18n.language())
        reading = read(str(given["line"]), today, language, about_known, at)
        repeated = {"id": given["id"]} if "id" in given else {}
        say_json_line({"schema": 1, **repeated, **as_json(reading, digits)})


def _read(place: Workplace, text: str, known: Known) -> Any:
    return read(text, place.today, i18n.language(), known, place.time_of_day)


def _known(place: Workplace, customer: str | None) -> Known:
    settings = place.settings
    if customer is None:
        return Known(
            currencies=(settings.currency,),
            date_order=settings.date_order or None,
            snippets=snippets(settings.snippets),
        )
    from repdesk.cli.known import known
    from repdesk.domain.find import find_customer

    return known(place, find_customer(place.desk.book, customer).id)


def _lines(file: str) -> Iterator[tuple[int, str]]:
    if file == "-":
        yield from _texts(sys.stdin)
        return
    with FilePath.path(file).open(encoding="utf-8-sig", errors="surrogateescape") as source:
        yield from _texts(source)


def _texts(source: Any) -> Iterator[tuple[int, str]]:
    for number, text in enumerate(source, 1):
        if text.strip():
            yield number, text.rstrip("\r\n")


def _given(text: str, number: int) -> dict[str, Any]:
    """Return the fields of a JSON line, or a plain line as `line`."""
    if not text.lstrip().startswith("{"):
        return {"line": text}
    try:
        found = msgspec.json.decode(text.encode("utf-8", "surrogateescape"))
    except msgspec.DecodeError:
        return {"line": text}
    if not isinstance(found, dict) or not isinstance(found.get("line"), str):
        raise Invalid("line.no_line", line=number)
    return found


def _day(value: object, number: int) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid("line.day", line=number, value=str(value)) from None
