"""What an import makes of rows: new, changed, same, rejected; nothing is lost, nothing guessed."""

from pathlib import Path

import pytest

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.exchange.mapping import FolderMappings, parse_map
from repdesk.exchange.options import ImportOptions
from tests.exchange.importing import imported, numbers, plan_of, written
from tests.memory_store import desk_of

CUSTOMERS = "客户编号,客户名称,区域\nC1,张家港华昌,苏州\nC2,[/] ${x},无锡\n"
PRODUCTS = "code,name,price\nP1,泵,1000\n"
ORDERS = (
    "order_no,customer_id,date,product_code,quantity,unit_price\n"
    "O1,C1,2026-06-01,P1,2,1000\nO1,C1,2026-06-01,P1,1,900\nO2,C2,2026-06-02,P1,1,1000\n"
)


def rejected(
    desk: Desk, *paths: Path, options: ImportOptions | None = None
) -> list[tuple[int, str]]:
    """(row, code) of the rows that would not be taken."""
    plan = plan_of(desk, *paths, options=options)
    return [(one.row, one.reason.code) for _source, rows in plan.rejected for one in rows]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    written(tmp_path, "客户.csv", CUSTOMERS)
    written(tmp_path, "products.csv", PRODUCTS)
    written(tmp_path, "orders.csv", ORDERS)
    return tmp_path


def test_a_preview_saves_nothing(folder: Path) -> None:
    desk = desk_of()
    before = desk.book
    plan = plan_of(desk, folder)
    assert numbers(plan)["orders"] == (2, 0, 0, 0)
    assert desk.book is before


def test_changed_rows_are_shown_old_to_new_and_undone_together(folder: Path) -> None:
    desk, _first = imported(folder)
    written(folder, "客户.csv", CUSTOMERS.replace("苏州", "昆山"))
    written(folder, "orders.csv", ORDERS.replace("P1,2,1000", "P1,3,1000"))
    plan = plan_of(desk, folder)
    assert numbers(plan) == {
        "customers": (0, 1, 1, 0),
        "products": (0, 0, 1, 0),
        "orders": (0, 1, 1, 0),
        "order_lines": (0, 1, 2, 0),
    }
    (example,) = plan.examples("customers")
    assert (example.label, example.fields) == ("张家港华昌", (("zone", "苏州", "昆山"),))
    before = desk.book
    plan.apply(desk)
    assert {c.zone for c in desk.book.rows("customers")} == {"昆山", "无锡"}
    desk.undo()
    for table in ("customers", "orders", "products"):
        assert list(desk.book.rows(table)) == list(before.rows(table))


def test_a_blank_cell_keeps_what_is_there_unless_told(folder: Path) -> None:
    desk, _first = imported(folder)
    path = written(folder, "客户.csv", CUSTOMERS.replace("苏州", ""))
    assert numbers(plan_of(desk, path))["customers"] == (0, 0, 2, 0)
    clear = ImportOptions(file_map=parse_map("[choices]\nblank = 'clear'"))
    plan_of(desk, path, options=clear).apply(desk)
    assert sorted(c.zone for c in desk.book.rows("customers")) == ["", "无锡"]


def test_order_lines_make_the_customers_and_products_they_name(tmp_path: Path) -> None:
    desk, result = imported(written(tmp_path, "orders.csv", ORDERS))
    assert numbers(result)["customers"] == (2, 0, 0, 0)
    assert {note.code for note in result.notes} == {"made.customers", "made.products"}
    assert {c.code for c in desk.book.rows("customers")} == {"C1", "C2"}
    assert desk.book.count("deals") == 0


def test_a_customer_typed_by_name_gets_the_company_code(folder: Path) -> None:
    desk = desk_of()
    mine = desk.add_customer("张家港华昌").answer
    plan_of(desk, folder).apply(desk)
    assert desk.book.get("customers", mine).code == "C1"
    assert len(desk.book.of("orders", "customer", mine)) == 1
    assert desk.book.count("customers") == 2


def test_two_payments_alike_stay_two_if_the_file_tells_them_apart(folder: Path) -> None:
    path = written(
        folder,
        "payments.csv",
        "receipt,order_no,date,amount\nR1,O1,2026-06-09,500\nR2,O1,2026-06-09,500\n",
    )
    desk, _first = imported(folder)
    assert [payment.amount for payment in desk.book.rows("payments")] == [50_000, 50_000]
    assert numbers(plan_of(desk, path)) == {"payments": (0, 0, 2, 0)}


def test_rows_without_a_customer_may_belong_to_one(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS + "O3,,2026-06-02,P1,1,10\n")
    options = ImportOptions(file_map=parse_map("[choices]\nno_customer = '散客'"))
    desk = desk_of()
    plan_of(desk, folder, options=options).apply(desk)
    walk_in = next(c for c in desk.book.rows("customers") if c.name == "散客")
    assert [o.number for o in desk.book.of("orders", "customer", walk_in.id)] == ["O3"]


def test_lines_without_price_and_freight_are_said_and_may_be_left_out(folder: Path) -> None:
    written(
        folder,
        "orders.csv",
        "订单号,客户,日期,品名,数量,单价\nO1,甲,2026-06-01,泵,1,0\nO1,甲,2026-06-01,运费,1,50\n"
        "O1,甲,2026-06-01,泵,1,100\n",
    )
    desk = desk_of()
    plan = plan_of(desk, folder / "orders.csv")
    assert {note.code for note in plan.notes} >= {"choice.zero_price", "choice.non_goods"}
    assert numbers(plan)["order_lines"] == (3, 0, 0, 0)
    skip = "[choices]\nzero_price = 'skip'\nnon_goods = 'skip'"
    plan = plan_of(desk, folder / "orders.csv", options=ImportOptions(file_map=parse_map(skip)))
    assert numbers(plan)["order_lines"] == (1, 0, 0, 0)


def test_discounts_above_one_are_percent(folder: Path) -> None:
    written(
        folder,
        "orders.csv",
        "order_no,customer,date,product,qty,price,discount\nO1,A,2026-06-01,P1,1,100,5\n"
        "O2,A,2026-06-02,P1,1,100,0\n",
    )
    desk, result = imported(folder / "orders.csv")
    shares = {o.number: o.lines[0].discount for o in desk.book.rows("orders")}
    assert shares == {"O1": "0.05", "O2": "0"}
    assert "discount.percent" in {note.code for note in result.notes}


def test_an_undecided_date_stops_and_can_be_said(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS.replace("2026-06-0", "06/0").replace(",P1", "/2026,P1"))
    desk = desk_of()
    with pytest.raises(Invalid) as caught:
        plan_of(desk, folder)
    assert (caught.value.code, caught.value.facts["column"]) == ("date.ambiguous", "date")
    assert caught.value.facts["value"] == "06/01/2026"
    said = ImportOptions(file_map=parse_map("[choices]\ndate_order = 'mdy'"))
    plan_of(desk, folder, options=said).apply(desk)
    assert {o.date for o in desk.book.rows("orders")} == {"2026-06-01", "2026-06-02"}


def test_modes_and_key(folder: Path) -> None:
    desk, _first = imported(folder)
    path = written(folder, "客户.csv", "客户编号,客户名称,区域\nC1,张家港华昌,昆山\nC3,新,昆山\n")
    update, create = ImportOptions(mode="update"), ImportOptions(mode="create")
    assert rejected(desk, path, options=update) == [(3, "row.not_there")]
    assert rejected(desk, path, options=create) == [(2, "row.there_already")]
    path = written(folder, "客户.csv", "客户名称,城市\n[/] ${x},无锡\n")
    plan = plan_of(desk, path, options=ImportOptions(key="客户名称"))
    assert numbers(plan)["customers"] == (0, 1, 0, 0)
    with pytest.raises(Invalid, match=r"key\.missing"):
        plan_of(desk, path, options=ImportOptions(key="nothing"))


def test_several_people_become_contacts(tmp_path: Path) -> None:
    text = "客户名称,联系人1,联系人电话1,联系人2\n华昌,王军,138-0000-0000；138-0000-0001,李娜\n"
    desk, _result = imported(written(tmp_path, "客户.csv", text))
    people = {p.name: p.phones for p in desk.book.rows("contacts")}
    assert people == {"王军": ("138-0000-0000", "138-0000-0001"), "李娜": ()}


def test_deals_bring_their_stage_and_close(tmp_path: Path) -> None:
    text = (
        "opportunity_id,account,product,deal_stage,engage_date,close_date,close_value\n"
        "A1,Acme,GTX Pro,Won,2026-01-05,2026-03-01,1054\n"
        "A2,Acme,GTXPro,Engaging,2026-02-05,,\n"
        "A3,Bolt,GTX Pro,Prospecting,,,\n"
        "A4,,GTX Pro,Won,2026-01-05,2026-03-01,5\n"
    )
    words = "[values.stage]\nEngaging = 'contacted'\nProspecting = 'lead'"
    desk, result = imported(
        written(tmp_path, "sales_pipeline.csv", text),
        options=ImportOptions(file_map=parse_map(words)),
    )
    assert numbers(result)["deals"] == (3, 0, 0, 1)
    book = desk.book
    by_ref = {deal.refs[0]: deal for deal in book.rows("deals")}
    events = {
        ref: [(e.at, e.stage) for e in book.of("stage_events", "deal", deal.id)]
        for ref, deal in by_ref.items()
    }
    assert events["A1"] == [("2026-03-01", "won")]
    assert by_ref["A1"].created == "2026-01-05"
    assert by_ref["A1"].amount == 105_400
    assert events["A2"] == [("2026-02-05", "contacted")]
    assert events["A3"] == [(desk.now(), "lead")]
    assert [p.name for p in book.rows("products")] == ["GTX Pro"]


def test_targets_by_year_and_month(tmp_path: Path) -> None:
    text = "metric,year,m01,m02,m03\nsales_net,2026,1000,2000.50,\nvisits,2026,10,,\n"
    desk, _result = imported(written(tmp_path, "targets.csv", text))
    assert {(t.metric, t.period): t.value for t in desk.book.rows("targets")} == {
        ("sales_net", "2026-01"): 100_000,
        ("sales_net", "2026-02"): 200_050,
        ("visits", "2026-01"): 10,
    }


def test_own_words_for_a_lost_reason_are_kept(tmp_path: Path) -> None:
    written(tmp_path, "deals.csv", "deal_id,customer,title\nL1,A,Pump\n")
    written(tmp_path, "stage_events.csv", "deal_id,at,stage,reason\nL1,2026-06-01,lost,太贵了吧\n")
    desk, _result = imported(tmp_path)
    (event,) = desk.book.rows("stage_events")
    assert (event.reason, event.note) == ("other", "太贵了吧")


def test_a_book_that_moved_on_is_planned_again(folder: Path) -> None:
    desk = desk_of()
    plan = plan_of(desk, folder)
    mine = desk.add_customer("张家港华昌", code="C1").answer
    plan.apply(desk)
    assert len(desk.book.of("orders", "customer", mine)) == 1


def test_a_confirmed_mapping_is_known_next_time(tmp_path: Path) -> None:
    mappings = FolderMappings(tmp_path / "mappings")
    text = "Wer,Wann,Was,Wieviel,Preis\nAcme,2026-06-01,Pumpe,1,10\n"
    path = written(tmp_path, "liste.csv", text)
    said = """
    [orders]
    Wer = "customer_name"
    Wann = "date"
    Was = "product_name"
    Wieviel = "qty"
    Preis = "price"
    [choices]
    zero_price = "skip"
    """
    desk = desk_of()
    first = ImportOptions(file_map=parse_map(said), mappings=mappings)
    plan_of(desk, path, options=first).apply(desk)
    (kept,) = (tmp_path / "mappings").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Invalid, match=r"table\.unrecognised"):
        plan_of(desk, path)
    again = plan_of(desk, path, options=ImportOptions(mappings=mappings))
    assert numbers(again)["order_lines"] == (0, 0, 1, 0)
    assert again.sources[0].file_map.choice("zero_price") == "skip"


def test_open_items_say_what_is_owed(folder: Path) -> None:
    desk, _first = imported(folder)
    text = (
        "客户名称,单据编号,到期日,未收金额,截止日期\n"
        "张家港华昌,O1,2026-07-01,1200.50,2026-06-30\n"
        "新客户,X9,2026-05-01,88,2026-06-30\n"
        "[/] ${x},O2,2026-05-01,,2026-06-30\n"
    )
    path = written(folder, "应收账款明细.csv", text)
    plan = plan_of(desk, path)
    assert [s.table for s in plan.sources] == ["open_items"]
    assert numbers(plan)["orders"] == (1, 1, 0, 1)
    plan.apply(desk)
    owed = {o.number: (o.open and o.open.amount, o.due) for o in desk.book.rows("orders")}
    assert owed == {"O1": (120_050, "2026-07-01"), "O2": (None, None), "X9": (8_800, "2026-05-01")}
    assert numbers(plan_of(desk, path))["orders"] == (0, 0, 2, 1)


def test_an_unknown_table_is_refused(folder: Path) -> None:
    with pytest.raises(Invalid, match=r"table\.unknown"):
        plan_of(desk_of(), folder, options=ImportOptions(table="nothing"))
    plan = plan_of(desk_of(), folder / "orders.csv", options=ImportOptions(table="order_lines"))
    assert numbers(plan)["order_lines"] == (3, 0, 0, 0)
