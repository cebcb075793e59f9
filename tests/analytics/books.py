"""Small books for the tests of the numbers: a builder and a Hypothesis strategy."""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Ratings
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Interaction, Stop
from repdesk.domain.order import Line, Order, Payment
from repdesk.domain.record import Record

DAY = date(2026, 6, 30)
FIRST = date(2024, 6, 1)
AFTER = date(2026, 9, 1)


def ago(days: int) -> str:
    """The ISO day so many days before DAY."""
    return (DAY - timedelta(days)).isoformat()


def order(id_: str, customer: str, day: str, net: str, **fields: Any) -> Order:
    """An order of one line that is worth net."""
    line = Line(product="p", qty="1", price=net)
    return Order(id=id_, customer=customer, date=day, lines=(line,), **fields)


def visit(id_: str, customer: str, day: str, **fields: Any) -> Interaction:
    """A visit at noon."""
    fields = {"kind": "visit", **fields}
    return Interaction(id=id_, customer=customer, at=f"{day}T12:00:00+08:00", **fields)


def customers(count: int, **fields: Any) -> list[Record]:
    """Customers c0, c1, …"""
    return [Customer(id=f"c{at}", name=f"[/] ${{{at}}}", **fields) for at in range(count)]


def steady(customer: str, every: int, times: int, last: int, net: str = "1000") -> list[Record]:
    """Orders every so many days, the last so many days ago."""
    return [
        order(f"o-{customer}-{at:03}", customer, ago(last + at * every), net) for at in range(times)
    ]


Tables = dict[str, list[Any]]
AMOUNTS = ("0", "0.0345", "19.99", "1000", "-50", "123456.78")
MOST = {
    "orders": 14,
    "notes": 3,
    "payments": 6,
    "interactions": 8,
    "followups": 4,
    "deals": 5,
    "events": 12,
    "stops": 2,
}
"""How many rows of each kind a drawn book has at most."""


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """The tables of a book of five customers with anything dated before and after DAY.

    How many rows there are is drawn one by one, what stands in them from one seed: that is quick.
    """
    counts = {name: draw(st.integers(0, most)) for name, most in MOST.items()}
    return _drawn(Random(draw(st.integers(0, 2**32 - 1))), counts)


def some_day(chance: Random, first: date = FIRST) -> str:
    """Any ISO day of the books, from `first` on."""
    return (first + timedelta(chance.randint(0, (AFTER - first).days))).isoformat()


def _drawn(chance: Random, counts: dict[str, int]) -> Tables:
    def who() -> str:
        return f"c{chance.randint(0, 4)}"

    def ids(letter: str, name: str) -> list[str]:
        return [f"{letter}{at:03}" for at in range(counts[name])]

    orders = [
        order(
            id_,
            who(),
            some_day(chance),
            chance.choice(AMOUNTS),
            state=chance.choice(["confirmed", "announced", "cancelled"]),
            tax=chance.choice([None, "0.13"]),
        )
        for id_ in ids("o", "orders")
    ]
    notes = []
    for id_ in ids("r", "notes") if orders else ():
        named, net = chance.choice(orders), chance.choice(["-19.99", "-1000", "-5"])
        day = max(some_day(chance), named.date)
        notes.append(order(id_, named.customer, day, net, credits=named.id))
    payments = [
        Payment(
            id=id_,
            customer=who(),
            date=some_day(chance),
            amount=chance.randint(-100, 200_000),
            order=chance.choice([None, *(each.id for each in orders)]),
        )
        for id_ in ids("m", "payments")
    ]
    interactions = [
        visit(
            id_,
            who(),
            some_day(chance),
            kind=chance.choice(["visit", "call", "note", "missed"]),
            outcome=chance.choice([None, "positive", "not_reached"]),
        )
        for id_ in ids("i", "interactions")
    ]
    followups = []
    for id_ in ids("f", "followups"):
        closed = chance.choice([None, some_day(chance)])
        followups.append(
            Followup(
                id=id_,
                customer=who(),
                due=some_day(chance),
                kind=chance.choice(["promise", "complaint", "payment"]),
                state="open" if closed is None else "done",
                closed=closed,
            )
        )
    deals = [
        Deal(
            id=id_,
            customer=who(),
            created=some_day(chance),
            amount=chance.choice([None, 0, 120_000]),
            expected_close=chance.choice([None, some_day(chance)]),
        )
        for id_ in ids("d", "deals")
    ]
    events = [
        StageEvent(
            id=id_,
            deal=chance.choice(deals).id,
            at=some_day(chance),
            stage=chance.choice(["lead", "contacted", "quote", "won", "lost"]),
        )
        for id_ in (ids("e", "events") if deals else ())
    ]
    accounts = [
        Customer(
            id=f"c{at}",
            name="张家港华昌",
            zone=chance.choice(["苏州", "无锡"]),
            own_tier=chance.choice([None, "VIP", "key"]),
            do_not_contact=chance.randint(0, 9) == 0,
            snooze_until=chance.choice([None, some_day(chance)]),
            ratings=chance.choice([None, Ratings(fit=5), Ratings(strategic=1)]),
        )
        for at in range(5)
    ]
    stops = [
        Stop(
            id=id_,
            customer=who(),
            date=DAY.isoformat(),
            state=chance.choice(["planned", "done", "moved"]),
        )
        for id_ in ids("s", "stops")
    ]
    return {
        "customers": accounts,
        "orders": [*orders, *notes],
        "payments": payments,
        "interactions": interactions,
        "followups": followups,
        "deals": deals,
        "stage_events": events,
        "stops": stops,
    }


def past(rows: Tables, day: date = DAY) -> Tables:
    """The rows a book would have held at the end of the day, reopened where closed later."""
    last = day.isoformat()
    dated = {"orders": "date", "payments": "date", "interactions": "at", "stage_events": "at"}
    return {
        name: [row for row in table if name not in dated or getattr(row, dated[name])[:10] <= last]
        for name, table in rows.items()
    }


def book(rows: Tables) -> Book:
    """A book of these rows."""
    return Book(rows)
