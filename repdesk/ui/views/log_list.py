"""The log as lines: stops to write down on top, then every entry under its day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.interaction import Interaction, Stop
from repdesk.domain.policy import Policy
from repdesk.domain.route import is_working_day
from repdesk.domain.unlogged import is_gap
from repdesk.i18n import _, ngettext
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.log_rows import Listed
from repdesk.ui.timeline import MARKS
from repdesk.ui.widgets.columns import Cell, Column, Heading, Look, Row
from repdesk.wording.days import short_day, weekday
from repdesk.wording.terms import STOP_STATES, named, short_channel

COLUMNS = (
    Column(5, keep=6),
    Column(12, grow=1, most=24),
    Column(6),
    Column(1),
    Column(14, grow=3),
)
STOP_COLUMNS = (
    Column(5, keep=8),
    Column(12, grow=1, most=24),
    Column(8, grow=3, keep=6),
    Column(8, right=True, keep=7),
)
STOP = "stop "
"""What the row of a stop begins with; an entry's row is its id."""


class LogView(msgspec.Struct, frozen=True):
    """The rows of the list, and what makes the line of one."""

    ids: Sequence[str]
    line: Callable[[int], Sequence[Cell] | Row | Heading]


def log_view(
    book: Book,
    listed: Listed,
    stops: Sequence[Stop],
    *,
    today: str,
    policy: Policy,
    hints: Mapping[str, str],
    all_days: bool = True,
    glyphs: Glyphs = UNICODE,
) -> LogView:
    """Return the stops to write down, then the entries listed.

    `hints`: keys to name, at the heading of the `stops`, and of the `gaps` where only those are
    listed. `all_days`: today's heading stands without an entry too, and says what was done.
    """
    ids: list[str] = []
    headings: dict[int, Heading] = {}
    if stops:
        headings[0] = Heading(_("Not logged ({n})").format(n=len(stops)), hints["stops"])
        ids += ["", *(STOP + row.id for row in stops)]
    days = listed.days
    if all_days and days.get(0) != today:
        headings[len(ids)] = _day_heading(today, today, plan_words(book, today, policy))
        ids.append("")
    first = len(ids)
    ids += listed.ids

    def line(at: int) -> Sequence[Cell] | Row | Heading:
        if at in headings:
            return headings[at]
        day = days.get(at - first)
        if day is None:
            row_id = ids[at]
            if row_id.startswith(STOP):
                return _stop_line(book, book.get("stops", row_id.removeprefix(STOP)), glyphs)
            return _entry_line(book, book.get("interactions", row_id))
        right = hints["gaps"] if at == first else ""
        return _day_heading(day, today, right or plan_words(book, day, policy, today))

    return LogView(ids, line)


def _day_heading(day: str, today: str, right: str) -> Heading:
    return Heading(f"{short_day(day, today)} {weekday(day)}", right)


def _entry_line(book: Book, row: Interaction) -> Sequence[Cell]:
    customer = book.get("customers", row.customer)
    mark = Look("?", "warn") if is_gap(row) else Look(MARKS.get(row.outcome or "", ""), "strong")
    return (
        row.at[11:16],
        Look(customer.name if customer else "", "strong"),
        short_channel(row.kind),
        mark,
        row.note or row.raw,
    )


def _stop_line(book: Book, row: Stop, glyphs: Glyphs) -> Row:
    customer = book.get("customers", row.customer)
    done = row.state == "done"
    by = short_channel(row.channel) if row.channel else ""
    cells = (
        row.time or "",
        Look(customer.name, "strong"),
        " ".join(filter(None, (by, customer.zone, "" if by else customer.address))),
        f"{glyphs.tick} {named(STOP_STATES, row.state)}" if done else "",
    )
    return Row(cells, STOP_COLUMNS)


def plan_words(book: Book, day: str, policy: Policy, today: str = "") -> str:
    """What was done of a day's plan: `today 4 of 6 visits, 3 of 10 calls`; empty: not today.

    On a day off nothing was planned: what was done is counted alone.
    """
    if today and day != today:
        return ""
    kinds = [row.kind for row in book.of("interactions", "day", day)]
    works = is_working_day(date.fromisoformat(day), policy)
    visits, calls = kinds.count("visit"), kinds.count("call")
    plan = (policy.visits_a_day, policy.calls_a_day) if works else (0, 0)
    return _("today {visits}, {calls}").format(
        visits=_("{n} of {m} visits").format(n=visits, m=f"{plan[0]:g}")
        if plan[0]
        else ngettext("{n} visit", "{n} visits", visits).format(n=visits),
        calls=_("{n} of {m} calls").format(n=calls, m=f"{plan[1]:g}")
        if plan[1]
        else ngettext("{n} call", "{n} calls", calls).format(n=calls),
    )
