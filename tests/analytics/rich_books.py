"""Books with everything a KPI depends on, drawn for Hypothesis: sizes one by one, rows by seed.

Credits, partial and over-payments, prepayments, missing costs, foreign money with and without a
rate, announced and cancelled orders, several dues, spends, deals, promises, targets.
"""

from datetime import date, timedelta
from math import isfinite
from random import Random

from hypothesis import strategies as st

from repdesk.analytics.results import Figure
from repdesk.domain.customer import TIERS, Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Due, Line, Order, Payment, Product, Rate, Spend
from repdesk.domain.target import Target
from tests.analytics.books import AFTER, FIRST, Tables

MOST = {
    "orders": 30,
    "notes": 4,
    "payments": 10,
    "interactions": 12,
    "followups": 6,
    "deals": 9,
    "events": 20,
    "spends": 3,
    "rates": 3,
    "targets": 4,
}
STATES = ("confirmed", "confirmed", "announced", "cancelled")
TERMS = (None, None, 0, 45, "eom+30")
PERIODS = ("2026-04", "2026-05", "2026-06", "2026-Q1", "2026-Q2", "2026", "2025")
STAGES = ("lead", "contacted", "quote", "won", "lost")


PEOPLE = 10
"""Customers who order."""
EDGES = ("2025-06-30", "2026-03-31", "2026-04-01", "2026-05-31", "2026-06-01", "2026-06-30")
"""Days on which periods begin and end: many things happen on them, and on the same day."""
LATELY = date(2026, 1, 1)


def some_day(chance: Random) -> str:
    """A day of the books: on an edge, lately, or any."""
    where = chance.random()
    if where < 0.2:
        return chance.choice(EDGES)
    first = LATELY if where < 0.6 else FIRST
    return (first + timedelta(chance.randint(0, (AFTER - first).days))).isoformat()


@st.composite
def rich_tables(draw: st.DrawFn) -> Tables:
    """The tables of a book of twelve customers, two of whom never order, and three products."""
    counts = {name: draw(st.integers(0, most)) for name, most in MOST.items()}
    return drawn(Random(draw(st.integers(0, 2**32 - 1))), counts)


def drawn(chance: Random, counts: dict[str, int]) -> Tables:
    """The tables with so many rows of each kind."""
    makers = _Makers(chance)
    orders = [makers.order(f"o{at:02}") for at in range(counts["orders"])]
    notes = [makers.note(f"r{at:02}", orders) for at in range(counts["notes"]) if orders]
    deals = [makers.deal(f"d{at}") for at in range(counts["deals"])]
    return {
        "customers": [
            Customer(
                id=f"c{at}",
                name="张家港华昌",
                terms=chance.choice(TERMS),
                own_tier=chance.choice(TIERS),
                interval_days=chance.choice([None, None, 45]),
                do_not_contact=chance.random() < 0.1,
            )
            for at in range(PEOPLE + 2)
        ],
        "products": [
            Product(id="p", code="P", cost="6.5", category="pumps"),
            Product(id="q", code="Q", cost=None, category="filters"),
            Product(id="r", code="R", cost="0.0101"),
        ],
        "orders": [*orders, *notes],
        "payments": [makers.payment(f"m{at:02}", orders) for at in range(counts["payments"])],
        "interactions": [makers.interaction(f"i{at:02}") for at in range(counts["interactions"])],
        "followups": [makers.followup(f"f{at}") for at in range(counts["followups"])],
        "deals": deals,
        "stage_events": [
            makers.event(f"e{at:02}", deals) for at in range(counts["events"]) if deals
        ],
        "spends": [
            Spend(
                id=f"s{at}",
                date=some_day(chance),
                amount=chance.randint(0, 90_000),
                kind=chance.choice(["acquisition", "service"]),
            )
            for at in range(counts["spends"])
        ],
        "rates": [
            Rate(
                id=f"k{at}",
                currency="USD",
                date=some_day(chance),
                rate=chance.choice(["7", "7.15"]),
            )
            for at in range(counts["rates"])
        ],
        "targets": list(
            {
                period: Target(
                    id=f"t{period}",
                    metric="sales_net",
                    period=period,
                    value=chance.randint(0, 10**7),
                )
                for period in chance.sample(PERIODS, counts["targets"])
            }.values()
        ),
    }


class _Makers:
    """Makes one row of a kind."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance

    def who(self) -> str:
        return f"c{self.chance.randint(1, PEOPLE)}"

    def line(self) -> Line:
        pick = self.chance.choice
        return Line(
            product=pick("pqr"),
            qty=pick(["1", "2", "0.5", "20"]),
            price=pick(["10", "19.99", "0.0345", "1234.56"]),
            discount=pick([None, None, "0.1", "0.125"]),
            net=pick([None, None, None, "33.333"]),
            cost=pick([None, None, "4.2"]),
        )

    def order(self, id_: str) -> Order:
        pick, day = self.chance.choice, some_day(self.chance)
        lines = tuple(self.line() for _line in range(pick([0, 1, 1, 2, 3])))
        if self.chance.random() < 0.1:
            lines = (Line(product="p", qty="-1", price="5"),)
        later = (date.fromisoformat(day) + timedelta(self.chance.randint(0, 90))).isoformat()
        dues: tuple[Due, ...] = ()
        if self.chance.random() < 0.2:
            dues = (Due(date=day, amount=pick([500, 2000])), Due(date=later, amount=700))
        return Order(
            id=id_,
            customer=self.who(),
            date=day,
            state=pick(STATES),
            due=pick([None, None, later]),
            dues=dues,
            tax=pick([None, None, "0.13"]),
            currency=pick([None, None, None, "CNY", "USD"]),
            rate=pick([None, "6.9"]),
            lines=lines,
        )

    def note(self, id_: str, orders: list[Order]) -> Order:
        named = self.chance.choice(orders)
        day = max(some_day(self.chance), named.date)
        lines = tuple(
            Line(product=line.product, qty=f"-{line.qty.lstrip('-')}", price=line.price, net=None)
            for line in named.lines[: self.chance.choice([1, 1, 3])]
        )
        return Order(
            id=id_,
            customer=named.customer,
            date=day,
            credits=named.id,
            tax=named.tax,
            currency=named.currency,
            rate=named.rate,
            lines=lines,
        )

    def payment(self, id_: str, orders: list[Order]) -> Payment:
        named = self.chance.choice([None, *orders])
        return Payment(
            id=id_,
            customer=self.who() if named is None else named.customer,
            date=some_day(self.chance),
            amount=self.chance.choice([-500, 0, 1130, 3766, 99_999, 2_790_105]),
            order=None if named is None else named.id,
        )

    def interaction(self, id_: str) -> Interaction:
        return Interaction(
            id=id_,
            customer=self.who(),
            at=f"{some_day(self.chance)}T12:00:00+08:00",
            kind=self.chance.choice(
                ["visit", "visit", "call", "message", "email", "note", "missed"]
            ),
            outcome=self.chance.choice([None, "positive", "not_reached"]),
        )

    def followup(self, id_: str) -> Followup:
        due = some_day(self.chance)
        closed = self.chance.choice([None, due, some_day(self.chance)])
        return Followup(
            id=id_,
            customer=self.who(),
            due=due,
            kind=self.chance.choice(["promise", "payment"]),
            amount=self.chance.choice([None, 5000]),
            owner=self.chance.choice(["me", "me", "them"]),
            state="open" if closed is None else self.chance.choice(["done", "done", "dropped"]),
            closed=closed,
        )

    def deal(self, id_: str) -> Deal:
        return Deal(
            id=id_,
            customer=f"c{self.chance.randint(0, PEOPLE + 1)}",
            created=some_day(self.chance),
            amount=self.chance.choice([None, 0, 120_000]),
        )

    def event(self, id_: str, deals: list[Deal]) -> StageEvent:
        return StageEvent(
            id=id_,
            deal=self.chance.choice(deals).id,
            at=some_day(self.chance),
            stage=self.chance.choice(STAGES),
        )


def sound(found: Figure) -> bool:
    """Whether it is a finite number, or says why there is none."""
    values = [found.value, found.low, found.high]
    told = [float(value) for value in values if value is not None]
    return all(map(isfinite, told)) and (found.value is not None or found.note is not None)
