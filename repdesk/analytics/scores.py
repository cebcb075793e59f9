"""The score of every customer: likely, drift, deal, debt, floor, cadence (KPIS §6), line by line.

Parts and score are minor units, each rounded once, and the factor has six decimals: so the parts
times the factor are the score as anybody may add it up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from repdesk.analytics.accounts import Account, Accounts, accounts, exists
from repdesk.analytics.cadence import factor
from repdesk.analytics.learned import Learned, Learning
from repdesk.analytics.parts import DealPart, DebtPart, deal_parts, debt_parts
from repdesk.analytics.situation import Situation
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy

try:
    from repdesk.analytics.learning import learn
except ImportError as error:
    if (error.name or "numpy").partition(".")[0] != "numpy":
        raise
    from repdesk.analytics.learned import unlearned as learn

DIGITS = 6
"""Decimals of the cadence factor."""


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


def scores(now: Situation) -> Scores:
    """Score every customer known on the day (not archived)."""
    last, policy = now.day.isoformat(), now.policy
    alive = [each for each in now.book.customers() if exists(now.book, each, last)]
    log, unit = now.sold.log, 10.0 ** minor_digits(policy.currency)
    learning = learn(log, now.day.toordinal(), policy)
    standing = accounts(now.book, alive, now.day, policy, log)
    deals = deal_parts(now.book, now.deals, policy)
    debts = debt_parts(now.owed, policy)
    values = [row.value for each in alive if (row := learning.rows.get(each.id)) is not None]
    usual = median(values) * unit if values else 0.0
    floors = {tier.name: half_up(tier.floor * usual) for tier in policy.tiers}
    rows = []
    for account, interval in zip(standing.rows, standing.interval, strict=True):
        id_ = account.customer.id
        learned = learning.rows.get(id_)
        value = likely = drift = deal = 0
        if learned is not None:
            value = half_up(learned.value * unit)
            likely, drift = half_up(learned.likely * unit), half_up(learned.drift * unit)
        if id_ in deals:
            deal = sum([half_up(part.amount) for part in deals[id_]])
        debt = half_up(debts[id_].amount) if id_ in debts else 0
        total = likely + drift + deal + debt
        floor = max(floors[account.tier.name] - total, 0)
        since = _since(account, learned, policy)
        cadence = round(factor(since, interval, policy), DIGITS)
        rows.append(
            ScoreRow(
                account,
                learned,
                value,
                likely,
                drift,
                deal,
                debt,
                floor,
                cadence,
                half_up((total + floor) * cadence),
                drift * cadence if learned is not None and learned.may_slot else 0.0,
                interval,
                since,
            )
        )
    return Scores(tuple(rows), deals, debts, standing, learning)


def _since(account: Account, learned: Learned | None, policy: Policy) -> int | None:
    """Return the days since the last contact, or order if those count; None: neither yet."""
    if learned is None or not policy.orders_are_contacts:
        return account.since
    return learned.since if account.since is None else min(account.since, learned.since)
