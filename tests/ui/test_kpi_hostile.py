"""Hostile text on the KPI screen and behind it: names, products, zones, sources, order numbers."""

import pytest

from repdesk.domain.entry import DealEntry, Entry
from repdesk.ui.app import RepdeskApp
from tests.hostile import harm_in
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import NOW
from tests.ui.kpi_app import opened, to
from tests.ui.screen_text import screen_text, settled
from tests.ui.test_hostile_text import SHOWN, with_numbers


def store_of(texts: list[str]) -> MemoryStore:
    """A book with a sale, a deal and a visit for each text, the text wherever one may stand."""
    desk = desk_of(store := MemoryStore())
    for at, text in enumerate(texts):
        customer = desk.add_customer(text, zone=text, type=text, industry=text).answer
        product = desk.add("products", code=text[:20] or str(at), name=text, category=text).answer
        lines = [{"product": product, "qty": "2", "price": "100", "cost": "60"}]
        desk.save_order(customer, lines, number=text)
        deal = DealEntry(title=text, amount=100_000)
        desk.log(customer, Entry(kind="visit", at=NOW, note=text, raw=text, deals=(deal,)))
    for deal in list(store.book.rows("deals")):
        desk.edit("deals", deal.id, source=texts[0])
    desk.set_target("sales_net", "2026-06", 10_000_000)
    desk.set_target("sales_net", "2026-06", 500, scope=texts[0])
    return store


def check(app: RepdeskApp) -> None:
    assert harm_in(screen_text(app)) == []
    assert len(screen_text(app).split("\n")) == 24


@pytest.mark.parametrize(
    ("question", "row", "ways"),
    [
        ("target", "kpi sales_net", ("enter", "d", "v", "x z o n e enter", "b", "c")),
        ("products", "product", ("enter", "d", "c", "x p r o d enter", "x t y p e enter c enter")),
        ("deals", "stage lead", ("enter", "d", "x s o u r c e enter", "x p r o d enter")),
        ("new", "kpi new_customers", ("enter", "x i n d enter enter")),
    ],
)
async def test_whatever_is_opened_it_stays_harmless(
    question: str, row: str, ways: tuple[str, ...]
) -> None:
    app = RepdeskApp(with_numbers(store_of(list(SHOWN.values()))))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "p", "p", "p", "w", "w")
        await to(pilot, f"ask {question}")
        await pilot.press("enter")
        await settled(pilot)
        check(app)
        ids = app.screen.query_one("#figures").row_ids  # type: ignore[attr-defined]
        await to(pilot, next(one for one in ids if one.startswith(row)))
        for way in ways:
            for key in way.split():
                await pilot.press(key)
                await settled(pilot)
                check(app)
            await pilot.press("pagedown")
            await settled(pilot)
            check(app)
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await settled(pilot)
        assert app.is_running
