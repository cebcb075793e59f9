"""Find anything by keys alone: from every screen, in four keys, back to where one was."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from repdesk.domain.book import Book
from repdesk.domain.customer import Contact, Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Line, Order, Product
from repdesk.domain.search.index import Found, Index
from repdesk.notation.pinyin import keys
from repdesk.ui.app import RepdeskApp
from repdesk.ui.cells import width
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.note import NoteScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.search import SearchScreen
from repdesk.ui.screens.today import TodayScreen
from repdesk.ui.widgets.search import SearchBox
from tests.hostile import TEXTS, harm_in
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import ports
from tests.ui.screen_text import line, screen_text, settled

NAMES = ("Acme Pumps", "苏州恒力精密", "[/] ${x}", "无锡东升水务", "恒力旧厂")
SIZES = [(80, 24), (45, 16), (120, 36)]


def store() -> MemoryStore:
    customers = [
        Customer(id=f"c{at}", name=name, keys=keys(name), zone="苏州", archived=at == 5)
        for at, name in enumerate(NAMES, 1)
    ]
    notes = ("嫌报价高,要交期", "送了样品", "[/] ${x} wants a quote", "开会,没时间看报价")
    return MemoryStore(
        Book(
            {
                "customers": customers,
                "contacts": [Contact(id="p1", customer="c4", name="何立新", keys=keys("何立新"))],
                "interactions": [
                    Interaction(
                        id=f"i{at}",
                        customer=f"c{at}",
                        at=f"2026-06-{10 + at}T10:00:00+08:00",
                        kind="visit",
                        note=note,
                        private="老板急" if at == 2 else "",
                    )
                    for at, note in enumerate(notes, 1)
                ],
                "deals": [Deal(id="d1", customer="c1", title="冷却泵换型", amount=1_200_000)],
                "stage_events": [
                    StageEvent(id="e1", deal="d1", at="2026-06-01T10:00:00+08:00", stage="quote")
                ],
                "followups": [Followup(id="f1", customer="c1", due="2026-06-28", text="寄样品")],
                "products": [Product(id="g1", code="P1", name="端吸离心泵")],
                "orders": [
                    Order(id="o1", customer="c4", date="2026-05-02", number="XS10",
                          lines=(Line(product="g1", qty="2", price="5"),))
                ],
            }
        )
    )  # fmt: skip


def front(app: RepdeskApp) -> Any:
    return app.screen


def searching(app: RepdeskApp) -> SearchScreen:
    screen = front(app)
    assert isinstance(screen, SearchScreen)
    return screen


async def typed(pilot: Pilot[Any], text: str, enter: str = "") -> None:
    await pilot.press("slash", *text, *filter(None, [enter]))
    await settled(pilot)


def marked(app: RepdeskApp, row: int) -> str:
    strip = app.screen._compositor.render_strips()[row]
    return "".join(part.text for part in strip if part.style and part.style.underline)


@pytest.mark.parametrize("screen", ["1", "2", "3", "4"])
@pytest.mark.parametrize("slash", ["slash", "fullwidth_solidus", "ideographic_comma", "f3"])
async def test_two_initials_open_an_account_in_four_keys(screen: str, slash: str) -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(screen)
        await settled(pilot)
        pressed = [slash, "h", "l", "enter"]
        assert len(pressed) == 4
        await pilot.press(*pressed)
        await settled(pilot)
        assert isinstance(front(app), ProfileScreen)
        assert front(app).customer_id == "c2"


async def test_esc_goes_back_to_what_was_found_and_then_to_where_one_was() -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "G", "space")
        await settled(pilot)
        customers = front(app)
        assert isinstance(customers, CustomersScreen)
        stood, chosen = customers.customer_id, customers.chosen
        await typed(pilot, "报价", "down")
        screen = searching(app)
        row = screen.rows.row_id
        await pilot.press("enter", "enter")
        await settled(pilot)
        assert isinstance(front(app), ProfileScreen)
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert searching(app) is screen
        assert screen.rows.row_id == row
        assert "报价" in line(app, 1)
        await pilot.press("escape")
        await settled(pilot)
        assert front(app) is customers
        assert (customers.customer_id, customers.chosen) == (stood, chosen)


async def test_from_a_profile_and_from_a_text_that_is_read() -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "acme", "enter")
        await pilot.press("enter")
        await settled(pilot)
        await typed(pilot, "hl", "enter")
        assert isinstance(front(app), ProfileScreen)
        assert front(app).customer_id == "c2"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    ("language", "names"),
    [
        ("en", ["Customers", "People", "Deals", "Open promises", "Orders", "Notes"]),
        ("zh", ["客户", "联系人", "商机", "未完成的承诺", "订单", "记录"]),
    ],
)
async def test_what_is_found_is_named_marked_and_fits(
    language: str, names: list[str], size: tuple[int, int]
) -> None:
    app = RepdeskApp(ports(store(), language=language))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for text, at, mark in [
            ("hl", (0, 1), "恒力"),
            ("helixin", (1,), "何立新"),
            ("冷却", (2,), "冷却"),
            ("样品", (3, 5), "样品"),
            ("xs1", (4,), "XS1"),
            ("离心泵", (4,), "离心泵"),
            ("交期", (5,), "交期"),
            ("[/]", (0, 5), "[/]"),
        ]:
            await typed(pilot, text)
            shown = screen_text(app)
            assert all(width(row) == size[0] for row in shown.split("\n"))
            assert [name for name in names if f"{name}  " in shown] == [names[n] for n in at], text
            assert mark in "".join(marked(app, row) for row in range(2, size[1])), text
            await pilot.press("escape")
            await settled(pilot)
        assert isinstance(front(app), TodayScreen)


async def test_a_note_is_read_whole_and_its_customer_opens_at_that_entry() -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "老板急", "enter")
        assert isinstance(front(app), NoteScreen)
        assert line(app, 0).startswith("苏州恒力精密")
        shown = screen_text(app)
        assert "送了样品" in shown
        assert "老板急" in shown
        await pilot.press("c")
        await settled(pilot)
        assert isinstance(front(app), ProfileScreen)
        assert front(app).pane.timeline.row_id == "i2"


@pytest.mark.parametrize(
    ("text", "customer", "entry"),
    [("冷却", "c1", "e1"), ("xs10", "c4", "o1"), ("何立新", "c4", ""), ("寄样", "c1", "")],
)
async def test_all_else_opens_its_customer(text: str, customer: str, entry: str) -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, text, "enter")
        assert isinstance(front(app), ProfileScreen)
        assert front(app).customer_id == customer
        assert not entry or front(app).pane.timeline.row_id == entry


async def test_the_rest_of_a_kind_is_one_enter_away() -> None:
    book = store()
    desk = desk_of(book)
    for at in range(40):
        desk.add_customer(f"Zeta {at:02}")
        desk.add("interactions", customer="c1", at="2026-01-02T10:00+08:00", kind="call",
                 note=f"zeta {at:02}")  # fmt: skip
    app = RepdeskApp(ports(book))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await typed(pilot, "zeta")
        assert line(app, 0).startswith("Find  80 found")
        text = screen_text(app)
        assert "Customers  40" in text
        assert "Notes  40" in text
        await pilot.press(*["down"] * 12)
        await settled(pilot)
        rows = [row for row in screen_text(app).split("\n") if row.startswith(">")]
        assert "more: Enter shows them" in rows[0]
        await pilot.press("enter")
        await settled(pilot)
        assert len([row for row in searching(app).rows.row_ids if row.startswith("inter")]) == 40


async def test_letters_are_text_and_what_has_no_letter_works_on_the_row() -> None:
    book = store()
    app = RepdeskApp(ports(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "hl")
        assert isinstance(app.focused, SearchBox)
        await pilot.press("f4", "+", "enter")
        await settled(pilot)
        assert [row.raw for row in book.book.of("interactions", "customer", "c2")][-1] == "+"
        await pilot.press("tab", "a", "escape")
        await settled(pilot)
        await pilot.press("slash", "x", "x")
        await settled(pilot)
        assert "hlxx" in line(app, 1)
        assert "Nothing fits" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "nothing fits; change the text" in screen_text(app)


async def test_an_archived_customer_only_by_the_whole_name() -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "恒力旧")
        assert "恒力旧厂" not in screen_text(app)
        await pilot.press("厂")
        await settled(pilot)
        assert "Archived  1" in screen_text(app)
        assert "恒力旧厂" in screen_text(app)


async def test_what_another_session_saves_is_found_at_once() -> None:
    book = store()
    app = RepdeskApp(ports(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "whale")
        assert "Nothing fits" in screen_text(app)
        desk_of(book, by="other").add_customer("Whale Ltd")
        await app.session.poll()
        await settled(pilot)
        assert "Whale Ltd" in screen_text(app)
        assert line(app, 1).strip().startswith("/ whale")


async def test_while_turned_to_a_customer_only_what_is_theirs_and_nothing_private() -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("h")
        await typed(pilot, "")
        assert isinstance(front(app), TodayScreen)
        assert "other customers are hidden" in screen_text(app)
        await pilot.press("h")
        await typed(pilot, "hl", "enter")
        await pilot.press("h")
        for text, there in [("acme", False), ("老板", False), ("样品", True), ("hl", True)]:
            await typed(pilot, text)
            rows = searching(app).rows.row_ids
            assert bool(rows) is there, text
            assert {row.split()[1] for row in rows if row} <= {"c2", "i2"}
            await pilot.press("escape")
            await settled(pilot)
        await typed(pilot, "样品", "enter")
        assert "老板急" not in screen_text(app)


async def test_a_line_that_is_all_private_is_not_told_as_it_was_typed() -> None:
    book = store()
    desk_of(book).add("interactions", customer="c2", at="2026-06-25T10:00+08:00", kind="visit",
                      raw="v+ //他要回扣", private="他要回扣")  # fmt: skip
    app = RepdeskApp(ports(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "hl", "enter")
        await pilot.press("h", "enter")
        await settled(pilot)
        assert "25 Jun" in screen_text(app)
        assert "回扣" not in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "回扣" not in screen_text(app)
        await pilot.press("h", "enter")
        await settled(pilot)
        assert "他要回扣" in screen_text(app)


async def test_hostile_text_is_shown_harmless() -> None:
    desk = desk_of(book := MemoryStore())
    for kind, text in TEXTS.items():
        if "half" in kind or kind == "too long":
            continue
        customer = desk.add_customer(text, zone=text, needs=text).answer
        desk.add("contacts", customer=customer, name=text, role=text, phones=(text,))
        desk.add("interactions", customer=customer, at="2026-06-02T10:00+08:00", kind="call",
                 note=text)  # fmt: skip
    app = RepdeskApp(ports(book))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "")
        for text in ["a", "x", "[", "=", "a b", *(TEXTS[k] for k in ("bidi", "markup", "nul"))]:
            box = searching(app).query_one(SearchBox)
            box.value = ""
            box.post_message(events.Paste(text))
            await settled(pilot)
            shown = screen_text(app)
            assert harm_in(shown) == []
            assert {width(row) for row in shown.split("\n")} == {80}
        assert app.is_running


# Answers come from a worker, and keys do not wait for them


class Slow(Index):
    """An index that answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.go = threading.Event()

    def find(self, book: Book, text: str, **how: Any) -> Iterator[Found]:
        answers = list(super().find(book, text, **how))
        if text:
            assert self.go.wait(20)
        yield from answers


async def test_enter_before_the_answer_opens_what_comes() -> None:
    app = RepdeskApp(ports(store()))
    slow = Slow()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.session.index = slow
        await pilot.press("slash", "h", "l", "enter")
        await pilot.pause()
        assert isinstance(front(app), SearchScreen)
        slow.go.set()
        await settled(pilot)
        assert isinstance(front(app), ProfileScreen)
        assert front(app).customer_id == "c2"


async def test_a_stale_answer_is_dropped() -> None:
    app = RepdeskApp(ports(store()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "hl")
        screen = searching(app)
        stood = screen.rows.row_ids
        old = list(app.session.index.find(screen.book, "acme"))[-1]
        screen.post_message(SearchScreen.Answered(screen.book, old))
        await settled(pilot)
        assert screen.rows.row_ids == stood


async def test_an_empty_book_says_how_to_fill_it() -> None:
    app = RepdeskApp(ports(MemoryStore()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "hl")
        assert "n adds a customer" in screen_text(app)


async def test_the_empty_search_says_what_may_be_typed() -> None:
    app = RepdeskApp(ports(store(), language="zh"))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await typed(pilot, "")
        assert "拼音或首字母" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(front(app), SearchScreen)
        assert "请输入要找的内容" in screen_text(app)
