"""Lines about a customer of whom something is known: contacts, open deals, products, orders."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest

from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct, KnownStage
from repdesk.notation.reader import read
from repdesk.notation.reading import Reading
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import contact, disagreements

TUESDAY = date(2026, 6, 30)
PEOPLE = (
    contact("王军"),
    contact("李娜"),
    contact("王芳"),
    contact("欧阳雪"),
    contact("Dana Smith"),
    contact("Sun"),
    KnownContact("odd", "[/] ${x}"),
)
PUMP, FILTERS = KnownDeal("d1", "pump line", "quote"), KnownDeal("d2", "filters Q3", "lead")
PRODUCTS = (
    KnownProduct("1", "P1", ("离心泵", "centrifugal pump"), Decimal(200)),
    KnownProduct("2", "FX20", (), Decimal(5), agreed=Decimal("4.5"), last=Decimal("4.8")),
    KnownProduct("3", "6205-2RS", (), Decimal(9), last=Decimal("8.75"), last_on="2026-03-12"),
    KnownProduct("4", "N0"),
)
KNOWN = Known(PEOPLE, (PUMP, FILTERS), PRODUCTS, {"O10": "id10", "2026-7": "id7"})


def reading(line: str, known: Known = KNOWN, lang: str = "zh") -> Reading:
    return read(line, TUESDAY, lang, known, time(10))


@pytest.mark.parametrize(
    ("line", "names", "note"),
    [
        ("@王军 确认", ["王军"], "确认"),
        ("@李工 说好", ["李娜"], "说好"),
        ("@李经理说好", ["李娜"], "说好"),
        ("@李娜说涨价", ["李娜"], "说涨价"),
        ("@欧阳总 同意", ["欧阳雪"], "同意"),
        ("@lina @wangjun", ["李娜", "王军"], ""),
        ("@ln同意", ["李娜"], "同意"),
        ("@LN", ["李娜"], ""),
        ("@李娜 @lina", ["李娜"], ""),
        ("@Sun 回电", ["Sun"], "回电"),
        ("@ds agrees", ["Dana Smith"], "agrees"),
        ("@dana smith agrees", ["Dana Smith"], "agrees"),
        ("@Dana agrees", ["Dana Smith"], "agrees"),
        ("met @ds at the gate", ["Dana Smith"], "met ds at the gate"),
        ("@[/] ${x} 来过", ["[/] ${x}"], "来过"),
        ("@王军辉 来过", [], "@王军辉 来过"),
        ("@欧总 来过", [], "@欧总 来过"),
        ("@赵总 来过", [], "@赵总 来过"),
        ("@w 来过", [], "@w 来过"),
        ("a@lina.com", [], "a@lina.com"),
    ],
)
def test_whom_a_mention_names(line: str, names: list[str], note: str) -> None:
    found = reading(line)
    assert (list(found.contact_names), found.note) == (names, note)


def test_a_whole_name_wins_over_a_date_and_a_date_over_the_rest() -> None:
    assert reading("@sun").at is None
    known = Known(contacts=(KnownContact("1", "Mona Lund", ("monalund", "mon")),))
    assert reading("@mon", known).at == date(2026, 6, 29)


def test_several_who_fit_are_asked() -> None:
    found = reading("@王总 确认")
    assert found.contacts == ()
    assert [(c.what, [label for _, label in c.options]) for c in found.choices] == [
        ("contact", ["王军", "王芳"])
    ]


READ: list[tuple[str, dict[str, Any]]] = [
    (">quote pump line", {"stage": {"to": "quote", "deal": "pump line"}, "note": ""}),
    (">won Filters Q3!", {"stage": {"to": "won", "deal": "filters Q3"}}),
    (">lost price filters q3", {"stage": {"to": "lost", "reason": "price", "deal": "filters Q3"}}),
    (">quote pump", {"stage": {"to": "quote", "deal": None}, "note": "pump"}),
    (">won", {"stage": {"to": "won", "deal": None}}),
    ("￥5000 Pump Line >won", {"stage": {"to": "won", "deal": "Pump Line"}}),
    (
        "下单 离心泵x20台, FX20x3 @4.2 尽快",
        {
            "order": [
                {"code": "P1", "qty": 20, "price": 200},
                {"code": "FX20", "qty": 3, "price": "4.2"},
            ],
            "note": "尽快",
        },
    ),
    (
        "o fx20x3 6205-2RSx200 p1x2@1,200",
        {
            "order": [
                {"code": "FX20", "qty": 3, "price": "4.5"},
                {"code": "6205-2RS", "qty": 200, "price": "8.75"},
                {"code": "P1", "qty": 2, "price": 1200},
            ]
        },
    ),
    ("o p1x2, urgent, fx20x1", {"order": [{"code": "P1"}, {"code": "FX20"}], "note": "urgent"}),
    ("o centrifugal pumpx2", {"order": [{"code": "P1", "qty": 2}]}),
    ("o p1x0.5@0", {"order": [{"code": "P1", "qty": "0.5", "price": 0}]}),
    ("o n0x1", {"order": [{"code": "N0", "qty": 1, "price": None}]}),
    ("o p1x2 @lina !周五 发货", {"order": [{"qty": 2}], "followups": [{"due": "2026-07-03"}]}),
    ("o p1x2 for a 4x4 rig", {"order": [{"code": "P1"}], "note": "for a 4x4 rig"}),
    ("o p1x2 p9x1", {"order": [{"code": "P1", "qty": 2}], "problems": True}),
    ("o p1x", {"kind": "visit", "note": "o p1x"}),
    ("p 1000 2026-7", {"payment": {"amount": 1000, "order": "2026-7"}}),
    ("p 1000 #o10, rest later", {"payment": {"amount": 1000, "order": "O10"}}),
    ("p 1000 o99", {"kind": "payment", "problems": True}),
]


@pytest.mark.parametrize(("line", "expect"), READ, ids=[line for line, _ in READ])
def test_what_a_line_means(line: str, expect: dict[str, Any]) -> None:
    result = as_json(reading(line))
    if "￥" in line:
        expect = expect | {"deals": [{"amount": 5000}]}
    assert disagreements(result, expect) == {}


def test_where_a_price_comes_from() -> None:
    items = reading("o p1x1 fx20x1 6205-2RSx1 n0x1 p1x1@3").order
    assert [item.price_from for item in items] == ["list", "agreed", "last", None, "typed"]
    assert items[2].last_on == "2026-03-12"
    assert [item.product for item in items] == ["1", "2", "3", "4", "1"]


def test_which_open_deal_an_amount_updates() -> None:
    untitled = KnownDeal("d0", "", "lead")
    assert reading("￥5000 pump line").deals[0].deal == "d1"
    assert reading("￥5000 valves").deals[0].deal is None
    assert reading("￥5000 valves", Known(deals=(PUMP, untitled))).deals[0].deal == "d0"
    only = reading("￥5000", Known(deals=(PUMP,)))
    assert (only.deals[0].deal, only.deals[0].title, only.choices) == ("d1", "pump line", ())
    asked = reading("￥5000")
    assert asked.deals[0].deal is None
    assert [(c.what, c.index) for c in asked.choices] == [("deal", 0)]


def test_a_loss_beside_an_amount_is_asked() -> None:
    found = reading("￥5000 valves >lost", Known(deals=(PUMP,)))
    assert found.stage is not None
    assert (found.stage.deal, found.stage.index) == (None, None)
    assert [label for _, label in found.choices[0].options] == ["pump line", "valves"]


def test_the_books_own_stages_are_read() -> None:
    stages = (KnownStage("s1", ("s1", "Site trial", "试用")), KnownStage("s2", ("s2", "trial")))
    known = Known(deals=(PUMP,), stages=stages)
    for line, stage in ((">Site Trial", "s1"), (">试用", "s1"), (">trial", "s2")):
        found = reading(line, known).stage
        assert found is not None
        assert (found.to, found.deal) == (stage, "d1")
    assert reading(">quote", known).stage is None


def test_a_written_code_counts_only_where_the_book_has_several_currencies() -> None:
    assert reading("报价USD 500 泵", Known(currencies=("CNY",))).deals[0].currency is None
    assert reading("报价USD 500 泵", Known(currencies=("CNY", "USD"))).deals[0].currency == "USD"
    assert reading("$500 泵", Known(currencies=("CNY", "USD"))).deals[0].currency is None
