"""A book with a day to plan, its screen opened by keys, and what stands on the days."""

from collections.abc import Sequence
from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Preferences, Zone
from repdesk.domain.interaction import Followup, Interaction, Stop
from repdesk.domain.route import stops_of
from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.plan import PlanScreen
from tests.memory_store import MemoryStore
from tests.ui.screen_text import settled

TODAY, TOMORROW = "2026-06-30", "2026-07-01"
NAMES = {
    "f": "张家港华昌",
    "p": "[/] ${x}",
    "a": "Suzhou Hengli",
    "b": "无锡东升水务",
    "k": "昆山立德",
}


def plan_book(zones: Sequence[Zone] | None = None) -> Book:
    """Tomorrow f has an appointment, p a promise, a is new and k by phone; today b is a stop."""
    where = {"f": "苏州", "p": "苏州", "a": "苏州", "b": "无锡", "k": "昆山"}
    return Book(
        {
            "customers": [
                Customer(
                    id=id_,
                    name=name,
                    zone=where[id_],
                    hours="14-17" if id_ == "a" else "",
                    preferences=Preferences(channel="call" if id_ == "k" else "visit"),
                )
                for id_, name in NAMES.items()
            ],
            "stops": [
                Stop(id="s1", customer="f", date=TOMORROW, time="10:30", fixed=True),
                Stop(id="s2", customer="b", date=TODAY, time="09:30"),
            ],
            "followups": [Followup(id="f1", customer="p", due=TOMORROW, text="[/] ${x} 送样")],
            "interactions": [
                Interaction(id="i1", customer="b", at="2026-06-29T10:00:00+08:00", kind="visit")
            ],
            "zones": [Zone(id="z1", name="苏州", neighbours=("无锡",))] if zones is None else zones,
        }
    )


def screen_of(app: RepdeskApp) -> PlanScreen:
    screen = app.screen
    assert isinstance(screen, PlanScreen)
    return screen


def rows_of(app: RepdeskApp) -> list[str]:
    """The ids of the rows in their order, headings left out."""
    return [one for one in screen_of(app).rows.row_ids if one]


def stops(store: MemoryStore, day: str = TOMORROW) -> list[tuple[Any, ...]]:
    rows = stops_of(store.book, day)
    return [(row.customer, row.time, row.fixed, row.channel) for row in rows]


PROPOSED = [("f", "10:30", True, None), ("p", "13:30", False, None), ("a", "14:40", False, None)]
EARLY = [("p", "09:00", False, None), ("f", "10:30", True, None), ("a", "14:00", False, None)]


async def shown(pilot: Any) -> None:
    """Open the plan from Today."""
    await settled(pilot)
    await pilot.press("P")
    await settled(pilot)
