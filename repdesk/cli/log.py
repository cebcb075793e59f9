"""`log` and `parse`: one line of notation, read and saved, or only read."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from repdesk import i18n
from repdesk.cli.output import flush, saved, tell
from repdesk.cli.usage import Verb, option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.entry import Entry
from repdesk.domain.errors import Invalid, NotFound, RepdeskError
from repdesk.domain.find import find_customer
from repdesk.i18n import N_, _

if TYPE_CHECKING:
    from repdesk.notation.reading import Reading


class LineVerb(Verb):
    """A verb that takes a line as it is: what does not look like an option is text."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let `- price` and `-5% asked` through, which click would take for options."""
        flags = {name for param in self.get_params(ctx) for name in (*param.opts,)}
        if "--" not in args:
            looks = [word for word in args if word in flags or _is_option(word)]
            args = [*looks, "--", *(word for word in args if word not in looks)]
        return super().parse_args(ctx, args)


def _is_option(word: str) -> bool:
    bare = word.lstrip("-")
    return word.startswith("-") and bare.replace("-", "").isalpha() and bare[:1].isascii()


@click.command(cls=LineVerb, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("customer", metavar="CUSTOMER")
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
    try:
        for number, text in lines:
            try:
                _log_line(place, customer, text, dry_run, add, plain)
            except Invalid as error:
                from repdesk.wording.refusals import in_words

                where = _("line {n}: ").format(n=number) if number else ""
                tell(f"repdesk: {where}{in_words(error)}")
                failed = 1
    finally:
        place.leave()
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
    if plain:
        entry = Entry(kind="note", note=text, raw=text)
    else:
        entry = _understood(place, found.id if found else None, text)
    shown = found.name if found else _("{name} (new customer)").format(name=name)
    tell(f"{shown}")
    if dry_run:
        return
    answer = desk.log(found.id, entry) if found else desk.log_new(name, entry)
    saved(answer.answer[0])


def _understood(place: Workplace, customer: str | None, text: str) -> Entry:
    """Read the line, show the reading on stderr, return what is to be saved of it."""
    from repdesk.notation.entry import entry_of
    from repdesk.wording.reading import offer_words, problem_words, reading_lines

    reading = _read(place, customer, text)
    currency = place.settings.currency
    for shown in reading_lines(reading, place.today, currency):
        tell(f"  {shown}")
    for problem in reading.problems:
        tell(f"  ! {problem_words(problem, reading, place.today)}")
    for offer in reading.offered:
        if offer.what in ("followup", "unread_day"):
            tell(f"  ? {offer_words(offer, reading)}")
    return entry_of(reading, place.today.isoformat(), currency)


def _read(place: Workplace, customer: str | None, text: str) -> "Reading":
    from repdesk.notation.known_of import known_of
    from repdesk.notation.reader import read

    settings = place.settings
    known = known_of(
        place.desk.book,
        customer,
        place.today.isoformat(),
        currency=settings.currency,
        date_order=settings.date_order,
        snippets=settings.snippets,
    )
    return read(text, place.today, i18n.language(), known, place.time_of_day)


def _stdin_lines() -> Iterator[tuple[int, str]]:
    """Yield (number, line) of stdin, without the empty ones."""
    for number, line in enumerate(sys.stdin, 1):
        text = line.rstrip("\r\n").removeprefix("\ufeff")
        if text.strip():
            yield number, text
