"""The score of every customer: likely, drift, deal, debt, floor, cadence (KPIS §6), line by line.

Parts and score are minor units, each rounded once, and the factor has six decimals: so the parts
times the factor are the score as anybody may add it up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from repdesk.analytics.accounts import Account, Accounts, accounts, exists
from repdesk.analytics.cadence import factor
from repdesk.analytics.learned import Learned, Learning
from repdesk.analytics.parts import DealPart, DebtPart, deal_parts, debt_parts
from repdesk.analytics.situation import Situation
from repdesk.domain.customer import Customer
from repdesk.domain.money import minor_digits

try:
    from repdesk.analytics.learning import learn
except ImportError as error:
    if (error.name or "numpy").partition(".")[0] != "numpy":
        raise
    from repdesk.analytics.learned import unlearned as learn

DIGITS = 1e6
"""What the cadence factor is rounded by: six decimals."""


class ScoreRow(NamedTuple):
    """One account's line: money in minor units. `learned` None: no order yet; `value` of an order.

    `since` are the days since the last contact, or order where those count; None: neither yet.

    `pull` is what a fifth place is given by: drift x cadence of those who may take one, else 0.
    """

    account: Account
    learned: Learned | None
    value: int
    likely: int
    drift: int
    deal: int
    debt: int
    floor: int
    cadence: float
    score: int
    pull: float
    interval: float
    since: int | None


@dataclass(frozen=True, slots=True)
class Scores:
    """One row an account, by id; who has deals and debts, and how everybody stands and orders."""

    rows: tuple[ScoreRow, ...]
    deals: Mapping[str, tuple[DealPart, ...]]
    debts: Mapping[str, DebtPart]
    standing: Accounts
    learning: Learning

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The accounts, in the order of the rows."""
        return self.standing.rows


def half_up(amount: float) -> int:
    """Return an amount of 0 or more as whole minor units, rounded half-up."""
    return int(amount + 0.5)


def learned_of(now: Situation) -> Learning:
    """Return what the orders of a situation tell: it hangs on orders, customers and day alone."""
    return _learned(now, _alive(now))


def _learned(now: Situation, alive: Sequence[Customer]) -> Learning:
    own = {each.id: each for each in alive}
    return learn(now.sold.log, now.day.toordinal(), now.policy, own)


def _alive(now: Situation) -> list[Customer]:
    last = now.day.isoformat()
    return [each for each in now.book.customers() if exists(now.book, each, last)]


def scores(now: Situation, learning: Learning | None = None) -> Scores:
    """Score every customer known on the day (not archived).

    `learning` is what `learned_of` gives for this situation, where it is known already.
    """
    policy = now.policy
    log, unit = now.sold.log, 10.0 ** minor_digits(policy.currency)
    alive = _alive(now)
    if learning is None:
        learning = _learned(now, alive)
    standing = accounts(now.book, alive, now.day, policy, log, learning.first_seen)
    deals = deal_parts(now.book, now.deals, policy)
    debts = debt_parts(now.owed, policy)
    values = [
        row.value
        for each in standing.rows
        if (row := learning.rows.get(each.customer.id)) is not None
    ]
    usual = median(values) * unit if values else 0.0
    floors = {tier.name: half_up(tier.floor * usual) for tier in policy.tiers}
    told, counts = learning.rows.get, policy.orders_are_contacts
    rows = []
    for account, interval in zip(standing.rows, standing.interval, strict=True):
        id_, since = account.customer.id, account.since
        learned = told(id_)
        value = likely = drift = deal = debt = 0
        pull = 0.0
        if learned is not None:
            value = half_up(learned.value * unit)
            likely, drift = half_up(learned.likely * unit), half_up(learned.drift * unit)
            if counts and (since is None or learned.since < since):
                since = learned.since
        if id_ in deals:
            deal = sum([half_up(part.amount) for part in deals[id_]])
        if id_ in debts:
            debt = half_up(debts[id_].amount)
        total = likely + drift + deal + debt
        floor = max(floors[account.tier.name] - total, 0)
        cadence = half_up(factor(since, interval, policy) * DIGITS) / DIGITS
        if learned is not None and learned.may_slot:
            pull = drift * cadence
        score = half_up((total + floor) * cadence)
        parts = (value, likely, drift, deal, debt, floor, cadence, score)
        rows.append(ScoreRow(account, learned, *parts, pull, interval, since))
    return Scores(tuple(rows), deals, debts, standing, learning)
