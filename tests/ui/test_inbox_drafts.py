"""What waits of a phone's notes, offered at the start: whom it is about is asked first."""

import pytest

from repdesk.ui.app import RepdeskApp
from repdesk.ui.forms.log import LogForm
from repdesk.ui.ports import Draft
from repdesk.ui.screens.pick import PickScreen
from tests.ui.desk_ports import NOW, MemoryDrafts, book_of, ports
from tests.ui.screen_text import screen_text, settled

LINE = "v + 谈了交期 !周五 送样 @2026-06-29 09:12"


def waiting(customer: str = "") -> MemoryDrafts:
    return MemoryDrafts([Draft("inbox-1", "log", NOW, customer, {"line": LINE, "_named": "华"})])


@pytest.mark.parametrize(("language", "asked"), [("en", "Whom is it about? 华"), ("zh", "华")])
@pytest.mark.parametrize("size", [(80, 24), (45, 16)])
async def test_a_note_of_nobody_is_given_to_one_and_saved_under_its_mark(
    language: str, asked: str, size: tuple[int, int]
) -> None:
    store, drafts = book_of(["张家港华昌", "[/] ${x}"]), waiting()
    app = RepdeskApp(ports(store, drafts, language=language))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert "谈了交期" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        picking = app.screen
        assert isinstance(picking, PickScreen)
        assert asked in screen_text(app)
        await pilot.press(*"华昌", "enter")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, LogForm)
        assert form.texts()["line"] == LINE
        await pilot.press("enter")
        await settled(pilot)
        (row,) = store.book.of("interactions", "customer", "c1")
        assert (row.at[:16], row.refs, row.raw) == ("2026-06-29T09:12", ("inbox-1",), LINE)
        app.session.flush_drafts(1)
        assert drafts.kept == {}


async def test_esc_leaves_it_waiting_and_one_with_a_customer_opens_at_once() -> None:
    drafts = waiting()
    app = RepdeskApp(ports(book_of(["Acme"]), drafts))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert "华" in screen_text(app)
        assert list(drafts.kept) == ["inbox-1"]
    app = RepdeskApp(ports(book_of(["Acme"]), waiting("c1")))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
