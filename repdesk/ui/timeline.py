"""What happened with a customer as lines: interactions, orders, money received, stage moves."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.interaction import Interaction
from repdesk.domain.money import to_minor
from repdesk.domain.order import Order, order_net
from repdesk.i18n import _
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.amounts import amount
from repdesk.wording.answers import answer_text
from repdesk.wording.days import short_day, weekday
from repdesk.wording.terms import KINDS, LOST_REASONS, OUTCOMES, colon, named, stage_name

TIMELINE_COLUMNS = (Column(11), Column(9), Column(1, keep=8), Column(20, grow=1))
MARKS = {"positive": "+", "neutral": "0", "negative": "-", "not_met": "m", "not_reached": "x"}


class Happening(msgspec.Struct, frozen=True):
    """One line of a timeline; `kind` is a word to show, `outcome` a code."""

    id: str
    at: str
    kind: str
    outcome: str
    text: str
    private: str = ""

    def full_text(self, today: str, *, private: bool = True) -> str:
        """Everything that is known of it, for reading; the private part only where it may be."""
        head = f"{short_day(self.at, today)} {weekday(self.at)} {self.at[11:16]}  {self.kind}"
        lines = [head.rstrip()]
        if self.outcome:
            lines.append(named(OUTCOMES, self.outcome))
        lines += ["", self.text]
        if self.private and private:
            lines += ["", colon(_("private"), self.private)]
        return "\n".join(lines)


def of_interaction(row: Interaction) -> Happening:
    """The line of an interaction; without a note the line as typed, unless that was private."""
    text = row.note or ("" if row.private else row.raw)
    return Happening(row.id, row.at, named(KINDS, row.kind), row.outcome or "", text, row.private)


def happenings(book: Book, customer: str, *, answers: bool = True) -> Sequence[Happening]:
    """Everything that happened with a customer, newest first; with what the rep answered when it
    was suggested, but where the customer may look on.
    """
    rows = [of_interaction(row) for row in book.of("interactions", "customer", customer)]
    rows += [of_order(book, row) for row in book.of("orders", "customer", customer)]
    for payment in book.of("payments", "customer", customer):
        order = book.get("orders", payment.order)
        text = order.number if order is not None else ""
        rows.append(Happening(payment.id, payment.date, _("money in"), "", text))
    stages = {stage.id: stage for stage in book.stages}
    for deal in book.of("deals", "customer", customer):
        for event in book.of("stage_events", "deal", deal.id):
            stage = stages.get(event.stage)
            words = [deal.title, stage_name(stage) if stage else event.stage]
            if event.reason:
                words.append(named(LOST_REASONS, event.reason))
            words.append(event.note)
            text = "  ".join(filter(None, words))
            rows.append(Happening(event.id, event.at, _("deal"), "", text))
    if answers:
        for answer in book.of("answers", "customer", customer):
            said = answer_text(answer)
            rows.append(Happening(answer.id, answer.date, _("answer"), "", said))
    return sorted(rows, key=lambda one: (one.at, one.id), reverse=True)


def of_order(book: Book, order: Order) -> Happening:
    """The line of an order."""
    parts = []
    for line in order.lines:
        product = book.get("products", line.product)
        parts.append(f"{product.code if product else line.product}×{line.qty}")
    kind = _("credit note") if order.credits else _("order")
    if order.state == "cancelled":
        kind = _("cancelled")
    money = amount(to_minor(order_net(order), order.currency or ""), order.currency or "")
    text = "  ".join(filter(None, (order.number, ", ".join(parts), money)))
    return Happening(order.id, order.date, kind, "", text)


def happening_line(happening: Happening, today: str) -> Sequence[Cell]:
    """The cells of one line, for `TIMELINE_COLUMNS`."""
    return (
        short_day(happening.at, today),
        happening.kind,
        Look(MARKS.get(happening.outcome, ""), "strong"),
        happening.text,
    )
