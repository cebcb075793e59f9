"""A reading as plain values for JSON: the shape that `parse` prints."""

from decimal import Decimal
from typing import Any

from repdesk.domain.money import decimal_text, round_half_up
from repdesk.notation.reading import (
    Choice,
    DealRead,
    FollowUp,
    Item,
    Offer,
    Piece,
    Problem,
    Reading,
    StageRead,
)


def as_json(reading: Reading, digits: int = 2) -> dict[str, Any]:
    """Return the reading as a JSON object; money has the currency's decimals, days are ISO."""
    payment, spend, rival = reading.payment, reading.spend, reading.competitor
    return {
        "kind": reading.kind,
        "kind_given": reading.kind_given,
        "outcome": reading.outcome,
        "at": _at(reading),
        "contacts": list(reading.contact_names),
        "followups": [_followup(followup, digits) for followup in reading.followups],
        "deals": [_deal(deal, digits) for deal in reading.deals],
        "stage": _stage(reading.stage),
        "order": [_item(item) for item in reading.order],
        "payment": payment and {"amount": _money(payment.amount, digits), "order": payment.order},
        "spend": spend and {"amount": _money(spend.amount, digits), "note": spend.note},
        "competitor": rival and {"name": rival.name, "amount": _money(rival.amount, digits)},
        "complaint": reading.complaint,
        "tags": list(reading.tags),
        "private": reading.private or None,
        "note": reading.note,
        "pieces": [_piece(piece) for piece in reading.pieces],
        "offered": [_offer(offer, digits) for offer in reading.offered]
        + [_choice(choice) for choice in reading.choices],
        "problems": [_problem(problem) for problem in reading.problems],
        "raw": reading.raw,
    }


def _money(amount: Decimal | None, digits: int) -> str | None:
    return None if amount is None else f"{round_half_up(amount, digits):f}"


def _at(reading: Reading) -> str | None:
    if reading.at is None:
        return None
    clock = f"T{reading.at_time:%H:%M}" if reading.at_time else ""
    return reading.at.isoformat() + clock


def _followup(followup: FollowUp, digits: int) -> dict[str, Any]:
    return {
        "due": followup.due.isoformat() if followup.due else None,
        "time": f"{followup.time:%H:%M}" if followup.time else None,
        "owner": followup.owner,
        "kind": followup.kind,
        "amount": _money(followup.amount, digits),
        "text": followup.text,
    }


def _deal(deal: DealRead, digits: int) -> dict[str, Any]:
    return {"amount": _money(deal.amount, digits), "title": deal.title}


def _stage(stage: StageRead | None) -> dict[str, Any] | None:
    if stage is None:
        return None
    return {"to": stage.to, "reason": stage.reason, "deal": stage.title}


def _item(item: Item) -> dict[str, Any]:
    price = None if item.price is None else decimal_text(item.price)
    return {"code": item.code, "qty": decimal_text(item.qty), "price": price}


def _piece(piece: Piece) -> dict[str, Any]:
    return {"what": piece.what, "start": piece.start, "end": piece.end}


def _offer(offer: Offer, digits: int) -> dict[str, Any]:
    return {
        "what": offer.what,
        "start": offer.start,
        "end": offer.end,
        "text": offer.text,
        "due": offer.due.isoformat() if offer.due else None,
        "amount": _money(offer.amount, digits),
        "owner": offer.owner,
    }


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "what": f"which_{choice.what}",
        "start": choice.start,
        "end": choice.end,
        "options": [{"id": id_, "label": label} for id_, label in choice.options],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "start": problem.start,
        "end": problem.end,
        "value": problem.value,
    }
