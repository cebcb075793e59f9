"""The score of every customer: likely, drift, deal, debt, floor, cadence (KPIS §6), as columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from repdesk.analytics.accounts import Account, account, exists, own_tier
from repdesk.analytics.cadence import factor
from repdesk.analytics.capacity import VISIT_SHARE, stretch
from repdesk.analytics.ledger import Ledger
from repdesk.analytics.listing import drift_part, may_take_slot
from repdesk.analytics.parts import DealPart, DebtPart, deal_parts, debt_parts
from repdesk.analytics.rhythm import Flags, Floats, Ints, OrderDays, Rhythm, fit, order_days
from repdesk.analytics.situation import Situation
from repdesk.analytics.tiers import Ratings, propose
from repdesk.domain.customer import Customer
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy


class ScoreRow(NamedTuple):
    """One account's line of the scores, as plain numbers; the rhythm's are 0 without an order."""

    account: Account
    likely: float
    drift: float
    deal: float
    debt: float
    floor: float
    cadence: float
    score: float
    interval: float
    orders: int
    since: int
    gap: float
    p_order: float
    p_lapse: float


@dataclass(frozen=True, slots=True)
class Scores:
    """One row an account, by id; money in minor units. `row` is its line in `rhythm`, -1: no order.

    `pull` is what a fifth place is given by: drift x cadence of those who may take one, else 0.
    """

    accounts: tuple[Account, ...]
    rhythm: Rhythm
    row: Ints
    likely: Floats
    drift: Floats
    deal: Floats
    debt: Floats
    floor: Floats
    cadence: Floats
    score: Floats
    pull: Floats
    interval: Floats
    deals: dict[str, tuple[DealPart, ...]]
    debts: dict[str, DebtPart]

    def rows(self) -> list[ScoreRow]:
        """Return the lines as plain numbers, in the order of the accounts."""
        columns = (
            *(self.likely, self.drift, self.deal, self.debt, self.floor),
            *(self.cadence, self.score, self.interval),
        )
        learned = (
            *(self.rhythm.orders, self.rhythm.since, self.rhythm.expected_gap),
            *(self.rhythm.p_order, self.rhythm.p_lapse),
        )
        lists = [column.tolist() for column in columns]
        lists += [_spread(self.row, values).tolist() for values in learned]
        return [ScoreRow(*line) for line in zip(self.accounts, *lists, strict=True)]


def order_log(sold: Ledger, index: dict[str, int], asof: int, currency: str) -> OrderDays:
    """Return the order days of a ledger in minor units: purchases at what credits left of them."""
    unit = 10.0 ** minor_digits(currency)
    customers, days, nets = sold.log
    return order_days(
        np.array([index[customer] for customer in customers], np.int64),
        np.array(days, np.int64),
        np.array(nets, np.float64) * unit,
        asof,
    )


def _ratings(customers: Sequence[Customer]) -> Ratings:
    def column(what: str) -> Floats:
        marks = [
            getattr(customer.ratings, what) if customer.ratings is not None else None
            for customer in customers
        ]
        return np.array([np.nan if mark is None else mark for mark in marks], np.float64)

    demand = [customer.annual_demand for customer in customers]
    return Ratings(
        fit=column("fit"),
        potential=column("potential"),
        strategic=column("strategic"),
        annual_demand=np.array([np.nan if each is None else each for each in demand], np.float64),
    )


def _accounts(now: Situation, alive: list[Customer], days: OrderDays) -> tuple[Account, ...]:
    """Return every account with its tier: own, else marked, else first proposed, else general."""
    last = now.day.isoformat()
    ordered: list[int] = np.unique(days.customer).tolist()
    proposal = propose(days, _ratings([alive[at] for at in ordered]), now.policy)
    first_seen = dict(zip(ordered, proposal.tier, strict=True))
    return tuple(
        account(
            now.book,
            customer,
            now.policy.tier(own_tier(now.book, customer, last) or first_seen.get(at)),
            last,
        )
        for at, customer in enumerate(alive)
    )


def _intervals(accounts: Sequence[Account], now: Situation) -> Floats:
    """Return everyone's interval in days, stretched to what the rep can do."""
    factor_ = stretch(
        (
            (VISIT_SHARE.get(each.channel, 1.0), each.interval)
            for each in accounts
            if not each.customer.do_not_contact
        ),
        now.day,
        now.policy,
    )
    return np.array([each.interval * factor_ for each in accounts], np.float64)


def scores(now: Situation) -> Scores:
    """Score every customer known on the day (not archived)."""
    last, policy = now.day.isoformat(), now.policy
    alive = [each for each in now.book.customers() if exists(now.book, each, last)]
    ids = [each.id for each in alive]
    others = sorted(now.sold.customers.difference(ids))
    index = {id_: at for at, id_ in enumerate((*ids, *others))}
    days = order_log(now.sold, index, now.day.toordinal(), policy.currency)
    _table, rhythm = fit(days, policy.horizon_days)
    n = len(ids)
    mine = rhythm.customer < n
    kept = days.customer < n
    accounts = _accounts(
        now, alive, OrderDays(days.asof, days.customer[kept], days.day[kept], days.amount[kept])
    )

    row = np.full(n, -1, np.int64)
    row[rhythm.customer[mine]] = np.flatnonzero(mine)
    drifting = drift_part(rhythm, policy)
    likely = _spread(row, rhythm.expected_orders * rhythm.value)
    drift = _spread(row, drifting)
    deals = deal_parts(now.book, now.deals, policy)
    debts = debt_parts(now.owed, policy)
    deal = np.array([sum(part.amount for part in deals.get(id_, ())) for id_ in ids], np.float64)
    debt = np.array([debts[id_].amount if id_ in debts else 0.0 for id_ in ids], np.float64)
    interval = _intervals(accounts, now)
    cadence = factor(_since(accounts, row, rhythm, policy), interval, policy)
    median = float(np.median(rhythm.value[mine])) if mine.any() else 0.0
    total = likely + drift + deal + debt
    floor = np.maximum(
        np.array([each.tier.floor for each in accounts], np.float64) * median - total, 0.0
    )
    may: Flags = _spread(row, may_take_slot(rhythm, drifting).astype(np.int64)) > 0
    return Scores(
        accounts=accounts,
        rhythm=rhythm,
        row=row,
        likely=likely,
        drift=drift,
        deal=deal,
        debt=debt,
        floor=floor,
        cadence=cadence,
        score=(total + floor) * cadence,
        pull=np.where(may, drift * cadence, 0.0),
        interval=interval,
        deals=deals,
        debts=debts,
    )


def _spread(row: Ints, values: NDArray[Any]) -> NDArray[Any]:
    """Return the values of the rhythm's rows by account, 0 for who never ordered."""
    found: NDArray[Any] = np.append(values, values.dtype.type(0))[row]
    return found


def _since(accounts: Sequence[Account], row: Ints, rhythm: Rhythm, policy: Policy) -> Floats:
    """Return the days since the last contact, or order if those count; NaN: neither yet."""
    since = np.array(
        [np.nan if each.since is None else each.since for each in accounts],
        np.float64,
    )
    if policy.orders_are_contacts:
        ordered = np.where(row >= 0, np.append(rhythm.since, 0)[row], np.nan)
        since = np.fmin(since, ordered)
    return since
