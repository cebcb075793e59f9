"""Rows and files that are not taken: why, and how they come back."""

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from repdesk.desk import Desk
from repdesk.domain.errors import DiskError, Invalid
from repdesk.exchange.mapping import parse_map
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.reader import read_file
from repdesk.exchange.words import reason_text
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


def test_one_bad_line_keeps_its_whole_order_out(folder: Path) -> None:
    path = written(folder, "orders.csv", ORDERS.replace("P1,1,900", "P1,one,900"))
    desk, result = imported(folder)
    assert numbers(result)["orders"] == (1, 0, 0, 1)
    assert numbers(result)["order_lines"] == (1, 0, 0, 2)
    (rejects,) = result.rejects
    assert rejects == path.with_name("orders.rejected.csv")
    lines = rejects.read_text().splitlines()
    assert lines[0] == "order_no,customer_id,date,product_code,quantity,unit_price,Why not taken"
    assert lines[1].startswith("O1,C1,2026-06-01,P1,2,1000,")
    assert "quantity: “one” is not a number" in lines[2]
    assert rejects.stat().st_mode & 0o777 == 0o600
    assert {order.number for order in desk.book.rows("orders")} == {"O2"}


def test_rejects_come_back_corrected(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS.replace("P1,1,900", "P1,one,900"))
    desk, result = imported(folder)
    fixed = written(folder, "fixed_orders.csv", result.rejects[0].read_text().replace("one", "1"))
    assert numbers(plan_of(desk, fixed))["orders"] == (1, 0, 0, 0)


def test_rejects_never_replace_a_file(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS.replace("P1,1,900", "P1,one,900"))
    precious = written(folder, "orders.rejected.csv", "mine")
    _desk, result = imported(folder)
    assert [path.name for path in result.rejects] == ["orders.rejected-2.csv"]
    assert precious.read_text() == "mine"
    desk = desk_of()
    again = plan_of(desk, folder).apply(desk, overwrite=True)
    assert again.rejects == (precious,)
    assert precious.read_text() != "mine"


def test_rejects_keep_separator_and_encoding(tmp_path: Path) -> None:
    text = "客户编号;客户名称;信用额度\nC1;张家港华昌;很多\n"
    path = written(tmp_path, "客户.csv", text, "gb18030")
    _desk, result = imported(path)
    assert (
        result.rejects[0]
        .read_bytes()
        .decode("gb18030")
        .splitlines()[1]
        .startswith("C1;张家港华昌;很多;")
    )


def test_repeated_rows_count_once(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS + "O2,C2,2026-06-02,P1,1,1000\n")
    desk = desk_of()
    assert rejected(desk, folder) == [(5, "row.repeat")]
    assert numbers(plan_of(desk, folder))["orders"] == (2, 0, 0, 0)
    keep = ImportOptions(file_map=parse_map("[choices]\nrepeats = 'keep'"))
    assert numbers(plan_of(desk, folder, options=keep))["order_lines"] == (4, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("O3,,2026-06-02,P1,1,10", "customer.none"),
        ("O3,C1,soon,P1,1,10", "cell.day"),
        ("O3,C1,,P1,1,10", "cell.needed"),
        ("O3,C1,2026-06-02,P1,,10", "cell.needed"),
        ("O3,C1,2026-06-02,P1,1,", "cell.needed"),
        ("O3,C1,2026-06-02,P1,1,10,surplus", "row.cells"),
        ("O3,C1,2026-06-02,P\0,1,10", "cell.control"),
        ("O3,C1,2026-06-02," + "P" * 1_000_000 + ",1,10", "text.too_long"),
    ],
)
def test_rows_that_are_not_taken(folder: Path, row: str, code: str) -> None:
    written(folder, "orders.csv", f"{ORDERS}{row}\n")
    desk = desk_of()
    assert rejected(desk, folder) == [(5, code)]
    plan_of(desk, folder).apply(desk)
    assert desk.book.count("orders") == 2
    assert "P\0" not in {p.code for p in desk.book.rows("products")}


def test_orders_of_two_customers_are_not_taken(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS + "O2,C1,2026-06-02,P1,1,10\n")
    assert rejected(desk_of(), folder) == [(4, "order.mixed"), (5, "order.mixed")]


def test_rows_that_contradict_each_other_are_not_both_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "客户.csv", CUSTOMERS + "C1,张家港华昌,昆山\nC1,张家港华昌,\n")
    assert rejected(desk_of(), path) == [(4, "row.contradicts")]


def test_an_empty_file_and_a_heading_alone(tmp_path: Path) -> None:
    empty = written(tmp_path, "orders.csv", "")
    with pytest.raises(Invalid, match=r"file\.empty"):
        plan_of(desk_of(), empty)
    with pytest.raises(Invalid, match=r"import\.nothing"):
        plan_of(desk_of(), tmp_path)
    heading = written(tmp_path, "客户.csv", CUSTOMERS.splitlines()[0])
    desk, result = imported(heading)
    assert (result.tables, result.saved, desk.history()) == ({}, None, ())


def test_a_strange_file_in_a_folder_is_left_out_and_said(folder: Path) -> None:
    strange = written(folder, "misc.csv", "alpha,beta\n1,2\n")
    plan = plan_of(desk_of(), folder)
    assert ("table.unrecognised", {"file": "misc.csv"}) in [(n.code, n.facts) for n in plan.notes]
    with pytest.raises(Invalid, match=r"table\.unrecognised"):
        plan_of(desk_of(), strange)


def test_a_refused_save_leaves_no_rejects_behind(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS.replace("P1,1,900", "P1,one,900"))
    desk = desk_of()
    plan = plan_of(desk, folder)
    desk._store.refuse = Invalid("no")  # type: ignore[attr-defined]
    with pytest.raises(Invalid, match="no"):
        plan.apply(desk)
    assert not list(folder.glob("*rejected*"))
    assert not list(folder.glob(".*"))


def test_reasons_have_words(folder: Path) -> None:
    written(folder, "客户.csv", "客户编号,客户名称,信用额度\nC9,,\nC8,x,many\n")
    plan = plan_of(desk_of(), folder / "客户.csv")
    words = [reason_text(one.reason) for _s, rows in plan.rejected for one in rows]
    assert words == ["信用额度: “many” is not a number"]


def test_customers_of_rejected_orders_are_not_made(tmp_path: Path) -> None:
    path = written(tmp_path, "orders.csv", ORDERS.replace("P1,1,900", "P2,one,900"))
    desk, _result = imported(path)
    assert [c.code for c in desk.book.rows("customers")] == ["C2"]
    assert [p.code for p in desk.book.rows("products")] == ["P1"]


def test_rejects_of_a_workbook_are_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "客户.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("客户")
        for at, row in enumerate([("编号", "名称", "信用额度"), ("C1", "=1+2", "many")]):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text)
    _desk, result = imported(path)
    (rejects,) = result.rejects
    assert rejects.name == "客户.rejected.xlsx"
    (back,) = read_file(rejects)
    assert back.rows[0] == ("编号", "名称", "信用额度", "Why not taken")
    assert back.rows[1][:3] == ("C1", "=1+2", "many")
    with zipfile.ZipFile(rejects) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_folder_that_takes_no_rejects_stops_the_import(folder: Path) -> None:
    written(folder, "orders.csv", ORDERS.replace("P1,1,900", "P1,one,900"))
    desk = desk_of()
    plan = plan_of(desk, folder, options=ImportOptions(rejects_folder=folder / "none"))
    with pytest.raises(DiskError):
        plan.apply(desk)
    assert desk.book.count("orders") == 0
