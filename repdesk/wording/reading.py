"""What a line was understood as, in a few lines that the rep can check at a glance."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Final

from repdesk.domain.money import decimal_text, to_minor
from repdesk.i18n import N_, _
from repdesk.notation.reading import FollowUp, Offer, Problem, Reading
from repdesk.wording.amounts import amount
from repdesk.wording.cells import fit
from repdesk.wording.echo import day_echo
from repdesk.wording.terms import FOLLOWUP_KINDS, KINDS, LOST_REASONS, OUTCOMES, OWNERS, named

ENTRY_KINDS: Final[Mapping[str, str]] = {
    **KINDS,
    "order": N_("order"),
    "payment": N_("money received"),
}
PROBLEMS: Final[Mapping[str, str]] = {
    "ambiguous_day": N_("{text} could be two days; write it like 2026-06-03 or set date_order"),
    "empty": N_("the line is empty"),
    "followup_past": N_("{text} is in the past ({value}); a promise needs a day to come"),
    "item_price": N_("{text} has no price; write it behind @"),
    "item_quantity": N_("{text}: the quantity must be above 0"),
    "item_unknown": N_("{text} is no product of yours"),
    "no_such_day": N_("{text} is no day that exists"),
    "order_unknown": N_("{text} is no order of this customer"),
    "stage_twice": N_("{text} is a second stage; one line moves a deal once"),
    "when_future": N_("{text} is still to come ({value}); @ says when it happened, ! promises"),
    "when_twice": N_("{text} is a second time; one line happens once"),
}
_LABEL_CELLS = 10


def reading_lines(reading: Reading, today: date, currency: str) -> list[str]:
    """Return the reading in lines of a label and what was read, in the order of the screen."""
    return [
        f"{fit(label, _LABEL_CELLS)}  {text}" for label, text in _rows(reading, today, currency)
    ]


def problem_words(problem: Problem, reading: Reading, today: date) -> str:
    """Return why a part of the line can't be taken so."""
    value = problem.value
    with suppress(ValueError):
        value = day_echo(date.fromisoformat(value[:10]), today)
    text = reading.raw[problem.start : problem.end].strip() or problem.value
    return _(PROBLEMS[problem.code]).format(text=text, value=value)


def offer_words(offer: Offer, reading: Reading) -> str:
    """Return what was left as text although it may have been meant."""
    text = reading.raw[offer.start : offer.end].strip()
    if offer.what == "unread_day":
        return _("{text} stays text; no day was read there").format(text=text)
    return _("{text} stays text; write ! before it to make it a promise").format(text=text)


def _rows(reading: Reading, today: date, currency: str) -> Iterator[tuple[str, str]]:
    when = day_echo(reading.at, today, reading.at_time) if reading.at else _("now")
    what = named(dict(ENTRY_KINDS), reading.kind)
    parts = [when, named(dict(OUTCOMES), reading.outcome) if reading.outcome else ""]
    if reading.contact_names:
        parts.append(_("with {names}").format(names=", ".join(reading.contact_names)))
    yield what, " · ".join(part for part in parts if part)
    if reading.note:
        yield _("note"), reading.note
    if reading.private:
        yield _("private"), reading.private
    for followup in reading.followups:
        yield named(dict(OWNERS), followup.owner), _followup(followup, today, currency)
    for deal in reading.deals:
        yield _("deal"), f"{_money(deal.amount, currency)} {deal.title}".strip()
    if reading.stage is not None:
        why = named(dict(LOST_REASONS), reading.stage.reason) if reading.stage.reason else ""
        yield _("stage"), " ".join(part for part in (reading.stage.to, why) if part)
    for item in reading.order:
        price = "?" if item.price is None else decimal_text(item.price)
        yield _("item"), f"{item.code} × {decimal_text(item.qty)} @ {price}"
    if reading.payment is not None:
        order = reading.payment.order or ""
        yield _("received"), f"{_money(reading.payment.amount, currency)} {order}".strip()
    if reading.spend is not None:
        yield _("spent"), _money(reading.spend.amount, currency)
    if reading.competitor is not None:
        rival = reading.competitor
        yield _("competitor"), f"{rival.name} {_money(rival.amount, currency)}"
    if reading.tags:
        yield _("tags"), " ".join(f"#{tag}" for tag in reading.tags)


def _followup(followup: FollowUp, today: date, currency: str) -> str:
    parts = [day_echo(followup.due, today, followup.time) if followup.due else _("today")]
    if followup.kind != "promise":
        parts.append(named(dict(FOLLOWUP_KINDS), followup.kind))
    if followup.amount is not None:
        parts.append(_money(followup.amount, currency))
    parts.append(followup.text)
    return " · ".join(part for part in parts if part)


def _money(value: Decimal, currency: str) -> str:
    return amount(to_minor(value, currency), currency)
