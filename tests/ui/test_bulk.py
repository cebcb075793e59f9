"""Many customers at once: selected with Space, snoozed or archived as one change; narrowed by f."""

import pytest

from repdesk.domain.errors import NotFound
from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.customers import CustomersScreen
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import line, screen_text, settled

NAMES = ("Acme Pumps", "Bolt & Nut", "张家港华昌", "[/] ${x}")


def snoozed(store: MemoryStore) -> list[str]:
    rows = store.book.rows("customers")
    return sorted(row.id for row in rows if row.snooze_until)


@pytest.mark.parametrize(
    ("language", "said", "back"),
    [
        ("en", "snoozed 3 customers to 7 Jul", "undone: snoozed"),
        ("zh", "已把 3 个客户推迟到7月7日", "已撤销"),
    ],
)
async def test_z_w_snoozes_all_selected_as_one_change(language: str, said: str, back: str) -> None:
    store = book_of(NAMES)
    app = RepdeskApp(ports(store, language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "space", "space", "space")
        await settled(pilot)
        before = store.book.seq
        await pilot.press("z", "w")
        await settled(pilot)
        assert said in line(app, 22)
        assert store.book.seq == before + 1
        assert len(snoozed(store)) == 3
        assert isinstance(app.screen, CustomersScreen)
        assert app.screen.chosen == ()
        await pilot.press("u")
        await settled(pilot)
        assert back in line(app, 22)
        assert snoozed(store) == []


async def test_the_history_says_how_many() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "space", "space", "z", "d", "u")
        await settled(pilot)
        assert "[/] ${x} and 1 more" in line(app, 22)


async def test_esc_selects_nothing_and_then_z_is_about_the_highlight() -> None:
    store = book_of(NAMES)
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "space", "space", "escape")
        await settled(pilot)
        assert "selected" not in line(app, 0)
        assert isinstance(app.screen, CustomersScreen)
        here = app.screen.customer_id
        await pilot.press("z", "d")
        await settled(pilot)
        assert snoozed(store) == [here]


async def test_archive_stands_in_the_palette_for_one_and_for_many() -> None:
    store = book_of(NAMES)
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "space", "space", "colon", *"archive", "enter")
        await settled(pilot)
        assert "archived 2 customers" in line(app, 22)
        assert line(app, 0).startswith("Customers  2 of 2")
        await pilot.press("colon", *"archive", "enter")
        await settled(pilot)
        assert "archived: " in line(app, 22)
        assert line(app, 0).startswith("Customers  1 of 1")
        await pilot.press("u", "u")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  4 of 4")


def test_all_or_none_where_one_of_them_is_gone() -> None:
    store = book_of(NAMES)
    before = store.book
    with pytest.raises(NotFound):
        desk_of(store).edit_all("customers", ["c1", "gone"], verb="archive", archived=True)
    assert store.book is before


@pytest.mark.parametrize(
    ("language", "title", "tier"), [("en", "Customers", "VIP"), ("zh", "客户", "VIP")]
)
async def test_f_narrows_to_a_tier_and_a_zone_with_counts(
    language: str, title: str, tier: str
) -> None:
    store = MemoryStore()
    desk = desk_of(store)
    for at, (name, zone, own) in enumerate(
        [
            ("Acme", "苏州", "VIP"),
            ("Bolt", "[/] ${x}", "VIP"),
            ("张家港华昌", "苏州", "key"),
            ("Delta", "", "VIP"),
        ]
    ):
        desk.add_customer(name, id=f"c{at}", zone=zone, own_tier=own)
    app = RepdeskApp(ports(store, language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "f")
        await settled(pilot)
        shown = screen_text(app)
        row = next(one for one in shown.split("\n") if tier in one)
        assert row.split()[-1] == "3"
        assert "[/] ${x}" in shown
        await pilot.press("v", "i", "enter")
        await settled(pilot)
        head = line(app, 0)
        assert head.startswith(title)
        assert "VIP" in head
        assert "3" in head.split("VIP")[0]
        await pilot.press("f")
        await settled(pilot)
        row = next(one for one in screen_text(app).split("\n") if "苏州" in one)
        assert row.split()[-1] == "1"
        await pilot.press(*"苏州", "enter")
        await settled(pilot)
        assert "VIP · 苏州" in line(app, 0)
        assert isinstance(app.screen, CustomersScreen)
        assert list(app.screen.customer_list.row_ids) == ["c0"]
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.screen.customer_list.row_ids) == 4
        assert "VIP" not in line(app, 0)
