"""Parts that count records behind a number: contacts, promises, quotes, gaps between orders."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from repdesk.analytics.pipeline import days_between
from repdesk.analytics.results import BehindPart, BehindRow, Figure
from repdesk.analytics.window import Window
from repdesk.analytics.winning import quote_stage
from repdesk.analytics.work import contact_intervals


def _counted(name: str, rows: list[BehindRow]) -> BehindPart:
    return BehindPart(name, "count", "count", tuple(rows), len(rows))


def interactions(window: Window, ids: Iterable[str]) -> Iterable[BehindRow]:
    """Return log entries, the newest first."""
    for id_ in reversed(tuple(ids)):
        row = window.now.book.get("interactions", id_)
        yield BehindRow("interactions", id_, row.customer, row.at[:10])


def coverage_parts(window: Window, figure: Figure) -> Iterable[BehindPart]:
    """Return who was contacted in time, and who was not: days since, never contacted last."""
    within = set(figure.ids)
    rows: dict[bool, list[BehindRow]] = {True: [], False: []}
    for id_, since, _interval in contact_intervals(window):
        day = None if since is None else date.fromordinal(window.end.toordinal() - since)
        rows[id_ in within].append(
            BehindRow("customers", id_, id_, day.isoformat() if day else None)
        )
    for name, kept in (("in_time", True), ("not_in_time", False)):
        found = sorted(rows[kept], key=lambda row: (row.day is None, row.day or "", row.id))
        yield _counted(name, found)


def promise_parts(window: Window, _figure: Figure) -> Iterable[BehindPart]:
    """Return the rep's promises due in the period: kept ones, and the others."""
    kept: list[BehindRow] = []
    broken: list[BehindRow] = []
    for row in window.rows("followups"):
        if row.owner != "me":
            continue
        in_time = row.state == "done" and row.closed and row.closed <= row.due
        (kept if in_time else broken).append(BehindRow("followups", row.id, row.customer, row.due))
    yield _counted("promise_kept", kept)
    yield _counted("promise_broken", broken)


def quoted(window: Window, ids: set[str]) -> Iterable[BehindRow]:
    """Return leads with the days from their creation to their first quote."""
    at = quote_stage(window)
    for state in window.leads:
        if state.deal.id in ids and state.created is not None:
            entered = next(entered for stage, entered, _left in state.stays if stage == at)
            days = days_between(state.created, entered)
            yield BehindRow("deals", state.deal.id, state.deal.customer, entered, days)


def gap_parts(window: Window) -> Iterable[BehindRow]:
    """Return the gaps between order days of whoever ordered, each on the day it ended."""
    for who in window.buyers:
        for before, after in pairwise(window.order_days[who]):
            day = date.fromordinal(after).isoformat()
            yield BehindRow("customers", who, who, day, after - before)
