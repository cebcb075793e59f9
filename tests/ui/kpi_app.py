"""An app on the KPI screen of F1, with what it keeps in the settings."""

from decimal import Decimal
from typing import Any

from msgspec.structs import replace
from textual.pilot import Pilot

from repdesk.domain.book import Book
from repdesk.domain.questions import KpiChoice
from repdesk.ui.app import RepdeskApp
from tests import f1
from tests.memory_store import MemoryStore
from tests.ui.days_book import day_app
from tests.ui.screen_text import screen_text, settled


def kpi_app(
    question: str = "",
    book: Book | None = None,
    language: str = "en",
    goals: dict[str, Decimal] | None = None,
) -> tuple[MemoryStore, RepdeskApp, dict[str, str]]:
    """An app over F1 on 30 June 2026, its store, and the settings that it keeps."""
    choice = KpiChoice(question=question, goals=goals or {})
    store, app = day_app(
        f1.book() if book is None else book, policy=f1.policy(), kpis=choice, language=language
    )
    kept: dict[str, str] = {}
    app.session.ports = replace(app.session.ports, save_setting=kept.__setitem__)
    return store, app, kept


async def opened(pilot: Pilot[Any], *keys: str) -> None:
    """Go to the KPI screen, the quarter, and press more keys, each after the last has settled."""
    await settled(pilot)
    for key in ("4", "p", *keys):
        await pilot.press(key)
        await settled(pilot)


async def to(pilot: Pilot[Any], row_id: str) -> None:
    """Move the highlight down to a row, by keys alone."""
    figures: Any = pilot.app.screen.query_one("#figures")
    await pilot.press("g")
    for _step in range(len(figures.row_ids)):
        if figures.row_id == row_id:
            return
        await pilot.press("j")
    raise AssertionError(f"{row_id} is not on the screen:\n{screen_text(pilot.app)}")


def row(app: RepdeskApp, label: str) -> str:
    """The line that holds a text."""
    return next(text for text in screen_text(app).split("\n") if label in text)


def showing(app: RepdeskApp) -> object:
    """The screen in front, as mypy knows nothing of it: another one each time."""
    return app.screen
