"""Tables and columns are recognised by name, in English and Chinese, or by a mapping."""

from pathlib import Path

import pytest

from repdesk.domain.errors import Invalid
from repdesk.exchange.columns import Source, understand
from repdesk.exchange.mapping import FileMap, parse_map
from repdesk.exchange.naming import table_named
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.reader import Sheet

ROW = "x"


def understood(header: str, file: str = "a.csv", **options: object) -> Source | None:
    columns = tuple(header.split(","))
    sheet = Sheet(Path(file), rows=[columns, tuple(ROW for _ in columns)])
    return understand(sheet, ImportOptions(**options))  # type: ignore[arg-type]


def fields(header: str, file: str = "a.csv", **options: object) -> tuple[str, dict[str, str]]:
    source = understood(header, file, **options)
    assert source is not None
    return source.table, source.mapping()


def test_chinese_order_lines() -> None:
    table, mapping = fields(
        "订单号,下单日期,客户编号,客户名称,物料编码,品名,数量,单价(元),折扣,单位成本,业务员"
    )
    assert table == "orders"
    assert list(mapping.values()) == [
        "number",
        "date",
        "customer",
        "customer_name",
        "product",
        "product_name",
        "qty",
        "price",
        "discount",
        "cost",
        "",
    ]


def test_case_spaces_and_underscores_do_not_matter() -> None:
    table, mapping = fields("Order No.,ORDER DATE,customer-id,Product_Code,Qty,Unit Price")
    assert table == "orders"
    assert list(mapping.values()) == ["number", "date", "customer", "product", "qty", "price"]


def test_other_tables() -> None:
    assert fields("客户编号,客户名称,联系人,联系人电话,等级,账期,地址,电话", "客户资料.csv") == (
        "customers",
        {
            "客户编号": "code",
            "客户名称": "name",
            "联系人": "contact_name",
            "联系人电话": "contact_phone",
            "等级": "own_tier",
            "账期": "terms",
            "地址": "address",
            "电话": "phones",
        },
    )
    assert fields("收款日期,客户名称,订单号,收款金额", "回款.csv")[0] == "payments"
    assert fields("拜访日期,客户名称,拜访方式,拜访内容", "拜访记录.csv")[0] == "interactions"
    assert fields("opportunity_id,account,deal_stage,engage_date,close_date,close_value,product")[
        1
    ] == {
        "opportunity_id": "ref",
        "account": "customer_name",
        "deal_stage": "stage",
        "engage_date": "created",
        "close_date": "closed",
        "close_value": "amount",
        "product": "product",
    }


def test_several_people_of_a_customer() -> None:
    _table, mapping = fields("客户名称,联系人1,联系人电话1,联系人2,联系人电话2", "客户.csv")
    assert list(mapping.values()) == [
        "name",
        "contact_name1",
        "contact_phone1",
        "contact_name2",
        "contact_phone2",
    ]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("customers", "customers"),
        ("2026_orders_export", "orders"),
        ("销售明细2026", "orders"),
        ("应收账款明细", "open_items"),
        ("回款明细-6月", "payments"),
        ("products-v2", "products"),
        ("holiday", None),
    ],
)
def test_file_names(name: str, table: str | None) -> None:
    assert table_named(name) == table


def test_a_title_above_the_heading_is_passed_over() -> None:
    sheet = Sheet(
        Path("销售.csv"),
        rows=[
            ("2026年销售明细",),
            ("",),
            ("订单号", "日期", "客户", "品名", "数量", "单价"),
            tuple("abcdef"),
        ],
    )
    source = understand(sheet, ImportOptions())
    assert source is not None
    assert (source.heading, source.rows, source.numbers) == (3, [tuple("abcdef")], [4])


def test_a_missing_column_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        understood("order_no,customer,product,quantity,unit_price", "orders.csv")
    assert caught.value.code == "columns.missing"
    assert caught.value.facts["missing"] == ["date"]
    assert "orders.csv" in caught.value.facts["file"]


def test_unknown_columns_are_no_table() -> None:
    assert understood("alpha,beta,gamma") is None


def test_a_mapping_decides() -> None:
    said = parse_map(
        """
        [deals."pipeline.csv"]
        "Company" = "customer"
        "Sum" = "amount"
        "Owner" = ""
        """
    )
    table, mapping = fields("Company,Sum,Owner,Title", "pipeline.csv", file_map=said)
    assert table == "deals"
    assert mapping == {"Company": "customer", "Sum": "amount", "Owner": "", "Title": "title"}


def test_as_decides_the_table() -> None:
    assert fields("code,name", table="products")[0] == "products"
    assert fields("code,name", table="customers")[0] == "customers"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[orders", "map.syntax"),
        ("x = 1", "map.section"),
        ("[nothing]\na = 'b'", "map.table"),
        ("[orders]\na = 'nothing'", "map.field"),
        ("[choices]\nzero_price = 'perhaps'", "map.choice"),
        ("[choices]\nnothing = 'keep'", "map.choice"),
        ("[values]\nstage = 'x'", "map.section"),
    ],
)
def test_a_wrong_mapping_names_its_place(text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse_map(text, "map.toml")
    assert (caught.value.code, caught.value.facts["file"]) == (code, "map.toml")


class Kept(dict[str, str]):
    """Confirmed mappings in memory."""

    def put(self, key: str, text: str) -> None:
        self[key] = text


def test_defaults_of_choices() -> None:
    assert FileMap().choice("no_customer") == "reject"
    assert FileMap().choice("zero_price") == "keep"
    assert FileMap().choice("date_order") is None


def test_a_file_named_for_a_table_is_not_taken_for_another() -> None:
    with pytest.raises(Invalid) as caught:
        understood("order_no,customer", "orders.csv")
    assert caught.value.facts["table"] == "orders"
    assert understood("name", "misc.csv") is None
    assert understood("name,alpha,beta,gamma", "misc.csv") is None


def test_a_nameless_day_is_known_by_its_content() -> None:
    header = ("order_no", "customer", "Wann", "product", "qty", "price")
    rows = [header, ("O1", "A", "2026/6/3", "P1", "1", "10"), ("O2", "A", "", "P1", "1", "10")]
    source = understand(Sheet(Path("orders.csv"), rows=list(rows)), ImportOptions())
    assert source is not None
    assert source.columns["date"] == (2,)
