"""What a line was read as: frozen values, with the spans of the line that made them.

Structs, not dataclasses: making those twelve took 6 ms of every start, these 0.2.
"""

from datetime import date, time
from decimal import Decimal

from msgspec import Struct


class Piece(Struct, frozen=True):
    """A part `raw[start:end]` of the line as typed and what it was read as.

    what: kind, outcome, when, contact, followup_me, followup_them, text (of a follow-up), deal,
    title, stage, reason, competitor, tag, private, item, payment, spend.
    """

    what: str
    start: int
    end: int


class Problem(Struct, frozen=True):
    """Something the line says that can't be taken so; `stops`: nothing should be saved before.

    Codes: empty, when_future, when_twice, followup_past, no_such_day, ambiguous_day, stage_twice,
    item_quantity, item_unknown, item_price, order_unknown. `value` is the text or day meant.
    """

    code: str
    start: int
    end: int
    value: str = ""
    stops: bool = False


class FollowUp(Struct, frozen=True):
    """A promise; due None only for a complaint without a day."""

    due: date | None
    time: time | None
    owner: str
    text: str
    kind: str = "promise"
    amount: Decimal | None = None


class DealRead(Struct, frozen=True):
    """A deal named in the line; `deal` is the open one it updates, None makes a new one."""

    amount: Decimal
    title: str
    deal: str | None = None
    currency: str | None = None


class StageRead(Struct, frozen=True):
    """A stage move; of the open deal `deal`, or of `deals[index]`; both None: to be asked."""

    to: str
    reason: str | None = None
    deal: str | None = None
    title: str | None = None
    index: int | None = None


class Item(Struct, frozen=True):
    """An ordered item; price_from: typed, agreed, last, list, or None where no price is known."""

    code: str
    qty: Decimal
    price: Decimal | None = None
    price_from: str | None = None
    product: str | None = None
    last_on: str | None = None


class PaymentRead(Struct, frozen=True):
    """Money that came in, on an order where its number was given (`order_id` if known)."""

    amount: Decimal
    order: str | None = None
    order_id: str | None = None
    day: date | None = None


class SpendRead(Struct, frozen=True):
    """Money spent on this customer."""

    amount: Decimal
    note: str


class CompetitorRead(Struct, frozen=True):
    """A competitor and its price."""

    name: str
    amount: Decimal


class Offer(Struct, frozen=True):
    """Something left as text that the rep may have meant; one digit takes it.

    what: followup (a future day; due None: the day is asked), deal (an amount), payment (a promise
    of money), unread_day (behind ! or ~), contact, new_contact.
    """

    what: str
    start: int
    end: int
    text: str = ""
    due: date | None = None
    amount: Decimal | None = None
    owner: str = "me"
    contact: str | None = None


class Choice(Struct, frozen=True):
    """A question with its answers as (id, label): which contact, which deal moves its stage.

    what: contact, deal (which open deal the amount is for), stage (which deal moves).
    """

    what: str
    start: int
    end: int
    options: tuple[tuple[str, str], ...]
    index: int | None = None


class Reading(Struct, frozen=True):
    """A line, understood. `at` None: now; `raw` is always exactly what was typed."""

    raw: str
    kind: str
    kind_given: bool = False
    outcome: str | None = None
    at: date | None = None
    at_time: time | None = None
    contacts: tuple[str, ...] = ()
    contact_names: tuple[str, ...] = ()
    followups: tuple[FollowUp, ...] = ()
    deals: tuple[DealRead, ...] = ()
    stage: StageRead | None = None
    order: tuple[Item, ...] = ()
    payment: PaymentRead | None = None
    spend: SpendRead | None = None
    competitor: CompetitorRead | None = None
    complaint: bool = False
    tags: tuple[str, ...] = ()
    private: str = ""
    note: str = ""
    pieces: tuple[Piece, ...] = ()
    offered: tuple[Offer, ...] = ()
    choices: tuple[Choice, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def stopped(self) -> bool:
        """Whether a problem stands against saving the line as it is."""
        return any(problem.stops for problem in self.problems)
