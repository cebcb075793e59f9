"""Find anything: what fits, in which order, and that a changed book answers as a fresh one."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Contact, Customer
from repdesk.domain.deal import Competitor, Deal
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Line, Order, Product
from repdesk.domain.record import Record
from repdesk.domain.search import entries
from repdesk.domain.search.index import Found, Index
from repdesk.domain.search.shelf import Level
from repdesk.domain.search.wanted import wanted
from repdesk.notation.pinyin import keys
from tests.hostile import TEXTS
from tests.strategies import IDS, NAMES, TEXT


def customer(id_: str, name: str, *aliases: str, **fields: object) -> Customer:
    found = dict.fromkeys(key for one in (name, *aliases) for key in keys(one))
    return msgspec.convert(
        {"id": id_, "name": name, "aliases": aliases, "keys": tuple(found), **fields}, Customer
    )


def person(id_: str, of: str, name: str, **fields: object) -> Contact:
    return msgspec.convert(
        {"id": id_, "customer": of, "name": name, "keys": keys(name), **fields}, Contact
    )


def visit(id_: str, of: str, note: str, **fields: object) -> Interaction:
    row = {"id": id_, "customer": of, "at": "2026-06-09T10:00+08:00", "kind": "visit"}
    return msgspec.convert({**row, "note": note, **fields}, Interaction)


BOOK = Book(
    {
        "customers": [
            customer("c1", "苏州恒力精密", code="K77", phones=("138-0000-7340",), city="苏州"),
            customer("c2", "恒力泵业", zone="无锡"),
            customer("c3", "重庆单氏重工", "Chongqing Heavy"),
            customer("c4", "Suzhou Hengli Precision", phones=("+49 30 23125 167",)),
            customer("c5", "[/] ${x}"),
            customer("c6", "Acme Pumps"),
            customer("c7", "恒力旧厂", archived=True),
            customer("c8", "vanished", erased=True),
            customer("c9", "盛达水务"),
        ],
        "contacts": [
            person("p1", "c1", "王军", role="采购经理", phones=("139-0000-1112",)),
            person("p2", "c5", "Wang Jun", email="wang@example.org", note="likes fishing"),
            person("p3", "c7", "老周"),
        ],
        "interactions": [
            visit("i1", "c1", "嫌报价高,要交期", tags=("价格",)),
            visit("i2", "c2", "送了样品", at="2026-06-20T10:00+08:00", private="老板急"),
            visit("i3", "c7", "旧厂的报价"),
            visit("i4", "c6", "", raw="v+ // in a hurry", private="in a hurry"),
            visit("i6", "c6", "", raw="v+ asked for a quote", at="2026-03-20T10:00+08:00"),
            visit("i5", "c6", "wants a QUOTE before July", at="2026-01-20T10:00+08:00"),
        ],
        "deals": [
            Deal(id="d1", customer="c2", title="冷却泵换型", competitor=Competitor(name="南方泵业"))
        ],
        "followups": [
            Followup(id="f1", customer="c1", due="2026-07-02", text="寄样品"),
            Followup(id="f2", customer="c1", due="2026-06-28", text="送样品目录"),
            Followup(id="f3", customer="c1", due="2026-06-01", text="样品已寄", state="done"),
        ],
        "products": [
            Product(id="g1", code="P1", name="端吸离心泵"),
            Product(id="g2", code="P10", name="滤芯", aliases=("cartridge",)),
        ],
        "orders": [
            Order(id="o1", customer="c1", date="2026-06-01", number="XS10",
                  lines=(Line(product="g1", qty="2"),)),
            Order(id="o2", customer="c2", date="2026-06-10", number="XS1",
                  lines=(Line(product="g2", qty="2"),)),
            Order(id="o3", customer="c2", date="2026-06-11", number="P1"),
        ],
    }
)  # fmt: skip


def asked(book: Book, text: str, index: Index | None = None, **how: Any) -> Found:
    *_early, whole = (index or Index()).find(book, text, **how)
    assert whole.whole
    return whole


def found(text: str, book: Book = BOOK, **how: Any) -> list[str]:
    return [row.split()[1] for group in asked(book, text, **how).groups for row in group.rows]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("恒力", ["c2", "c1"]),
        ("hl", ["c2", "c1"]),
        ("HL", ["c2", "c1"]),
        ("ｈｌ", ["c2", "c1"]),
        ("hengli", ["c2", "c4", "c1"]),
        ("heng li", ["c2", "c1", "c4"]),
        ("su zhou heng", ["c1", "c4"]),
        ("suzhouheng", ["c1", "c4"]),
        ("cq", ["c3"]),
        ("zqds", ["c3"]),
        ("zhongqing", ["c3"]),
        ("chongqing heavy", ["c3"]),
        ("k77", ["c1"]),
        ("pumps", ["c6"]),
        ("[/]", ["c5"]),
        ("恒力 精密", ["c1"]),
        ("精密 苏州", ["c1"]),
        ("hengli precision", ["c4"]),
        ("138 0000 7340", ["c1"]),
        ("00007340", ["c1"]),
        ("2312", ["c4"]),
        ("无锡", ["c2"]),
        ("恒力旧厂", ["c7"]),
    ],
)
def test_customers_by_name_pinyin_initials_phone_code_and_city(
    text: str, first: Sequence[str]
) -> None:
    assert found(text)[: len(first)] == first


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("王军", ["p1"]),
        ("wangjun", ["p1", "p2"]),
        ("1390000", ["c1", "p1"]),
        ("fishing", ["p2"]),
        ("采购", ["p1"]),
        ("冷却泵", ["d1"]),
        ("南方", ["d1"]),
        ("交期", ["i1"]),
        ("#价格", ["i1"]),
        ("恒力 交期", ["i1"]),
        ("苏州 交期", ["i1"]),
        ("恒力 报价 交期", ["i1"]),
        ("quote", ["i6", "i5"]),
        ("老板急", ["i2"]),
        ("样品", ["f2", "f1", "i2"]),
        ("xs1", ["o2", "o1"]),
        ("p1", ["o3", "o2", "o1"]),
        ("cartridge", ["o2"]),
        ("离心泵", ["o1"]),
    ],
)
def test_people_notes_deals_promises_and_orders(text: str, rows: list[str]) -> None:
    assert found(text) == rows


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u200b",
        "vanished",
        "老周",
        "旧厂的报价",
        "恒力旧",
        "样品已寄",
        "nobody",
        "x" * 5000,
    ],
)
def test_what_is_erased_archived_done_or_not_there_is_not_found(text: str) -> None:
    assert found(text) == []


def test_whole_before_initials_before_part_before_what_is_beside_before_typing_errors() -> None:
    book = Book(
        {
            "customers": [
                customer("a", "Pacme Ltd"),
                customer("b", "Zeta", zone="acme"),
                customer("c", "Acme Pumps"),
                customer("e", "Acme"),
                customer("f", "Akme"),
                customer("g", "Acme", archived=True),
                customer("h", "安城马尔", "acme2"),
            ]
        }
    )
    assert found("acme", book) == ["e", "h", "c", "a", "b", "f", "g"]
    assert [one.kind for one in asked(book, "acme").groups] == ["customers", "near", "archived"]


@pytest.mark.parametrize("typed", ["hengil", "hegnli", "hengl", "henggli", "shengdashuwiu", "acne"])
def test_one_letter_may_be_wrong(typed: str) -> None:
    assert asked(BOOK, typed).groups


@pytest.mark.parametrize("typed", ["acn", "13800007341", "xs2", "k78", "2312516", "138000o7340"])
def test_but_not_of_three_and_never_a_digit(typed: str) -> None:
    near = [one for one in asked(BOOK, typed).groups if one.level == Level.NEAR]
    assert near == []


def test_a_syllable_is_not_found_inside_another() -> None:
    assert "customers c9" not in asked(BOOK, "heng").groups[0].rows
    assert found("shuiwu") == ["c9"]


def test_private_text_is_not_looked_at_when_it_must_not_be() -> None:
    assert found("老板急", private=False) == []
    assert found("in a hurry", private=False) == []
    assert found("in a hurry") == ["i4"]


def test_only_what_is_about_one_customer() -> None:
    assert found("样品", only="c2") == ["i2"]
    assert found("恒力", only="c2") == ["c2"]
    assert found("恒力旧厂", only="c2") == []


def test_names_are_there_before_the_notes_are_read_and_later_all_at_once() -> None:
    index = Index()
    early, whole = index.find(BOOK, "恒力 报价")
    assert (early.whole, whole.whole) == (False, True)
    assert len(list(index.find(BOOK, "恒力 报价"))) == 1


def test_a_change_reads_again_only_what_it_touched() -> None:
    index = Index()
    asked(BOOK, "x", index)
    before = dict(index._notes._stretches)
    kept = {entry.id: entry for entry in index.customers(BOOK).entries}
    row = BOOK.get("interactions", "i1")
    changed = BOOK.with_puts(
        [
            Put("interactions", "i1", row, msgspec.structs.replace(row, note="鲸鱼")),
            Put("customers", "c6", BOOK.get("customers", "c6"), customer("c6", "Whale")),
        ]
    )
    assert [r for g in asked(changed, "鲸鱼", index).groups for r in g.rows] == ["interactions i1"]
    again = index._notes._stretches
    assert {days for days in again if again[days] is not before[days]} == {"2026-06-0"}
    new = {entry.id for entry in index.customers(changed).entries if kept[entry.id] is not entry}
    assert new == {"c6"}


def test_after_a_barrier_nothing_of_the_book_is_held() -> None:
    index = Index()
    asked(BOOK, "恒力", index)
    index.changed(["log"])
    assert index.customers(BOOK).entries
    index.changed(["log", "erase"])
    assert index._customers.entries == ()
    assert not index._notes.begun
    assert asked(BOOK, "恒力", index) == asked(BOOK, "恒力")


# Any book, any text

PHONES = st.lists(
    st.from_regex(r"(\+49 )?1[3-9][0-9]-0000-[0-9]{4}", fullmatch=True), max_size=2
).map(tuple)
WORDS = NAMES | st.sampled_from(sorted(set(TEXTS.values()) - {TEXTS["too long"]})) | TEXT
CUSTOMERS = st.builds(
    lambda id_, name, phones, city, flags: customer(
        id_, name or "x", phones=phones, city=city, archived=flags == 1, erased=flags == 2
    ),
    IDS, WORDS, PHONES, NAMES | st.just(""), st.sampled_from([0, 0, 0, 1, 2]),
)  # fmt: skip
PEOPLE = st.builds(lambda id_, of, name, phones: person(id_, of, name or "x", phones=phones),
                   IDS, IDS, WORDS, PHONES)  # fmt: skip
NOTES = st.builds(
    lambda id_, of, note, month, private: visit(
        id_, of, note, at=f"2026-{month:02d}-09T10:00+08:00", private=private
    ),
    IDS, IDS, WORDS, st.integers(1, 12), TEXT,
)  # fmt: skip
DEALS = st.builds(lambda id_, of, title: Deal(id=id_, customer=of, title=title), IDS, IDS, WORDS)
PROMISES = st.builds(
    lambda id_, of, text, state: Followup(
        id=id_, customer=of, due="2026-06-01", text=text, state=state
    ),
    IDS, IDS, WORDS, st.sampled_from(["open", "done"]),
)  # fmt: skip
ORDERS = st.builds(
    lambda id_, of, number: Order(
        id=id_, customer=of, date="2026-06-01", number=number, lines=(Line(product="g", qty="1"),)
    ),
    IDS, IDS, WORDS,
)  # fmt: skip
PRODUCTS = st.builds(lambda name: Product(id="g", code="P1", name=name), WORDS)
ROWS = st.one_of(
    *(
        st.tuples(st.just(table), rows)
        for table, rows in {
            "customers": CUSTOMERS, "contacts": PEOPLE, "interactions": NOTES, "deals": DEALS,
            "followups": PROMISES, "orders": ORDERS, "products": PRODUCTS,
        }.items()
    )
)  # fmt: skip
STEPS = st.lists(st.lists(st.tuples(ROWS, st.booleans()), max_size=6), min_size=1, max_size=4)


def stepped(book: Book, rows: Sequence[tuple[tuple[str, Record], bool]]) -> Book:
    puts = {}
    for (table, row), gone in rows:
        puts[table, row.id] = Put(table, row.id, book.get(table, row.id), None if gone else row)
    return book.with_puts(puts.values())


@settings(max_examples=60, deadline=None)
@given(STEPS, st.lists(WORDS, max_size=4))
def test_a_changed_book_answers_as_a_fresh_one(
    steps: list[list[tuple[tuple[str, Record], bool]]], texts: list[str]
) -> None:
    index, book = Index(), Book()
    typed = [*texts, "恒力", "a", "138", "泵 a", "suzhou"]
    for step in steps:
        book = stepped(book, step)
        for text in typed:
            assert asked(book, text, index) == asked(book, text)


@settings(max_examples=80, deadline=None)
@given(st.lists(CUSTOMERS, max_size=6), st.lists(PEOPLE, max_size=4))
def test_every_customer_is_found_by_its_name_its_keys_and_its_phones(
    customers: list[Customer], people: list[Contact]
) -> None:
    book = Book({"customers": {c.id: c for c in customers}.values(),
                 "contacts": {p.id: p for p in people}.values()})  # fmt: skip
    index = Index()
    for one in book.rows("customers"):
        row = f"customers {one.id}"
        if wanted(one.name).text:
            groups = [g for g in asked(book, one.name, index).groups if row in g.rows]
            assert [g.kind for g in groups] == [
                kind
                for kind, so in (("customers", not one.archived), ("archived", one.archived))
                if so and not one.erased
            ]
        if one.archived or one.erased:
            continue
        phones = [p for who in book.of("contacts", "customer", one.id) for p in who.phones]
        for typed in (*one.keys, *one.phones, *phones):
            assert any(row in group.rows for group in asked(book, typed, index).groups), typed


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, max_size=12), st.text(max_size=30))
def test_any_text_at_all_finds_without_an_exception(
    rows: list[tuple[str, Record]], text: str
) -> None:
    book = stepped(Book(), [(row, False) for row in rows])
    for typed in (text, text * 40, *TEXTS.values()):
        for group in asked(book, typed[:5000]).groups:
            assert len(set(group.rows)) == len(group.rows)


@pytest.mark.parametrize("name", ["Kitagawa", "苏州恒力精密", "Brandauer Filtertechnik"])
def test_a_name_with_any_one_letter_wrong_is_still_found(name: str) -> None:
    book = Book({"customers": [customer("c", name)]})
    typed = name.casefold() if name.isascii() else keys(name)[0]
    letters = [at for at, sign in enumerate(typed) if sign.isalpha()]
    for at in letters:
        wrong = [typed[:at] + typed[at + 1 :], typed[:at] + "q" + typed[at + 1 :],
                 typed[:at] + "q" + typed[at:]]  # fmt: skip
        if at + 1 in letters:
            wrong.append(typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :])
        for text in wrong:
            assert found(text, book) == ["c"], text


def test_a_search_never_works_pinyin_out() -> None:
    code = (
        "import sys\n"
        "from repdesk.domain.book import Book\n"
        "from repdesk.domain.customer import Customer\n"
        "from repdesk.domain.search.index import Index\n"
        "from repdesk.domain.search.wanted import wanted\n"
        "from repdesk.notation.marks import marks\n"
        "keys = ('suzhouhengli', 'szhl')\n"
        "book = Book({'customers': [Customer(id='c', name='苏州恒力', keys=keys)]})\n"
        "for text in ('hl', 'hengli', 'hengil', '恒力'):\n"
        "    assert list(Index().find(book, text))[-1].groups[0].rows == ('customers c',)\n"
        "    assert marks('苏州恒力', wanted(text), keys) == ((2, 4),)\n"
        "assert not {'pypinyin', 'textual', 'numpy', 'pandas'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_entries_are_in_the_order_of_names_in_pinyin() -> None:
    rows = entries.customers(BOOK, {})
    assert [entry.id for entry in rows] == ["c6", "c2", "c9", "c1", "c4", "c5", "c3"]
