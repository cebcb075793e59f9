"""The form base, on the follow-up form: saving, refusing, drafts, another session."""

import pytest

from repdesk.domain.errors import DiskError
from repdesk.ui.app import RepdeskApp
from repdesk.ui.forms.followup import FollowupForm
from repdesk.ui.ports import Draft
from tests.ui.desk_ports import NOW, MemoryDrafts, book_of, ports
from tests.ui.screen_text import line, screen_text, settled


async def test_typed_promise_is_saved_and_undone_by_keys() -> None:
    store, drafts = book_of(["Acme"]), MemoryDrafts()
    app = RepdeskApp(ports(store, drafts))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("a", *"call", "tab", *"tod", "tab", "2", "tab", "5", "f2")
        await settled(pilot)
        (row,) = store.book.of("followups", "customer", "c1")
        assert (row.text, row.due, row.owner, row.kind) == ("call", "2026-06-30", "them", "tender")
        assert drafts.kept == {}
        assert "saved" in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert store.book.of("followups", "customer", "c1") == ()
        assert "undone" in screen_text(app)


async def test_refused_save_leaves_the_form_with_its_text_and_says_why() -> None:
    store, drafts = book_of(["Acme"]), MemoryDrafts()
    app = RepdeskApp(ports(store, drafts))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("a", *"call", "tab", *"3d", "f2")
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        store.refuse = DiskError("disk.full", path="book", errno=28, operation="write")
        await pilot.press("a", *"ring", "tab", *"3d", "f2")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, FollowupForm)
        assert form.texts()["text"] == "ring"
        assert "the disk is full" in screen_text(app)
        assert [draft.data["text"] for draft in drafts.kept.values()] == ["ring"]
        store.refuse = None
        await pilot.press("f2")
        await settled(pilot)
        assert [row.text for row in store.book.of("followups", "customer", "c1")] == ["ring"]
        assert drafts.kept == {}


async def test_unreadable_date_goes_to_its_field() -> None:
    store = book_of(["Acme"])
    app = RepdeskApp(ports(store, language="zh"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("a", *"x", "tab", *"9", "tab", "f2")
        await settled(pilot)
        assert isinstance(app.screen, FollowupForm)
        assert app.focused is not None
        assert app.focused.id == "field-due"
        assert "不是日期" in screen_text(app)
        assert store.book.count("followups") == 0


async def test_escape_keeps_a_draft_and_an_untouched_form_leaves_none() -> None:
    drafts = MemoryDrafts()
    app = RepdeskApp(ports(book_of(["Acme"]), drafts))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("a", "escape")
        await settled(pilot)
        assert drafts.kept == {}
        await pilot.press("a", *"half a se", "escape")
        await settled(pilot)
        assert "kept as a draft" in screen_text(app)
        app.session.flush_drafts(1)
        (draft,) = drafts.kept.values()
        assert (draft.form, draft.customer) == ("followup", "c1")
        assert draft.data["text"] == "half a se"
        assert (draft.data["_field"], draft.data["_cursor"]) == ("text", [0, 9])


async def test_a_draft_is_offered_at_the_start_and_opens_where_the_cursor_was() -> None:
    data = {"text": "half a sentence", "due": "2026-07-03", "_field": "text", "_cursor": [0, 4]}
    drafts = MemoryDrafts([Draft("d1", "followup", NOW, "c1", data)])
    store = book_of(["Acme"])
    app = RepdeskApp(ports(store, drafts))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert line(app, 0).startswith("1 draft")
        assert "half a sentence" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press(*"XY", "f2")
        await settled(pilot)
        (row,) = store.book.of("followups", "customer", "c1")
        assert (row.text, row.due) == ("halfXY a sentence", "2026-07-03")
        app.session.flush_drafts(1)
        assert drafts.kept == {}


async def test_leaving_the_app_writes_what_is_typed() -> None:
    drafts = MemoryDrafts()
    app = RepdeskApp(ports(book_of(["Acme"]), drafts))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("a", *"not yet saved")
        app.leave(0)
    assert [draft.data["text"] for draft in drafts.kept.values()] == ["not yet saved"]


@pytest.mark.parametrize(
    ("language", "typed", "due", "echo"),
    [
        ("en", "fri", "2026-07-03", "Fri 3 Jul · in 3 days"),
        ("en", "2026-07-08", "2026-07-08", "Wed 8 Jul · in 8 days"),
        ("zh", "下周三", "2026-07-08", "7月8日 周三 · 8天后"),
    ],
)
async def test_a_day_is_typed_as_in_the_log_and_echoed(
    language: str, typed: str, due: str, echo: str
) -> None:
    store = book_of(["[/] ${x}"])
    app = RepdeskApp(ports(store, language=language))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("a", *"送样", "tab", *typed)
        await settled(pilot)
        assert echo in screen_text(app)
        await pilot.press("f2")
        await settled(pilot)
        (row,) = store.book.of("followups", "customer", "c1")
        assert (row.text, row.due) == ("送样", due)
