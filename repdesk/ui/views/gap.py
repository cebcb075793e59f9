"""The deals that would close a gap, as lines."""

from __future__ import annotations

from repdesk.analytics.results import GapPlan
from repdesk.domain.book import Book
from repdesk.domain.deal import last_event
from repdesk.i18n import _
from repdesk.ui.cells import clean
from repdesk.ui.views.behind import RowsView, timeline_entry
from repdesk.ui.views.flowed import WHOLE, flowed
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.amounts import amount, chance
from repdesk.wording.days import short_day
from repdesk.wording.notes import note_words
from repdesk.wording.terms import stage_name

DEAL = (
    Column(14, grow=2, most=30),
    Column(10, grow=2, keep=8),
    Column(9, keep=6),
    Column(11, keep=5),
    Column(12, right=True),
    Column(7, right=True),
)


def gap_view(plan: GapPlan, book: Book, currency: str, today: str, cells: int) -> RowsView:
    """Return the deals, the largest first, under what they come to; without any why."""
    missing = ""
    if plan.gap is not None and plan.gap > 0:
        missing = _("gap {value}").format(value=amount(plan.gap, currency))
    if not plan.deals:
        return RowsView(title=missing, empty=_why_none(plan))
    stages = {stage.id: stage for stage in book.stages}
    names = (_("customer"), _("deal"), _("stage"), _("closes"), _("amount"), _("in time"))
    together = _("together {money}, all of them in time {share}").format(
        money=amount(plan.amount, currency), share=chance(plan.chance or 0.0)
    )
    said = _("{n} of {m} open deals").format(n=len(plan.deals), m=plan.open)
    lines: list[tuple[str, Row | Heading]] = [
        ("", Heading(said)),
        ("", Row((Look(together, "strong"),), WHOLE)),
        ("", Row(tuple(Look(name, "dim") for name in names), DEAL)),
    ]
    customers, entries = {}, {}
    for each in plan.deals:
        deal = book.get("deals", each.deal)
        event = last_event(book.of("stage_events", "deal", each.deal))
        stage = stages.get(event.stage) if event is not None else None
        closes = short_day(deal.expected_close, today) if deal.expected_close else ""
        name = clean(getattr(book.get("customers", each.customer), "name", ""))
        told = (
            Look(name, "strong"),
            clean(deal.title) or _("untitled deal"),
            stage_name(stage) if stage is not None else "",
            closes,
            amount(each.amount, currency),
            chance(each.chance),
        )
        row_id = f"deals {each.deal}"
        lines.append((row_id, Row(told, DEAL)))
        customers[row_id] = each.customer
        entries[row_id] = timeline_entry(book, "deals", each.deal)
    if plan.note is not None:
        lines.append(("", Row((note_words(plan.note),), WHOLE)))
    shown = list(flowed(lines, cells, (WHOLE,)))
    ids = tuple(row_id for row_id, _row in shown)
    return RowsView(ids, lambda at: shown[at][1], customers, entries, missing)


def _why_none(plan: GapPlan) -> str:
    why = "" if plan.note is None else note_words(plan.note)
    said = _("No deals to show: {why}.").format(why=why)
    if plan.note is not None and plan.note.code == "no_target":
        said += "\n" + _("Esc goes back; there t sets a target.")
    return said
