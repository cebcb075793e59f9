"""What a rep does all day costs so many keys and no more (DESIGN §8), replayed and looked up."""

from collections.abc import Sequence

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.interaction import Interaction, Stop
from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.today import TodayScreen
from tests.memory_store import MemoryStore
from tests.ui.days_book import day_app, day_book
from tests.ui.screen_text import line, screen_text, settled

FIRST = "c1"
"""The customer highlighted when the app opens."""


def key_of(character: str) -> str:
    """The key that types a character, as the pilot wants it named."""
    return {"，": "FULLWIDTH COMMA"}.get(character, character)


async def pressed(
    keys: Sequence[str], budget: int, book: Book | None = None, before: Sequence[str] = ()
) -> tuple[MemoryStore, RepdeskApp, str]:
    """Press the keys, at most so many, in an app where `before` was pressed; what it then shows."""
    assert len(keys) <= budget
    store, app = day_app(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*before)
        await settled(pilot)
        await pilot.press(*keys)
        await settled(pilot)
        return store, app, screen_text(app)


async def test_an_outcome_only_visit_takes_3_and_its_undo_1() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", "+", "enter")
        await settled(pilot)
        visit = store.book.of("interactions", "customer", FIRST)[-1]
        assert (visit.kind, visit.outcome, visit.raw) == ("visit", "positive", "+")
        assert len(store.lines) == 1
        assert "saved visit: 张家港华昌; next contact 14 Jul; u takes it back" in screen_text(app)
        assert "saved 10:42" in line(app, 0)
        await pilot.press("u")
        await settled(pilot)
        assert [row.id for row in store.book.of("interactions", "customer", FIRST)] == ["i1"]
        assert "undone" in screen_text(app)


async def test_the_3_keys_hold_where_a_next_step_is_asked() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"昆山", "enter")
        await settled(pilot)
        for _round in range(2):
            await pilot.press("l", "+", "enter")
            await settled(pilot)
        assert "next step?" in screen_text(app)
        assert len(store.lines) == 2


async def test_a_visit_with_a_note_of_40_characters_and_a_follow_up_takes_48() -> None:
    note = "asked for a new quote, comparing offers!"
    assert len(note) == 40
    keys = ["l", *note, *" !3d", "enter"]
    store, _app, _text = await pressed(keys, 48)
    visit = store.book.of("interactions", "customer", FIRST)[-1]
    promise = store.book.of("followups", "customer", FIRST)[-1]
    assert (visit.kind, visit.note, visit.raw) == ("visit", note, f"{note} !3d")
    assert (promise.due, promise.owner, promise.from_) == ("2026-07-03", "me", visit.id)
    assert len(store.lines) == 1


async def test_the_same_in_chinese_takes_48() -> None:
    note = "看了样机很满意，要求重新报价，正在和格兰富比较，王总担心交期，预算已批，七月底定"
    assert len(note) == 40
    store, _app, _text = await pressed(["l", *map(key_of, f"{note}，周五回电"), "enter"], 48)
    visit = store.book.of("interactions", "customer", FIRST)[-1]
    promise = store.book.of("followups", "customer", FIRST)[-1]
    assert visit.note == note
    assert (promise.due, promise.text) == ("2026-07-03", "回电")


async def test_a_payment_on_an_order_takes_12() -> None:
    store, _app, _text = await pressed(["l", *"p 1000 o4", "enter"], 12)
    payment = store.book.of("payments", "customer", FIRST)[-1]
    assert (payment.amount, payment.order, payment.date) == (100_000, "o4", "2026-06-30")


async def test_snoozing_a_week_takes_2() -> None:
    store, _app, _text = await pressed(["z", "w"], 2, before=["2", "g"])
    snoozed = [row for row in store.book.rows("customers") if row.snooze_until]
    assert [row.snooze_until for row in snoozed] == ["2026-07-07"]
    (change,) = store.book.history
    assert change.verb == "snooze"


async def test_filling_a_missing_outcome_takes_1() -> None:
    gap = Interaction(id="i7", customer="c2", at="2026-06-30T09:00:00+08:00", kind="visit")
    later = Stop(id="s1", customer="c3", date="2026-06-30", time="23:00")
    book = day_book().with_puts(
        [Put("interactions", "i7", None, gap), Put("stops", "s1", None, later)]
    )
    store, _app, text = await pressed(["+"], 1, book, before=["3"])
    assert store.book.get("interactions", "i7").outcome == "positive"
    assert "u takes it back" in text


async def test_the_next_step_takes_1() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"昆山", "enter", "l", "+", "enter")
        await settled(pilot)
        await pilot.press("7")
        await settled(pilot)
        (promise,) = store.book.of("followups", "customer", "c5")
        assert promise.due == "2026-07-14"
        assert not isinstance(app.screen, TodayScreen)
