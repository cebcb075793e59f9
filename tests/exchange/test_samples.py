"""The two samples come in with one call each, and the figures known about them hold."""

from collections import defaultdict
from decimal import Decimal

from repdesk.domain.money import round_half_up
from repdesk.domain.order import line_net, order_net
from tests.exchange.importing import FIXTURES, imported, numbers, plan_of

NORTHWIND = FIXTURES / "northwind"
F1 = FIXTURES / "f1"


def test_northwind_comes_in_whole() -> None:
    desk, result = imported(NORTHWIND)
    assert numbers(result) == {
        "customers": (91, 0, 0, 0),
        "contacts": (91, 0, 0, 0),
        "deals": (2, 0, 0, 0),
        "stage_events": (2, 0, 0, 0),
        "products": (77, 0, 0, 0),
        "orders": (830, 0, 0, 0),
        "order_lines": (2155, 0, 0, 0),
    }
    orders = list(desk.book.rows("orders"))
    total = sum(map(order_net, orders), Decimal())
    assert round_half_up(total, 2) == Decimal("1265793.04")
    assert (min(o.date for o in orders), max(o.date for o in orders)) == (
        "1996-07-04",
        "1998-05-06",
    )
    assert result.rejects == ()
    assert result.saved == desk.history()[-1].op


def test_northwind_by_category() -> None:
    desk, _result = imported(NORTHWIND)
    sales: dict[str, Decimal] = defaultdict(Decimal)
    for order in desk.book.rows("orders"):
        for line in order.lines:
            product = desk.book.get("products", line.product)
            assert line.cost is None
            assert product.cost is None
            sales[product.category] += line_net(line)
    assert {name: str(round_half_up(value, 2)) for name, value in sales.items()} == {
        "Beverages": "267868.18",
        "Condiments": "106047.09",
        "Confections": "167357.23",
        "Dairy Products": "234507.29",
        "Grains/Cereals": "95744.59",
        "Meat/Poultry": "163022.36",
        "Produce": "99984.58",
        "Seafood": "131261.74",
    }


def test_northwind_customers_keep_their_people_and_addresses() -> None:
    desk, _result = imported(NORTHWIND)
    ana = next(c for c in desk.book.rows("customers") if c.code == "ANATR")
    assert ana.name == "Ana Trujillo Emparedados y helados"
    assert ana.refs == ("ANATR",)
    assert ana.phones == ("(5) 555-4729",)
    assert ana.address == "Avda. de la Constitución 2222, 05021, Mexico"
    (person,) = desk.book.of("contacts", "customer", ana.id)
    assert (person.name, person.role) == ("Ana Trujillo", "Owner")


def test_those_who_never_ordered_get_a_first_deal() -> None:
    desk, _result = imported(NORTHWIND)
    waiting = {desk.book.get("customers", deal.customer).code for deal in desk.book.rows("deals")}
    assert waiting == {"FISSA", "PARIS"}


def test_f1_comes_in_whole() -> None:
    desk, result = imported(F1)
    assert numbers(result) == {
        "customers": (12, 0, 0, 0),
        "interactions": (35, 0, 0, 0),
        "deals": (7, 0, 0, 0),
        "stage_events": (20, 0, 0, 0),
        "products": (3, 0, 0, 0),
        "orders": (17, 0, 0, 0),
        "order_lines": (18, 0, 0, 0),
        "payments": (13, 0, 0, 0),
        "spends": (3, 0, 0, 0),
        "targets": (1, 0, 0, 0),
    }
    assert result.notes == ()
    book = desk.book
    quarter = [o for o in book.rows("orders") if "2026-04-01" <= o.date <= "2026-06-30"]
    assert sum(map(order_net, quarter), Decimal()) == Decimal(11050)
    by_number = {order.number: order for order in book.rows("orders")}
    assert by_number["R01"].credits == by_number["O13"].id
    assert (by_number["O13"].due, by_number["R01"].due) == ("2026-06-05", None)
    visits = [i for i in book.rows("interactions") if i.kind == "visit" and i.at >= "2026-04-01"]
    assert len(visits) == 25
    (target,) = book.rows("targets")
    assert (target.metric, target.period, target.value) == ("sales_net", "2026-Q2", 1_200_000)
    first = next(c for c in book.rows("customers") if c.code == "C1")
    assert first.created == "2025-03-20"


def test_the_same_folder_twice_changes_nothing() -> None:
    for folder in (NORTHWIND, F1):
        desk, first = imported(folder)
        again = plan_of(desk, folder)
        counts = numbers(again)
        if folder is F1:
            assert counts == {t: (0, 0, n[0], 0) for t, n in numbers(first).items()}
        assert all(
            new == changed == rejected == 0 for new, changed, _s, rejected in counts.values()
        )
        before = desk.book
        assert again.apply(desk).saved is None
        assert desk.book is before


def test_an_import_is_one_undo_step() -> None:
    desk, _result = imported(F1)
    assert len(desk.history()) == 1
    desk.undo()
    assert desk.book.count("customers") == desk.book.count("orders") == 0


def test_files_in_any_order_give_the_same_book() -> None:
    files = sorted(F1.glob("*.csv"))
    one, _first = imported(*files)
    other, _second = imported(*reversed(files))
    assert list(one.book.rows("orders")) == list(other.book.rows("orders"))
    assert list(one.book.rows("payments")) == list(other.book.rows("payments"))
