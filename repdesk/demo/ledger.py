"""Orders numbered as they came, what was paid for them and what came back."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

import msgspec

from repdesk.demo.maker import TODAY, Maker, iso, moment, working
from repdesk.demo.territory import Account
from repdesk.domain.order import Line, Order, order_net
from repdesk.domain.period import month_end

TAX = "0.13"
CHANNELS = (("message", 0.45), ("call", 0.25), ("email", 0.2), ("visit", 0.1))
FIRST_NUMBER = 20_418
ANNOUNCED = 3
"""The newest orders, which the company's export does not know yet."""
DEPOSIT_ABOVE = 6_000_000
"""Minor units from which on a deposit may be asked for."""


class Booked(NamedTuple):
    """An order in the making."""

    day: int
    account: Account
    lines: tuple[Line, ...]
    deal: str | None = None
    unpaid: bool = False


def gross(*orders: Order) -> int:
    """Return the gross amount of an order and its credit notes in minor units."""
    net = sum((order_net(order) * (1 + Decimal(order.tax or "0")) for order in orders), Decimal())
    return int((net * 100).quantize(Decimal(1), ROUND_HALF_UP))


def due_day(account: Account, day: int) -> int:
    """Return the day an order of that day is due by the customer's terms."""
    terms = account.customer.terms
    if isinstance(terms, int):
        return day + terms
    return month_end(date.fromordinal(day)).toordinal() + 30


class Ledger:
    """Collects orders, then enters them by date with numbers, payments and credit notes."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._booked: dict[str, list[Booked]] = {}
        self._number = FIRST_NUMBER
        self._owed: list[tuple[Account, int, int]] = []

    def book(self, day: int, account: Account, lines: list[Line], **known: Any) -> None:
        """Take an order down; `known`: the deal it won, whether it stays unpaid."""
        rows = self._booked.setdefault(account.id, [])
        rows.append(Booked(day, account, tuple(lines), **known))

    def link_first(self, account: Account, deal: str) -> tuple[Line, ...]:
        """Say that the account's first order won that deal; returns the order's lines."""
        rows = sorted(self._booked[account.id], key=lambda row: row.day)
        rows[0] = rows[0]._replace(deal=deal)
        self._booked[account.id] = rows
        return rows[0].lines

    def days_of(self, account: Account) -> list[int]:
        """Return the days of the account's orders so far, oldest first."""
        return sorted(row.day for row in self._booked.get(account.id, ()))

    def booked(self) -> list[tuple[Account, int, Line]]:
        """Return (account, day, first line) of every order so far, the oldest first."""
        rows = [row for booked in self._booked.values() for row in booked]
        rows.sort(key=lambda row: (row.day, row.account.customer.code))
        return [(row.account, row.day, row.lines[0]) for row in rows]

    def enter(self, returns: bool = True) -> None:
        """Add all orders, the oldest first, each with what came of it (and credit notes)."""
        booked = [row for rows in self._booked.values() for row in rows]
        booked.sort(key=lambda row: (row.day, row.account.customer.code))
        for place, row in enumerate(booked, start=1):
            self._number += self._maker.whole(1, 3)
            cancelled = row.deal is None and not row.unpaid and self._maker.chance(0.006)
            state = "announced" if place > len(booked) - ANNOUNCED else "confirmed"
            order = self._order(row, "cancelled" if cancelled else state)
            if not cancelled:
                owed = gross(order, *(self._returns(row, order) if returns else ()))
                owed -= 0 if row.unpaid else self._pay(row, order, owed)
                if owed > 0:
                    self._owed.append((row.account, due_day(row.account, row.day), owed))

    def _order(self, row: Booked, state: str) -> Order:
        maker = self._maker
        order: Order = maker.add(
            "orders",
            moment(row.day, maker.whole(9, 17), maker.whole(0, 59)),
            customer=row.account.id,
            deal=row.deal,
            date=iso(row.day),
            due=iso(due_day(row.account, row.day)),
            number="" if state == "announced" else f"XS{self._number}",
            state=state,
            tax="0" if row.account.foreign else TAX,
            channel="email" if row.account.foreign else maker.weighted(CHANNELS),
            lines=row.lines,
        )
        return order

    def _returns(self, row: Booked, order: Order) -> list[Order]:
        """Add, rarely, a credit note for a part of the first line."""
        maker = self._maker
        first = row.lines[0]
        day = working(row.day + maker.whole(5, 12))
        if int(first.qty) < 20 or first.discount or day >= TODAY or not maker.chance(0.02):
            return []
        back = int(first.qty) // maker.whole(20, 60) * 10 or 10
        note: Order = maker.add(
            "orders",
            moment(day, 15, 20),
            customer=row.account.id,
            date=iso(day),
            number=f"TH{order.number[2:]}",
            credits=order.id,
            tax=order.tax,
            lines=(msgspec.structs.replace(first, qty=str(-back)),),
        )
        return [note]

    def _pay(self, row: Booked, order: Order, owed: int) -> int:
        """Add what the customer paid of the order before today; returns the sum."""
        maker, account = self._maker, row.account
        late = account.slow + maker.whole(-4, 6)
        if maker.chance(0.04):
            late += maker.whole(15, 40)
        parts = [(due_day(account, row.day) + late, owed)]
        if owed > DEPOSIT_ABOVE and maker.chance(0.4):
            deposit = round(owed * 0.3 / 10_000) * 10_000
            parts = [(row.day + maker.whole(2, 6), deposit), (parts[0][0], owed - deposit)]
        paid = 0
        for day, amount in parts:
            when = working(max(day, row.day + 1))
            if when < TODAY:
                maker.add(
                    "payments",
                    moment(when, maker.whole(9, 16), maker.whole(0, 59)),
                    customer=account.id,
                    order=order.id,
                    date=iso(when),
                    amount=amount,
                )
                paid += amount
        return paid

    def overdue(self, day: int = TODAY) -> list[tuple[Account, int, int]]:
        """Return (account, minor units, days overdue) of every order overdue, longest first."""
        late = [(account, owed, day - due) for account, due, owed in self._owed if due < day]
        return sorted(late, key=lambda row: (-row[2], row[0].id))
