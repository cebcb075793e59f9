"""Deals as they are opened, moved and won, and orders as they are put down."""

from typing import Any

from repdesk.domain.deal import is_open, last_event
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line


def stages_by_id(edit: Edit) -> dict[str, Any]:
    """Return the book's stages by id."""
    return {stage.id: stage for stage in edit.book.stages}


def open_deals(edit: Edit, customer: str) -> list[Any]:
    """Return the customer's open deals, oldest first."""
    stages = stages_by_id(edit)
    return [
        deal
        for deal in edit.of("deals", "customer", customer)
        if is_open(edit.of("stage_events", "deal", deal.id), stages)
    ]


def open_first_deal(edit: Edit, customer: str, at: str) -> str:
    """Open the untitled deal of a new account at the first stage; returns its id."""
    deal = edit.add("deals", customer=customer)
    edit.add("stage_events", deal=deal.id, at=at, stage=edit.book.stages[0].id)
    return str(deal.id)


def first_contact(edit: Edit, customer: str, at: str) -> None:
    """Move the untitled lead of a customer who was really reached to the second stage."""
    opens = [stage for stage in edit.book.stages if stage.ends == "open"]
    if len(opens) < 2:
        return
    for deal in open_deals(edit, customer):
        events = edit.of("stage_events", "deal", deal.id)
        if not deal.title and events and events[-1].stage == opens[0].id:
            edit.add("stage_events", deal=deal.id, at=max(at, events[-1].at), stage=opens[1].id)


def move_stage(
    edit: Edit, deal: str, to: str, at: str, reason: str | None = None, note: str = ""
) -> str:
    """Put a stage event; returns its id. Raises Invalid for an unknown stage."""
    edit.need("deals", deal)
    if to not in stages_by_id(edit):
        raise Invalid("stage.unknown", table="stage_events", field="stage", value=to)
    event = edit.add("stage_events", deal=deal, at=at, stage=to, reason=reason, note=note)
    return str(event.id)


def save_order(
    edit: Edit, customer: str, day: str, lines: list[dict[str, Any]], **fields: Any
) -> str:
    """Put an order with its lines (dicts of Line's fields); returns its id."""
    row = edit.add("orders", customer=customer, date=day, lines=lines_of(lines), **fields)
    return str(row.id)


def lines_of(lines: list[dict[str, Any]]) -> tuple[Line, ...]:
    """Return order lines from dicts of their fields."""
    return tuple(Line(**line) for line in lines)


def win(edit: Edit, deal: str, at: str) -> str | None:
    """Move an open deal to the stage that wins; returns the event's id, None where it is not open.

    An event is never put before the deal's last one, or it would not be its state.
    """
    stages = stages_by_id(edit)
    events = edit.of("stage_events", "deal", deal)
    won = next((stage.id for stage in edit.book.stages if stage.ends == "won"), None)
    if won is None or not is_open(events, stages):
        return None
    last = last_event(events)
    return move_stage(edit, deal, won, max(at, last.at) if last else at)
