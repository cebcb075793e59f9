"""`inbox`: a phone's notes of the day, each line its own change; the uncertain wait as drafts.

A line is known again by its text, its day and its place among equal ones: `refs` of what it became
(or the id of its draft) holds a hash of these, so the same file twice doubles nothing, also when
the entry was corrected meanwhile or the file has grown.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

import click
from msgspec.structs import replace

from repdesk import i18n
from repdesk.cli.known import known
from repdesk.cli.log import tell_reading
from repdesk.cli.output import flush, saved, say, tell
from repdesk.cli.params import FilePath
from repdesk.cli.usage import verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.customer import Customer
from repdesk.domain.edit import Edit
from repdesk.domain.entry import INBOX, Entry, save_entry
from repdesk.domain.errors import Ambiguous, Invalid, NotFound, RepdeskError
from repdesk.domain.find import find_customer
from repdesk.i18n import _, ngettext
from repdesk.notation.entry import entry_of
from repdesk.notation.known import NOTHING_KNOWN
from repdesk.notation.phone import PhoneNote, phone_note, with_time
from repdesk.notation.reader import read
from repdesk.notation.reading import Reading
from repdesk.storage.digest import blake2b
from repdesk.storage.drafts import DraftStore
from repdesk.storage.folder import disk
from repdesk.wording.echo import day_echo
from repdesk.wording.errors import COMMAND_LINE, sentence

if TYPE_CHECKING:
    from repdesk.desk import Desk

FORM = "log"


class Line(NamedTuple):
    """A line of the file: its number, its text, what it says, the day it is of, its mark."""

    number: int
    text: str
    note: PhoneNote
    day: date
    ref: str


@verb()
@click.argument("file", type=FilePath(), metavar="FILE")
@click.pass_obj
def inbox(place: Workplace, file: str) -> None:
    """Save what is certain; what is not waits as a draft that the app offers."""
    day = _day_of(place, file)
    if day != place.today:
        tell(_("notes of {day}").format(day=day_echo(day, place.today)))
    taken = {ref for row in place.desk.book.rows("interactions") for ref in row.refs}
    drafts = DraftStore(place.folder, place.now)
    waiting = {draft.id for draft in drafts.list()}
    known_before = waits = 0
    for line in _lines(place, file, day):
        if line.ref in taken:
            known_before += 1
        elif line.ref in waiting or not _taken_in(place, drafts, line):
            waits += 1
    if known_before:
        words = ngettext("{n} line was there already", "{n} lines were there already", known_before)
        tell(words.format(n=known_before))
    if waits:
        tell(_("what waits is offered when the app starts; repdesk drafts lists it"))
    say(f"waiting {waits}")
    flush()


def _taken_in(place: Workplace, drafts: DraftStore, line: Line) -> bool:
    """Save the line, or keep it as a draft where it is not certain; say which."""
    customer: Customer | None = None
    try:
        if not line.note.named:
            raise Invalid("line.nobody")
        customer = find_customer(place.desk.book, line.note.named)
        entry = _understood(place, customer, line)
        id_ = _saved_once(place.desk, customer, entry, line.ref)
    except (Ambiguous, Invalid, NotFound) as error:
        _wait(drafts, line, customer, error)
        return False
    if id_:
        saved(id_)
    return True


def _understood(place: Workplace, customer: Customer, line: Line) -> Entry:
    """Return what is to be saved of the line; raises Invalid where it would have to be asked."""
    note, now = line.note, place.time_of_day
    today = line.day == place.today
    if today and note.time is not None and now is not None and note.time > now:
        raise Invalid("line.future", value=f"{note.time:%H:%M}")
    clock = note.time or (now if today else None)
    reading = read(note.line, line.day, i18n.language(), known(place, customer.id), clock)
    if reading.at is None and (note.time is not None or not today):
        reading = replace(reading, at=line.day, at_time=note.time)
    tell(customer.name)
    tell_reading(reading, place.today, place.settings.currency)
    _certain(reading)
    return entry_of(reading, place.now(), place.settings.currency)


def _certain(reading: Reading) -> None:
    """Raise Invalid for what the line leaves open."""
    if reading.problems:
        raise Invalid("line.stopped")
    for choice in reading.choices:
        raise Invalid("line.choice", options=[label for _id, label in choice.options])
    for offer in reading.offered:
        if offer.what == "unread_day":
            raise Invalid("line.unread", value=reading.raw[offer.start : offer.end])


def _saved_once(desk: "Desk", customer: Customer, entry: Entry, ref: str) -> str:
    """Save the entry under its mark; "" where another session has just done so."""

    def build(edit: Edit) -> str:
        if any(ref in row.refs for row in edit.book.of("interactions", "customer", customer.id)):
            return ""
        return save_entry(edit, customer.id, replace(entry, refs=(ref,)))[0]

    return str(desk.run("log", build, name=customer.name).answer)


def _wait(drafts: DraftStore, line: Line, customer: Customer | None, why: RepdeskError) -> None:
    """Keep the line as a draft of the log form, with its day and time as a token."""
    note = line.note
    text = note.line or line.text
    dated = read(text, line.day, i18n.language(), NOTHING_KNOWN).at is not None
    data = {"line": text if dated else with_time(text, line.day, note.time), "_named": note.named}
    drafts.save(line.ref, FORM, customer.id if customer else "", data)
    what = f"{note.named}: {text}" if note.named else text
    tell(_("line {n} waits: {what}").format(n=line.number, what=what))
    tell(f"  ! {sentence(why, COMMAND_LINE)}")


def _lines(place: Workplace, file: str, day: date) -> Iterator[Line]:
    """Yield the lines that hold something."""
    seen: Counter[tuple[date, str]] = Counter()
    order = place.settings.date_order or None
    for number, raw in enumerate(_texts(file), 1):
        text = _readable(raw).strip().removeprefix("\ufeff")
        if not text:
            continue
        note = phone_note(text, day, i18n.language(), order)
        on = note.day or day
        seen[on, text] += 1
        told = f"{on.isoformat()}\n{seen[on, text]}\n{text}"
        mark = blake2b(told.encode(), digest_size=10).hexdigest()
        yield Line(number, text, note, on, f"{INBOX}{mark}")


def _texts(file: str) -> Iterable[str]:
    """Return the lines of a file; of stdin each when it comes."""
    if file == "-":
        return sys.stdin
    path = FilePath.path(file)
    with disk("read", path):
        data = path.read_bytes()
    encodings: Sequence[str] = ("utf-8-sig", "gb18030")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ("utf-16",)
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            return data.decode(encoding).split("\n")
    return data.decode("utf-8", "backslashreplace").split("\n")


def _readable(text: str) -> str:
    """Return a line of stdin that was no UTF-8 as the Chinese it may be, else with \\x escapes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogateescape")
        with suppress(UnicodeDecodeError):
            return data.decode("gb18030")
        return data.decode("utf-8", "backslashreplace")
    return text


def _day_of(place: Workplace, file: str) -> date:
    """Return the day of notes without one: when the file was written; with --today that day."""
    today = place.today
    if file == "-" or place.time_of_day is None:
        return today
    path = FilePath.path(file)
    with disk("stat", path):
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date()
    return min(written, today)
