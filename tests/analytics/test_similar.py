"""What similar customers bought next: counted, with its n, or not said at all."""

from typing import Any

from repdesk.analytics.brief.similar import LEAST_SIMILAR, LEAST_TAKERS
from repdesk.domain.customer import Customer
from repdesk.domain.order import Order, Product
from tests.analytics.books import Tables
from tests.analytics.brief_books import codes, line, part, said, told


def bought(customer: str, *days: tuple[str, str]) -> list[Order]:
    """Orders of one product each: (day, product)."""
    return [
        Order(id=f"{customer}-{at}", customer=customer, date=day, lines=(line(product, "10"),))
        for at, (day, product) in enumerate(days)
    ]


def market(peers: int, takers: int, **fields: Any) -> Tables:
    """`c` bought p; so did the peers, of whom the takers then bought q."""
    orders = bought("c", ("2026-05-01", "p"))
    for at in range(peers):
        later = [("2026-03-01", "q")] if at < takers else []
        orders += bought(f"n{at:02}", ("2026-02-01", "p"), *later)
    return {
        "customers": [
            Customer(id="c", name="张家港华昌", type="user"),
            *(Customer(id=f"n{at:02}", name="[/]", **fields) for at in range(peers)),
        ],
        "products": [
            Product(id="p", code="P", name="pump"),
            Product(id="q", code="Q", name="filter"),
            Product(id="r", code="R", name="seal"),
        ],
        "orders": orders,
    }


def test_it_is_said_with_its_n_and_interval() -> None:
    found = part(told(market(12, 4)), "took")
    assert (found.fact("k"), found.fact("n")) == (4, 12)
    assert [source.id for source in found.sources] == ["q", "p", "n00", "n01", "n02", "n03"]
    lines = [row.text for row in said(market(12, 4))]
    assert "others: 4 of 12 who buy pump took filter next (14%–61%)" in lines


def test_those_of_the_same_type_are_meant_where_there_are_enough() -> None:
    lines = [row.text for row in said(market(12, 4, type="user"))]
    assert "others: 4 of 12 user who buy pump took filter next (14%–61%)" in lines


def test_too_few_say_nothing() -> None:
    assert "similar" not in codes(told(market(LEAST_SIMILAR - 1, 5)))
    assert "similar" in codes(told(market(LEAST_SIMILAR, LEAST_TAKERS)))
    assert "similar" not in codes(told(market(LEAST_SIMILAR, LEAST_TAKERS - 1)))
    assert "similar" not in codes(told(market(40, 7)))  # under a fifth


def test_what_this_one_has_is_not_offered_but_what_came_after_it() -> None:
    rows = market(12, 12)
    rows["orders"] = [
        *rows["orders"][1:],
        *bought("c", ("2026-05-01", "p"), ("2026-05-02", "p"), ("2026-05-03", "q")),
    ]
    assert "similar" not in codes(told(rows))
    for at in range(5):
        rows["orders"] += [
            Order(id=f"x{at}", customer=f"n{at:02}", date="2026-04-01", lines=(line("r", "1"),))
        ]
    found = part(told(rows), "took")
    assert found.sources[0].id == "r"
    assert (found.fact("k"), found.fact("n")) == (5, 12)


def test_bought_together_or_before_is_not_next() -> None:
    rows = market(12, 0)
    for at in range(6):
        day = "2026-02-01" if at % 2 else "2026-01-01"
        rows["orders"] += [
            Order(id=f"x{at}", customer=f"n{at:02}", date=day, lines=(line("q", "1"),))
        ]
    assert "similar" not in codes(told(rows))


def test_only_the_first_new_product_is_the_next_one() -> None:
    rows = market(12, 6)
    for at in range(6):
        rows["orders"] += [
            Order(id=f"x{at}", customer=f"n{at:02}", date="2026-02-15", lines=(line("r", "1"),))
        ]
    found = part(told(rows), "took")
    assert found.sources[0].id == "r"
    assert found.fact("k") == 6


def test_who_never_bought_is_like_nobody() -> None:
    rows = market(12, 4)
    rows["customers"].append(Customer(id="z", name="z"))
    assert "similar" not in codes(told(rows, "z"))
