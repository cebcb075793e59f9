"""The evening: today's stops that nothing was logged of stand on top of the log, one key each."""

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction, Stop
from repdesk.ui.app import RepdeskApp
from repdesk.ui.ports import Ports, Settings
from repdesk.ui.screens.log import LogScreen
from tests.memory_store import MemoryStore, desk_of, ids
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled

DAY = "2026-06-30"
EVENING = f"{DAY}T18:05:00+08:00"
NAMES = ("张家港华昌", "[/] ${x}", "Suzhou Hengli", "无锡东升水务")


def evening_book(*more: Stop) -> Book:
    return Book(
        {
            "customers": [
                Customer(id=f"c{at}", name=name, zone="苏州") for at, name in enumerate(NAMES, 1)
            ],
            "stops": [
                Stop(id="s1", customer="c1", date=DAY, time="09:30"),
                Stop(id="s2", customer="c2", date=DAY, time="11:00"),
                Stop(id="s3", customer="c3", date=DAY, time="14:00", fixed=True),
                Stop(id="s4", customer="c4", date=DAY, time="16:00", state="done"),
                *more,
            ],
            "interactions": [
                Interaction(id="i4", customer="c4", at=f"{DAY}T16:10:00+08:00", kind="call"),
                Interaction(id="i1", customer="c1", at="2026-06-29T10:00:00+08:00", kind="note"),
            ],
        }
    )


def evening_app(
    book: Book | None = None, now: str = EVENING, language: str = "en"
) -> tuple[MemoryStore, RepdeskApp]:
    store = MemoryStore(book or evening_book())
    desk = desk_of(store, now=now)
    ports = Ports(
        open_book=lambda: desk,
        drafts=MemoryDrafts(),
        now=lambda: now,
        settings=Settings(language=language),
        new_id=ids("draft"),
    )
    return store, RepdeskApp(ports)


async def test_v_logs_the_visit_and_the_next_key_says_how_it_was() -> None:
    store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert "Not logged yet (3)" in line(app, 1)
        await pilot.press("v")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LogScreen)
        assert screen.entry is not None
        print(screen_text(app))
