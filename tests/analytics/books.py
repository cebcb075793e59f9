"""Small books for the tests of the numbers: a builder and a Hypothesis strategy."""

from datetime import date, timedelta
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


SPAN = (AFTER - FIRST).days
days = st.integers(0, SPAN).map(lambda at: (FIRST + timedelta(at)).isoformat())
who = st.integers(0, 4).map("c{}".format)
amounts = st.sampled_from(["0", "0.0345", "19.99", "1000", "-50", "123456.78"])
Tables = dict[str, list[Any]]

# Built once: a strategy made anew for every book costs more than the book.
_any = st.integers(0, 999)
_orders = st.lists(
    st.tuples(
        who,
        days,
        amounts,
        st.sampled_from(["confirmed", "announced", "cancelled"]),
        st.sampled_from([None, "0.13"]),
    ),
    max_size=14,
)
_notes = st.lists(
    st.tuples(_any, days, st.sampled_from(["-19.99", "-1000", "-5"])),
    max_size=3,
)
_payments = st.lists(st.tuples(who, days, st.integers(-100, 200_000), st.none() | _any), max_size=6)
_interactions = st.lists(
    st.tuples(
        who,
        days,
        st.sampled_from(["visit", "call", "note", "missed"]),
        st.sampled_from([None, "positive", "not_reached"]),
    ),
    max_size=8,
)
_followups = st.lists(
    st.tuples(
        who,
        days,
        st.sampled_from(["promise", "complaint", "payment"]),
        st.just(("open", None)) | days.map(lambda day: ("done", day)),
    ),
    max_size=4,
)
_deals = st.lists(
    st.tuples(who, days, st.sampled_from([None, 0, 120_000]), st.none() | days), max_size=5
)
_events = st.lists(
    st.tuples(_any, days, st.sampled_from(["lead", "contacted", "quote", "won", "lost"])),
    max_size=12,
)
_accounts = st.tuples(
    st.sampled_from(["苏州", "无锡"]),
    st.sampled_from([None, "VIP", "key"]),
    st.integers(0, 9),
    st.none() | days,
    st.sampled_from([None, Ratings(fit=5), Ratings(strategic=1)]),
)
_five = st.tuples(*[_accounts] * 5)
_stops = st.lists(st.tuples(who, st.sampled_from(["planned", "done", "moved"])), max_size=2)


def _pick(rows: list[Any], at: int | None) -> str | None:
    """The id of one of the rows."""
    return rows[at % len(rows)].id if at is not None and rows else None


@st.composite
def tables(draw: st.DrawFn) -> Tables:
    """The tables of a book of five customers with anything dated before and after DAY."""
    orders = [
        order(f"o{at:03}", customer, day, net, state=state, tax=tax)
        for at, (customer, day, net, state, tax) in enumerate(draw(_orders))
    ]
    notes = []
    for at, (named, day, net) in enumerate(draw(_notes) if orders else []):
        row = orders[named % len(orders)]
        notes.append(order(f"r{at:03}", row.customer, max(day, row.date), net, credits=row.id))
    payments = [
        Payment(
            id=f"m{at:03}", customer=customer, date=day, amount=amount, order=_pick(orders, paid)
        )
        for at, (customer, day, amount, paid) in enumerate(draw(_payments))
    ]
    interactions = [
        visit(f"i{at:03}", customer, day, kind=kind, outcome=outcome)
        for at, (customer, day, kind, outcome) in enumerate(draw(_interactions))
    ]
    followups = [
        Followup(id=f"f{at:03}", customer=customer, due=due, kind=kind, state=state, closed=closed)
        for at, (customer, due, kind, (state, closed)) in enumerate(draw(_followups))
    ]
    deals = [
        Deal(
            id=f"d{at:03}", customer=customer, created=created, amount=amount, expected_close=close
        )
        for at, (customer, created, amount, close) in enumerate(draw(_deals))
    ]
    events = [
        StageEvent(id=f"e{at:03}", deal=str(_pick(deals, deal)), at=day, stage=stage)
        for at, (deal, day, stage) in enumerate(draw(_events) if deals else [])
    ]
    accounts = [
        Customer(
            id=f"c{at}",
            name="张家港华昌",
            zone=zone,
            own_tier=own_tier,
            do_not_contact=silent == 0,
            snooze_until=snoozed,
            ratings=ratings,
        )
        for at, (zone, own_tier, silent, snoozed, ratings) in enumerate(draw(_five))
    ]
    stops = [
        Stop(id=f"s{at}", customer=customer, date=DAY.isoformat(), state=state)
        for at, (customer, state) in enumerate(draw(_stops))
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
