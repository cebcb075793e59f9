"""Correcting an old log: its line in the form, the record where the line says what it said."""

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Contact
from repdesk.domain.interaction import Followup, Interaction, Stop
from repdesk.domain.record import Record
from repdesk.ui.app import RepdeskApp
from repdesk.ui.forms.log_correct import CorrectForm
from tests.memory_store import MemoryStore, desk_of
from tests.ui.days_book import day_app, day_book
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled

AT = "2026-06-28T15:04:05+08:00"
RAW = "v+ @王军 asked !fri call back #rush // sly"
OLD = Interaction(
    id="i8",
    customer="c1",
    at=AT,
    kind="visit",
    outcome="neutral",
    contacts=("p1",),
    note="asked [/] ${x}",
    raw=RAW,
    tags=("rush",),
    private="sly",
)
PROMISE = Followup(id="f8", customer="c1", due="2026-07-03", text="call back", from_="i8")


def book_with(*rows: tuple[str, Record]) -> Book:
    later = Stop(id="s1", customer="c3", date="2026-06-30", time="23:00")
    people = Contact(id="p1", customer="c1", name="王军")
    put: list[tuple[str, Record]] = [("contacts", people), ("stops", later), *rows]
    return day_book().with_puts(Put(table, row.id, None, row) for table, row in put)


def logged(drafts: MemoryDrafts | None = None) -> tuple[MemoryStore, RepdeskApp]:
    """The day's app with a log of two days ago on top: a promise came of it, and outcome and note
    were altered later, so that they are not what the line says.
    """
    return day_app(book_with(("interactions", OLD), ("followups", PROMISE)), drafts)


async def test_what_is_not_changed_stays_as_it_was_saved() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e")
        await settled(pilot)
        assert isinstance(app.screen, CorrectForm)
        assert line(app, 0).startswith("CORRECT  张家港华昌  28 Jun visit")
        assert line(app, 1).strip() == f"> {RAW}"
        assert "Sun 28 Jun 15:04 · 2 days ago, neutral, 王军" in screen_text(app)
        assert "asked [/] ${x}" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert store.lines == []
        assert "nothing was changed" in screen_text(app)


async def test_kind_and_day_are_corrected_and_the_clock_follows() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "tab", "2", "tab", "tab", "ctrl+u", *"yesterday", "enter")
        await settled(pilot)
        row = store.book.get("interactions", "i8")
        assert (row.kind, row.at, row.outcome, row.note) == (
            "call",
            "2026-06-29",
            "neutral",
            OLD.note,
        )
        assert (row.raw, row.contacts, row.tags, row.private) == (RAW, ("p1",), ("rush",), "sly")
        assert "corrected: 张家港华昌; next contact 13 Jul; u takes it back" in screen_text(app)
        assert store.book.count("followups") == 3
        assert store.book.history[-1].verb == "correct"
        await pilot.press("u")
        await settled(pilot)
        assert store.book.get("interactions", "i8") == OLD


async def test_what_is_typed_into_the_line_is_corrected_and_promises_never_double() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "home", "delete", "delete", *"c-")
        await pilot.press("enter")
        await settled(pilot)
        row = store.book.get("interactions", "i8")
        assert (row.kind, row.outcome, row.at) == ("call", "negative", AT)
        assert row.raw == RAW.replace("v+", "c-")
        assert store.book.get("followups", "f8") == PROMISE
        assert store.book.count("followups") == 3


async def test_a_promise_moved_in_the_line_or_beside_it_is_the_same_promise() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "home", *["right"] * 14, *["delete"] * 3, *"mon")
        await settled(pilot)
        assert "!mon call back" in line(app, 1)
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.get("followups", "f8").due == "2026-07-06"
        await pilot.press("e", *["tab"] * 5, "ctrl+u", *"9 Jul", "enter")
        await settled(pilot)
        assert store.book.get("followups", "f8").due == "2026-07-09"
        assert store.book.count("followups") == 3


async def test_a_promise_taken_out_is_dropped_and_a_new_one_is_added() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", *["tab"] * 5, "ctrl+u", "enter")
        await settled(pilot)
        dropped = store.book.get("followups", "f8")
        assert (dropped.state, dropped.closed) == ("dropped", "2026-06-30")
        await pilot.press("e", "home", *["right"] * 12, *" !10 Jul send list,", "enter")
        await settled(pilot)
        (new,) = [row for row in store.book.rows("followups") if row.text == "send list"]
        assert (new.due, new.from_, new.customer) == ("2026-07-10", "i8", "c1")
        assert store.book.get("followups", "f8").state == "dropped"


async def test_a_closed_promise_stays_and_it_is_said() -> None:
    done = Followup(
        id="f8",
        customer="c1",
        due="2026-07-03",
        text="call back",
        state="done",
        closed="2026-06-29",
        from_="i8",
    )
    book = book_with(("interactions", OLD), ("followups", done))
    store, app = day_app(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "home", *["right"] * 14, *["delete"] * 3, *"mon")
        await settled(pilot)
        assert '"call back" is closed or was changed: it stays' in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.get("followups", "f8") == done
        assert store.book.count("followups") == 3


async def test_an_order_and_a_deal_in_the_line_are_neither_doubled_nor_changed() -> None:
    store, app = day_app(book_with())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"o P1x2", "enter")
        await settled(pilot)
        orders = store.book.of("orders", "customer", "c1")
        await pilot.press("3", "e")
        await settled(pilot)
        assert "deals, stages and money as they were saved" in screen_text(app)
        await pilot.press(*"0")
        await settled(pilot)
        assert "are not changed here" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.of("orders", "customer", "c1") == orders
        assert store.book.of("interactions", "customer", "c1")[-1].raw == "o P1x20"


async def test_all_rows_of_one_log_are_corrected() -> None:
    store, app = day_app(book_with())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"x", "f3", *"昆山", "enter", "enter")
        await settled(pilot)
        await pilot.press("3", "e", "tab", "1", "enter")
        await settled(pilot)
        rows = [row for row in store.book.rows("interactions") if row.id != "i1"]
        assert [(row.customer, row.kind) for row in sorted(rows, key=lambda row: row.customer)] == [
            ("c1", "visit"),
            ("c5", "visit"),
        ]


async def test_an_entry_without_a_line_keeps_none_unless_it_is_typed() -> None:
    bare = Interaction(id="i8", customer="c1", at="2026-06-28", kind="visit", note="$500 周五回电")
    store, app = day_app(book_with(("interactions", bare)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "tab", "tab", "2", "enter")
        await settled(pilot)
        row = store.book.get("interactions", "i8")
        assert (row.outcome, row.raw, row.note, row.at) == (
            "positive",
            "",
            "$500 周五回电",
            "2026-06-28",
        )
        assert store.book.count("followups") == 2
        assert store.book.count("deals") == 1


async def test_an_entry_without_any_word_is_corrected_too() -> None:
    bare = Interaction(id="i8", customer="c1", at="2026-06-28", kind="call")
    store, app = day_app(book_with(("interactions", bare)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "tab", "tab", "3", "enter")
        await settled(pilot)
        row = store.book.get("interactions", "i8")
        assert (row.kind, row.outcome, row.note, row.raw) == ("call", "neutral", "", "")


async def test_from_the_profile_an_entry_is_read_then_corrected() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "e correct" in line(app, 23)
        await pilot.press("e", "tab", "2", "enter")
        await settled(pilot)
        assert store.book.get("interactions", "i8").kind == "call"
        assert "corrected: 张家港华昌" in screen_text(app)


async def test_a_draft_of_a_correction_opens_again_as_one() -> None:
    drafts = MemoryDrafts()
    _store, app = logged(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "tab", "2", "escape")
        await settled(pilot)
        (draft,) = drafts.kept.values()
        assert (draft.form, draft.data["line"]) == ("correct", RAW)
    store, app = logged(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CorrectForm)
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.get("interactions", "i8").kind == "call"
        assert drafts.kept == {}


async def test_another_session_s_change_is_told_and_the_text_stays() -> None:
    store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e", "tab", "2")
        desk_of(store, by="pts/9").edit("interactions", "i8", outcome="positive")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CorrectForm)
        assert "changed meanwhile" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        row = store.book.get("interactions", "i8")
        assert (row.kind, row.outcome) == ("call", "positive")


async def test_with_nothing_highlighted_it_says_so() -> None:
    empty = Book({"customers": [day_book().get("customers", "c1")]})
    _store, app = day_app(empty)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "e")
        await settled(pilot)
        assert "nothing is highlighted" in screen_text(app)


async def test_while_hiding_no_tier_no_other_customer_and_no_old_log_is_shown() -> None:
    _store, app = logged()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "h", "l", *"v+ ok")
        await settled(pilot)
        text = screen_text(app)
        assert "VIP" not in text
        assert "next contact 14 Jul" in text
        await pilot.press("f3")
        await settled(pilot)
        assert "other customers are hidden" in screen_text(app)
        await pilot.press("escape", "3", "e")
        await settled(pilot)
        assert "what is hidden" in screen_text(app)
