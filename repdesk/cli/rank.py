"""`rank`: ranks any order log, without a book."""

import csv
import io
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import click

from repdesk.analytics.rank import LoggedOrder, Ranked
from repdesk.analytics.rank import rank as ranked
from repdesk.cli.output import flush, say_raw, tell
from repdesk.cli.params import FilePath
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day
from repdesk.domain.errors import Invalid
from repdesk.domain.money import is_decimal
from repdesk.domain.policy import Policy
from repdesk.i18n import N_, _
from repdesk.storage.folder import disk, replace_file

COLUMNS = ("customer", "date", "amount")


@verb()
@option(
    "--orders",
    "orders",
    required=True,
    type=FilePath(),
    metavar="FILE",
    help=N_("customer,date,amount[,rep]"),
)
@option("--asof", required=True, type=Day(past=True), help=N_("Nothing after this day is read."))
@option(
    "--out",
    required=True,
    type=FilePath(),
    metavar="FILE",
    help=N_("Where the ranking goes; - is stdout."),
)
@option("--horizon", type=click.IntRange(1, 365), default=14, help=N_("Days ahead."))
@option("--full", is_flag=True, help=N_("With tiers, contact intervals, floors and slots."))
def rank(orders: str, asof: date, out: str, horizon: int, full: bool) -> None:
    """Rank the customers of a log, best first."""
    found = ranked(_orders(orders, asof), asof, Policy(horizon_days=horizon), full=full)
    text = _table(found)
    if out == "-":
        say_raw(text)
        flush()
        return
    replace_file(FilePath.path(out), [text.encode()])
    tell(_("{n} customers ranked: {file}").format(n=len(found), file=out))


def _orders(name: str, last: date) -> Iterator[LoggedOrder]:
    if name == "-":
        yield from _rows(sys.stdin.read(), name, last)
        return
    path = FilePath.path(name)
    with disk("read", path):
        data = path.read_bytes()
    try:
        yield from _rows(data.decode("utf-8-sig"), name, last)
    except UnicodeDecodeError:
        raise Invalid("log.not_utf8", file=name) from None


def _rows(text: str, name: str, last: date) -> Iterator[LoggedOrder]:
    """Yield the rows up to a day; of later ones nothing but the day is read, `rep` of none."""
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise Invalid("log.columns", file=name, missing=", ".join(missing))
    for row in reader:
        line = reader.line_num
        try:
            day = date.fromisoformat((row["date"] or "").strip()[:10])
        except ValueError:
            raise Invalid("log.day", file=name, line=line, value=row["date"]) from None
        if day > last:
            continue
        amount = (row["amount"] or "").strip()
        if not is_decimal(amount):
            raise Invalid("log.amount", file=name, line=line, value=amount)
        yield LoggedOrder(row["customer"] or "", day, float(Decimal(amount)))


def _table(rows: list[Ranked]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("customer", "likely", "drift", "p_order", "p_lapse", "score"))
    for row in rows:
        numbers = (row.likely, row.drift, row.p_order, row.p_lapse, row.score)
        writer.writerow((row.customer, *(f"{number:.9f}" for number in numbers)))
    return out.getvalue()
