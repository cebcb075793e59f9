"""Books of sales with everything a number can be taken apart by, and sums that are no whole cents.

`tables` draws them; `nets` and `kept` are the slow plain readings they are held against.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Line, Order, Payment, Product, Rate
from repdesk.domain.record import Record

DAY = date(2026, 6, 30)
Rows = dict[str, list[Any]]

_days = st.integers(-60, 500).map(lambda back: (DAY - timedelta(days=back)).isoformat())
_who = st.integers(0, 5).map("c{}".format)
_qty = st.sampled_from(["1", "3", "2.5", "-1"])
_price = st.sampled_from(["0", "0.0345", "19.99", "1000", "33.335"])
_lines = st.lists(
    st.builds(
        Line,
        product=st.sampled_from(["p0", "p1", "p2", "gone"]),
        qty=_qty,
        price=_price,
        discount=st.sampled_from([None, "0.05"]),
        cost=st.sampled_from([None, "7"]),
    ),
    max_size=3,
).map(tuple)
_orders = st.tuples(
    _who,
    _days,
    st.sampled_from(["confirmed", "announced", "cancelled"]),
    st.sampled_from(["", "visit", "微信"]),
    st.sampled_from([None, "USD", "XXX"]),
    _lines,
)
_ends = st.sampled_from(["lead", "contacted", "quote", "won", "lost"])


def customers() -> list[Record]:
    """Six customers; the last has nothing but a name."""
    found: list[Record] = [
        Customer(
            id=f"c{at}",
            created="2024-01-01T00:00:00+08:00",
            name="张家港华昌",
            zone=("苏州", "无锡")[at % 2],
            type=("终端", "", "[/] ${x}")[at % 3],
            tags=((), ("b", "a"), ("a",))[at % 3],
            source=("", "fair")[at % 2],
        )
        for at in range(5)
    ]
    return [*found, Customer(id="c5", created="2024-01-01T00:00:00+08:00", name="x")]


def products() -> list[Record]:
    """Three products, one without a category, one without a cost."""
    return [
        Product(id="p0", code="P0", category="pumps", cost="5"),
        Product(id="p1", code="P1", category="seals"),
        Product(id="p2", code="P2", cost="1.115"),
    ]


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """The tables of a book of sales, credits, payments, visits, promises and deals."""
    orders = [
        Order(
            id=f"o{at:03}", customer=who, date=day, state=state, channel=channel,
            currency=currency, lines=lines,
        )
        for at, (who, day, state, channel, currency, lines) in enumerate(
            draw(st.lists(_orders, max_size=12))
        )
    ]  # fmt: skip
    notes = []
    if orders:
        for at, (named, all_of_it) in enumerate(
            draw(st.lists(st.tuples(st.sampled_from(orders), st.booleans()), max_size=2))
        ):
            back = named.lines if all_of_it else named.lines[:1]
            lines = tuple(
                Line(product=each.product, qty=_turned(each.qty), price=each.price,
                     discount=each.discount)
                for each in back
            )  # fmt: skip
            notes.append(
                Order(id=f"r{at:03}", customer=named.customer, date=named.date,
                      currency=named.currency, credits=named.id, lines=lines)
            )  # fmt: skip
    deals = [
        Deal(id=f"d{at:03}", customer=who, created=day, product=product, source=source)
        for at, (who, day, product, source) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        _who, _days, st.sampled_from([None, "p0"]), st.sampled_from(["", "web"])
                    ),
                    max_size=8,
                )
            )
        )
    ]
    events = [
        StageEvent(
            id=f"e{at:03}", deal=deal, at=day, stage=stage,
            reason="price" if stage == "lost" else None,
        )
        for at, (deal, day, stage) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.sampled_from([each.id for each in deals] or [""]), _days, _ends),
                    max_size=14 if deals else 0,
                )
            )
        )
    ]  # fmt: skip
    payments = [
        Payment(id=f"m{at:03}", customer=who, date=day, amount=amount, order=order)
        for at, (who, day, amount, order) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        _who,
                        _days,
                        st.integers(0, 90_000),
                        st.sampled_from([None, *(each.id for each in orders)]),
                    ),
                    max_size=4,
                )
            )
        )
    ]
    held = draw(st.lists(st.tuples(_who, _days, st.sampled_from(["visit", "call"])), max_size=5))
    return {
        "customers": customers(),
        "products": products(),
        "orders": [*orders, *notes],
        "rates": [Rate(id="r", currency="USD", date="2020-01-01", rate="7.1234")],
        "deals": deals,
        "stage_events": events,
        "payments": payments,
        "interactions": [
            Interaction(id=f"i{at}", customer=who, at=f"{day}T10:00:00+08:00", kind=kind)
            for at, (who, day, kind) in enumerate(held)
        ],
        "followups": [
            Followup(id=f"f{at}", customer=who, due=day, state="done", closed=day)
            for at, (who, day, _kind) in enumerate(held)
        ],
    }


def _turned(qty: str) -> str:
    return qty[1:] if qty.startswith("-") else f"-{qty}"


def nets(rows: Rows, first: str, last: str) -> Iterator[tuple[Order, Line, Fraction]]:
    """Every line that counts in a period, with its exact net in the book's currency."""
    for order in rows["orders"]:
        if order.state == "cancelled" or order.currency == "XXX" or not first <= order.date <= last:
            continue
        rate = Fraction("7.1234") if order.currency else Fraction(1)
        for line in order.lines:
            net = Fraction(line.qty) * Fraction(line.price) * (1 - Fraction(line.discount or "0"))
            yield order, line, net * rate


def kept(rows: Rows, first: str, last: str, day: str = DAY.isoformat()) -> list[Order]:
    """The purchases of a period: neither credit notes nor fully credited up to the day."""
    totals: dict[str, Fraction] = {}
    credited: set[str] = set()
    for order, _line, net in nets(rows, "", day):
        totals[order.id] = totals.get(order.id, Fraction()) + net
    whole = dict(totals)
    for order in rows["orders"]:
        if order.credits and order.id in totals and order.credits in whole:
            whole[order.credits] += totals[order.id]
            credited.add(order.credits)
    return [
        order
        for order in rows["orders"]
        if order.id in totals
        and first <= order.date <= last
        and not order.credits
        and totals[order.id] >= 0
        and not (order.id in credited and whole[order.id] <= 0)
    ]
