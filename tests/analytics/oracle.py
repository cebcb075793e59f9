"""What KPIS.md §1-3 starts from, once more: slow, plain, over lists of records, in fractions.

Written from the definitions alone. It shares nothing with the product but the records' fields and
the arithmetic of periods; amounts are minor units.
"""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median
from typing import Any

from repdesk.domain.period import Period, month_end
from repdesk.domain.policy import Policy
from tests.analytics.oracle_deals import read_deals

CENT = 100


def half_up(value: Fraction) -> int:
    """Rounded half away from zero."""
    whole = abs(value) + Fraction(1, 2)
    return (whole.numerator // whole.denominator) * (1 if value >= 0 else -1)


@dataclass(frozen=True)
class Sold:
    """An order or credit note that counts: `net` and `gross` in minor units of the book."""

    row: Any
    net: Fraction
    gross: int
    rate: Fraction
    credit: bool


class Oracle:
    """The numbers of some rows, in a period, as of a day."""

    def __init__(self, rows: dict[str, list[Any]], period: Period, day: date, policy: Policy):
        self.rows, self.period, self.policy = rows, period, policy
        self.day = day.isoformat()
        self.first = period.first.isoformat()
        self.last = min(period.last, day).isoformat()
        self.eve = (period.first - timedelta(1)).isoformat()
        self.sold, self.left_out = self._read_sales()
        self.purchases = [sale for sale in self.sold if self._is_purchase(sale)]
        self.deals = read_deals(rows, self.day)

    def table(self, name: str) -> list[Any]:
        return self.rows.get(name, [])

    # -- sales

    def _rate(self, order: Any) -> Fraction | None:
        if order.currency in (None, self.policy.currency):
            return Fraction(1)
        if order.rate is not None:
            return Fraction(order.rate)
        known = [r for r in self.table("rates") if r.currency == order.currency]
        known = [r for r in known if r.date <= order.date]
        return Fraction(max(known, key=lambda r: (r.date, r.id)).rate) if known else None

    def _read_sales(self) -> tuple[list[Sold], list[str]]:
        sold, left_out = [], []
        for order in sorted(self.table("orders"), key=lambda row: (row.date, row.id)):
            if order.state == "cancelled" or order.date > self.day:
                continue
            rate = self._rate(order)
            if rate is None:
                left_out.append(order.id)
                continue
            net = sum((line_net(line) for line in order.lines), Fraction()) * rate * CENT
            gross = half_up(net * (1 + Fraction(order.tax or 0)))
            credit = order.credits is not None or net < 0
            sold.append(Sold(order, net, gross, rate, credit))
        return sold, left_out

    def notes(self, order_id: str, until: str) -> list[Sold]:
        return [s for s in self.sold if s.row.credits == order_id and s.row.date <= until]

    def _is_purchase(self, sale: Sold) -> bool:
        if sale.credit or not sale.row.lines:
            return False
        notes = self.notes(sale.row.id, self.day)
        return not notes or sale.net + sum(note.net for note in notes) > 0

    def within(self, first: str, last: str) -> list[Sold]:
        return [sale for sale in self.sold if first <= sale.row.date <= last]

    def mine(self) -> list[Sold]:
        return self.within(self.first, self.last)

    def net(self, first: str, last: str) -> Fraction:
        return sum((sale.net for sale in self.within(first, last)), Fraction())

    def began(self) -> str | None:
        orders = self.table("orders")
        days = [o.date for o in orders if o.state != "cancelled" and o.credits is None]
        return min(days) if days else None

    def silent(self) -> bool:
        began = self.began()
        return began is None or self.first > self.day or self.last < began

    # -- who bought

    def bought(self, day: str) -> dict[str, list[str]]:
        """Every customer's order days up to a day."""
        days: dict[str, set[str]] = {}
        for sale in self.purchases:
            if sale.row.date <= day:
                days.setdefault(sale.row.customer, set()).add(sale.row.date)
        return {who: sorted(found) for who, found in days.items()}

    def active(self, day: str) -> set[str]:
        found = set()
        for who, days in self.bought(day).items():
            limit: Fraction = Fraction(365)
            gaps = [days_from(a, b) for a, b in itertools.pairwise(days)]
            if self.policy.active_days is not None:
                limit = Fraction(self.policy.active_days)
            elif len(gaps) >= 2:
                limit = min(max(2 * Fraction(median(gaps)), Fraction(30)), Fraction(365))
            if days_from(days[-1], day) <= limit:
                found.add(who)
        return found

    # -- costs

    def profit(self, sales: Iterable[Sold], product: str | None = None) -> tuple[Any, Any, int]:
        """Net and profit of the lines with a cost, and how many lines have none."""
        costs = {row.id: row.cost for row in self.table("products")}
        net, gained, without = Fraction(), Fraction(), 0
        for sale in sales:
            for line in sale.row.lines:
                if product is not None and line.product != product:
                    continue
                if line.cost is not None:
                    cost = Fraction(line.cost) * Fraction(line.qty) * sale.rate
                elif costs.get(line.product) is not None:
                    cost = Fraction(costs[line.product]) * Fraction(line.qty)
                else:
                    without += 1
                    continue
                worth = line_net(line) * sale.rate
                net += worth * CENT
                gained += (worth - cost) * CENT
        return net, gained, without

    # -- money owed

    def owed(self, day: str) -> list[tuple[str, int, int, list[tuple[str, int]]]]:
        """(order, bill, applied, [(due day, open)]) of every order up to a day."""
        found = []
        for sale in self.sold:
            order = sale.row
            if sale.credit or order.date > day:
                continue
            bill = max(sale.gross + sum(note.gross for note in self.notes(order.id, day)), 0)
            paid = sum(
                row.amount
                for row in self.table("payments")
                if row.order == order.id and row.date <= day
            )
            applied = min(max(paid, 0), bill)
            found.append((order.id, bill, applied, self._dues(order, bill - applied)))
        return found

    def _dues(self, order: Any, left: int) -> list[tuple[str, int]]:
        dues = sorted((due.date, due.amount) for due in order.dues)
        if not dues:
            return [(self._due(order), left)] if left else []
        found = []
        for due, amount in reversed(dues[1:]):
            share = min(max(amount, 0), left)
            left -= share
            found.append((due, share))
        found.append((dues[0][0], left))
        return [(due, share) for due, share in found if share]

    def _due(self, order: Any) -> str:
        if order.due:
            return str(order.due)
        terms: Any = self.policy.terms_days
        for customer in self.table("customers"):
            if customer.id == order.customer and customer.terms is not None:
                terms = customer.terms
        day = date.fromisoformat(order.date)
        if isinstance(terms, str):
            return (month_end(day) + timedelta(int(terms[4:]))).isoformat()
        return (day + timedelta(terms)).isoformat()


def line_net(line: Any) -> Fraction:
    """A line's net in its order's currency."""
    if line.net is not None:
        return Fraction(line.net)
    return Fraction(line.qty) * Fraction(line.price) * (1 - Fraction(line.discount or 0))


def days_from(first: str | None, last: str | None) -> int:
    """Days from one ISO day to another."""
    return (date.fromisoformat(str(last)[:10]) - date.fromisoformat(str(first)[:10])).days


def every_day(first: str, last: str) -> list[str]:
    """All days from first to last."""
    start = date.fromisoformat(first)
    return [(start + timedelta(at)).isoformat() for at in range(days_from(first, last) + 1)]
