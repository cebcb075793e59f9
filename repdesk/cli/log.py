"""`log`: lines of notation, read, shown and saved."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from repdesk import i18n
from repdesk.cli.output import saved, tell
from repdesk.cli.params import CUSTOMER
from repdesk.cli.usage import LineVerb, option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.entry import Entry
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _

if TYPE_CHECKING:
    from repdesk.notation.reading import Reading


@verb(LineVerb)
@click.argument("customer", metavar="CUSTOMER", type=CUSTOMER)
@click.argument("line", metavar="LINE", nargs=-1, required=True)
@option("--dry-run", is_flag=True, help=N_("Only show how the line is read."))
@option("--add", is_flag=True, help=N_("Make the customer when there is none of that name."))
@option("--plain", is_flag=True, help=N_("Take the line as text, without tokens."))
@click.pass_obj
def log(
    place: Workplace, customer: str, line: tuple[str, ...], dry_run: bool, add: bool, plain: bool
) -> int:
    """Save one entry a line; `-` reads the lines from stdin."""
    lines = _stdin_lines() if line == ("-",) else iter([(0, " ".join(line))])
    failed = 0
    for number, text in lines:
        try:
            _log_line(place, customer, text, dry_run, add, plain)
        except Invalid as error:
            from repdesk.wording.errors import COMMAND_LINE, sentence

            where = _("line {n}: ").format(n=number) if number else ""
            tell(f"repdesk: {where}{sentence(error, COMMAND_LINE)}")
            failed = 1
    return failed


def _log_line(
    place: Workplace, name: str, text: str, dry_run: bool, add: bool, plain: bool
) -> None:
    if not text.strip():
        raise Invalid("line.empty")
    desk = place.desk
    try:
        found = find_customer(desk.book, name)
    except NotFound:
        if not add or not name.strip():
            raise
        found = None
    tell(found.name if found else _("{name} (new customer)").format(name=name))
    if plain:
        entry = Entry(kind="note", note=text, raw=text)
    else:
        entry = _understood(place, found.id if found else None, text)
    if dry_run:
        return
    answer = desk.log(found.id, entry) if found else desk.log_new(name, entry)
    saved(answer.answer[0])


def _understood(place: Workplace, customer: str | None, text: str) -> Entry:
    """Read the line, show the reading on stderr, return what is to be saved of it.

    What would have to be asked is refused: there is nobody to ask.
    """
    from repdesk.cli.known import known
    from repdesk.notation.entry import entry_of
    from repdesk.notation.reader import read

    about = known(place, customer)
    reading = read(text, place.today, i18n.language(), about, place.time_of_day)
    tell_reading(reading, place.today, place.settings.currency)
    if reading.stopped:
        raise Invalid("line.stopped")
    for choice in reading.choices:
        if choice.what in ("stage", "deal"):
            raise Invalid("deal.which", options=[label for _id, label in choice.options])
    return entry_of(reading, place.now(), place.settings.currency)


def tell_reading(reading: "Reading", today: date, currency: str) -> None:
    """Show on stderr how a line was read, what was wrong with it and what stayed text."""
    from repdesk.wording.reading import offer_words, problem_words, reading_lines

    for shown in reading_lines(reading, today, currency):
        tell(f"  {shown}")
    for problem in reading.problems:
        tell(f"  ! {problem_words(problem, reading, today)}")
    for offer in reading.offered:
        if offer.what in ("followup", "unread_day"):
            tell(f"  ? {offer_words(offer, reading)}")


def _stdin_lines() -> Iterator[tuple[int, str]]:
    """Yield (number, line) of stdin, without the empty ones."""
    for number, line in enumerate(sys.stdin, 1):
        text = line.rstrip("\r\n").removeprefix("\ufeff")
        if text.strip():
            yield number, text
