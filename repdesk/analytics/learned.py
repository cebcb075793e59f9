"""What is learned of a customer from the order log, and what is left of it without numpy."""

from collections.abc import Mapping
from typing import NamedTuple

from repdesk.analytics.purchases import OrderLog, bought
from repdesk.analytics.results import Note
from repdesk.analytics.tiers import proposed
from repdesk.domain.customer import Customer
from repdesk.domain.policy import Policy

BAND_EDGES = (
    *(0.0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 1.0, 1.15),
    *(1.3, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0, 6.0, 9.0),
)
"""Lower edges of the life table's bands of lateness; the last band is open."""
MOST_ORDERS = (1, 2, 4, 8)
"""Most orders so far in each of its groups but the last (9 and more)."""
CELL_WEIGHT = 12.0
"""Expected gaps that everybody's rate counts for in a cell."""


class Learned(NamedTuple):
    """A customer with an order day: order days, days since the last, the gap expected, lateness,
    chances 0 to 1 (None: not to be told), amounts in the log's unit.

    `cell` is its (group, band) of the life table; `may_slot`: it may take a fifth place.
    """

    orders: int
    since: int
    gap: float
    lateness: float
    p_order: float | None
    p_lapse: float | None
    likely: float
    drift: float
    value: float
    may_slot: bool
    cell: tuple[int, int] | None


class Learning(NamedTuple):
    """Everybody's, by customer; `note` says why nothing, or not all, was learned.

    `cases[group][band]` counts the gaps of the book that lasted into a cell of the life table,
    `first_seen` are the tiers of the book's own customers to who sees it for the first time.
    """

    rows: Mapping[str, Learned]
    cases: tuple[tuple[int, ...], ...]
    first_seen: Mapping[str, str]
    note: Note | None


def unlearned(
    log: OrderLog, asof: int, policy: Policy, customers: Mapping[str, Customer], /
) -> Learning:
    """Return order days and days since the last one: no chance, no amount (numpy is lost)."""
    found, _middle = bought(log, asof, dict.fromkeys(log[0]))
    last: dict[str, int] = {}
    for customer, day, amount in zip(*log, strict=True):
        if amount > 0 and day <= asof:
            last[customer] = max(day, last.get(customer, day))
    rows = {
        customer: Learned(
            orders=one.days,
            since=asof - last[customer],
            gap=0.0,
            lateness=0.0,
            p_order=None,
            p_lapse=None,
            likely=0.0,
            drift=0.0,
            value=0.0,
            may_slot=False,
            cell=None,
        )
        for customer, one in found.items()
    }
    note = Note("no_rhythm") if rows else Note("no_history")
    return Learning(rows, (), proposed(log, asof, customers, policy), note)
