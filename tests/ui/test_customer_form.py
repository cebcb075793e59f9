"""The customer form by keys: a new account, one changed, and what another session did meanwhile."""

import pytest

from repdesk.ui.cells import width
from repdesk.ui.forms.customer import CustomerForm
from tests.memory_store import desk_of
from tests.ui.days_book import NAMES, day_app
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled


@pytest.mark.parametrize("name", ["张家港华昌二厂", "[/] ${y}"])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_n_adds_a_customer_with_its_first_deal_as_one_change(
    name: str, language: str
) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("n", *name, "tab", "2", "tab", *"Wuxi")
        await pilot.press("tab", "tab", "tab", *"138-0000-0000, 138-0000-0001")
        await pilot.press("tab", "tab", "tab", "tab", "3", "tab", "tab", *"eom+30", "f2")
        await settled(pilot)
        (row,) = [row for row in store.book.rows("customers") if row.name == name]
        assert (row.own_tier, row.zone, row.terms) == ("VIP", "Wuxi", "eom+30")
        assert row.phones == ("138-0000-0000", "138-0000-0001")
        assert row.preferences is not None
        assert row.preferences.channel == "call"
        assert len(store.book.of("deals", "customer", row.id)) == 1
        assert len(store.lines) == 1
        assert name in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert store.book.get("customers", row.id) is None


@pytest.mark.parametrize("size", [(80, 24), (45, 16)])
async def test_e_changes_only_what_was_typed(size: tuple[int, int]) -> None:
    store, app = day_app(language="zh")
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("j", "e")
        await settled(pilot)
        assert NAMES[1] in screen_text(app)
        for row in screen_text(app).split("\n"):
            assert width(row) == size[0]
        await pilot.press(*" GmbH", "f2")
        await settled(pilot)
        after = store.book.get("customers", "c2")
        assert (after.name, after.own_tier) == (f"{NAMES[1]} GmbH", "key")
        assert store.book.history[-1].change().puts[0].table == "customers"
        assert "已保存" in screen_text(app)


@pytest.mark.parametrize(
    ("field", "typed", "why"), [("terms", "soon", "payment terms"), ("interval_days", "0", "0")]
)
async def test_what_cannot_be_read_is_said_and_its_field_is_gone_to(
    field: str, typed: str, why: str
) -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e")
        await settled(pilot)
        form = app.screen
        assert isinstance(form, CustomerForm)
        form.widget(field).focus()
        await pilot.press(*typed, "f2")
        await settled(pilot)
        assert app.screen is form
        assert why in line(app, 22)
        assert app.focused is not None
        assert app.focused.id == f"field-{field}"
        assert store.lines == []


async def test_an_empty_name_is_refused() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("n", "f2")
        await settled(pilot)
        assert isinstance(app.screen, CustomerForm)
        assert "name" in line(app, 22)
        assert store.lines == []


async def test_another_session_that_changed_the_customer_is_told_and_nothing_is_lost() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("e", *" two")
        await settled(pilot)
        desk_of(store, by="phone").edit("customers", "c1", zone="苏州")
        await pilot.press("f2")
        await settled(pilot)
        assert isinstance(app.screen, CustomerForm)
        assert "phone" in screen_text(app)
        assert app.screen.texts()["name"] == f"{NAMES[0]} two"
        await pilot.press("f2")
        await settled(pilot)
        after = store.book.get("customers", "c1")
        assert after.name == f"{NAMES[0]} two"
        assert after.zone == "苏州"


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_restored_draft_writes_only_what_was_typed(language: str) -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "e", *" GmbH", "escape")
        await settled(pilot)
    assert drafts.kept
    desk_of(store).edit("customers", "c2", zone="苏州[/]", own_tier="VIP")
    _store, again = day_app(store.book, drafts=drafts, language=language)
    store = _store
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        shown = screen_text(again)
        assert f"{NAMES[1]} GmbH" in shown
        assert "苏州[/]" in shown
        await pilot.press("f2")
        await settled(pilot)
        after = store.book.get("customers", "c2")
        assert (after.name, after.zone, after.own_tier) == (f"{NAMES[1]} GmbH", "苏州[/]", "VIP")
        put = store.book.history[-1].change().puts[0]
        assert put.before is not None
        assert put.after is not None
        assert {
            name
            for name in put.after.__struct_fields__
            if getattr(put.after, name) != getattr(put.before, name)
        } <= {"name", "keys", "updated"}
    assert not drafts.kept


async def test_a_restored_draft_says_which_of_its_fields_moved_on() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "e", *" GmbH", "escape")
        await settled(pilot)
    desk_of(store).edit("customers", "c2", name="Another")
    _store, again = day_app(store.book, drafts=drafts)
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "changed meanwhile: name; your text stays" in screen_text(again)
        assert f"{NAMES[1]} GmbH" in screen_text(again)
