"""Books for the brief: one customer of whom much is known, and any book with people and secrets."""

from datetime import date
from random import Random
from typing import Any

from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.brief import brief
from repdesk.analytics.results import Brief, BriefPart
from repdesk.analytics.situation import situation
from repdesk.domain.book import Book
from repdesk.domain.customer import POWERS, CompetitorPrice, Contact, Customer, Preferences
from repdesk.domain.deal import Competitor, Deal, StageEvent
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Line, Order, Payment, Product
from repdesk.domain.policy import Policy
from repdesk.wording.brief import Said, brief_lines
from tests.analytics.books import DAY, Tables
from tests.analytics.rich_books import rich_tables

SECRET = "隐私secret"
"""What no line of a brief may hold."""
POLICY = Policy()


def line(product: str, price: str, qty: str = "10", **fields: Any) -> Line:
    """A line of an order."""
    return Line(product=product, qty=qty, price=price, **fields)


def known() -> Tables:
    """A customer `c` of whom everything is known, as of 30 June 2026."""
    days = ("2026-02-01", "2026-03-16", "2026-04-28", "2026-06-08")
    return {
        "customers": [
            Customer(
                id="c",
                name="张家港华昌",
                code="K1",
                zone="苏州",
                own_tier="VIP",
                needs="short lead times",
                preferences=Preferences(channel="call"),
                competitors=(CompetitorPrice(name="Grundfos", price="205", date="2026-06-01"),),
            )
        ],
        "contacts": [
            Contact(
                id="w",
                customer="c",
                name="Wang Jun",
                role="purchasing",
                power="decides",
                channel="visit",
                best_time="Tue am",
                style="likes figures",
                phones=("138-0000-0001",),
                note=SECRET,
            ),
            Contact(id="l", customer="c", name="Li Na", role="finance", power="pays"),
            Contact(id="x", customer="c", name="Old Boss", power="decides", left="2026-01-01"),
        ],
        "interactions": [
            Interaction(
                id="i1",
                customer="c",
                at="2026-06-09T10:00:00+08:00",
                kind="visit",
                note="asked price of type A",
                raw=f"v asked price of type A // {SECRET}",
                private=SECRET,
            ),
            Interaction(
                id="i2",
                customer="c",
                at="2026-06-20T10:00:00+08:00",
                kind="call",
                raw=f"c // {SECRET}",
                private=SECRET,
            ),
        ],
        "followups": [
            Followup(id="f1", customer="c", due="2026-06-28", text="call back", deal="d"),
            Followup(
                id="f2",
                customer="c",
                due="2026-07-03",
                text="pay",
                owner="them",
                kind="payment",
                amount=120_000,
            ),
            Followup(
                id="f3",
                customer="c",
                due="2026-05-03",
                text="sample",
                state="done",
                closed="2026-05-03",
            ),
        ],
        "products": [
            Product(id="p", code="P1", name="pump"),
            Product(id="q", code="P2", name="filter"),
        ],
        "deals": [
            Deal(
                id="d",
                customer="c",
                title="pump line",
                amount=1_200_000,
                need="a quiet pump",
                competitor=Competitor(name="Wilo"),
            )
        ],
        "stage_events": [StageEvent(id="e", deal="d", at="2026-06-20", stage="quote")],
        "orders": [
            Order(
                id=f"o{at}",
                customer="c",
                date=day,
                number=f"O{at}",
                lines=(line("p", "200", discount="0.05"), line("q", "30", "2"))[: 1 + at % 2],
            )
            for at, day in enumerate(days)
        ],
        "payments": [
            Payment(id=f"y{at}", customer="c", date="2026-06-09", amount=paid, order=f"o{at}")
            for at, paid in enumerate((190_000, 196_000, 190_000))
        ],
    }


def told(rows: Tables, customer: str = "c", day: date = DAY, policy: Policy = POLICY) -> Brief:
    """The brief of a customer."""
    return brief(situation(Book(rows), day, policy), customer)


def said(rows: Tables, customer: str = "c", day: date = DAY, policy: Policy = POLICY) -> list[Said]:
    """The brief in words."""
    return brief_lines(told(rows, customer, day, policy), Book(rows), policy)


def part(found: Brief, code: str) -> BriefPart:
    """The only part of a code."""
    (one,) = [each for row in found.lines for each in row.parts if each.code == code]
    return one


def codes(found: Brief) -> list[str]:
    """The lines there are."""
    return [row.code for row in found.lines]


@st.composite
def any_tables(draw: st.DrawFn) -> Tables:
    """A rich book in which people work, and what may not be told stands wherever it can stand."""
    rows = draw(rich_tables())
    chance = Random(draw(st.integers(0, 2**32 - 1)))
    texts = ("", "要 [/] ${x} {0}", "x" * 200, "a\nb\x1b[31m")
    rows["customers"] = [
        replace(
            each,
            needs=chance.choice(texts),
            type=chance.choice(("", "user")),
            snooze_until=chance.choice((None, None, "2026-07-09")),
            preferences=chance.choice((None, Preferences(time="am"))),
            credit_limit=chance.choice((None, 1)),
            competitors=chance.choice(
                ((), (CompetitorPrice(name=chance.choice(texts), price="1.5"),))
            ),
        )
        for each in rows["customers"]
    ]
    rows["contacts"] = [
        Contact(
            id=f"w{at}",
            customer=f"c{chance.randint(0, 11)}",
            name=chance.choice(texts) or "Wang",
            power=chance.choice((None, *POWERS)),
            channel=chance.choice((None, "call")),
            left=chance.choice((None, None, "2026-01-01")),
            note=SECRET,
        )
        for at in range(chance.randint(0, 15))
    ]
    rows["interactions"] = [
        replace(each, note=chance.choice(texts), raw=f"v // {SECRET}", private=SECRET)
        for each in rows["interactions"]
    ]
    return rows
