"""What stands on the screen of a headless app, as plain text."""

import asyncio
from contextlib import suppress
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from repdesk.ui.typeahead import LOOKING, TypeAhead


def screen_text(app: App[Any]) -> str:
    """The screen, a line a row, as the terminal would show it."""
    size = app.size
    rows = app.screen._compositor.render_strips()
    lines = []
    for row in rows[: size.height]:
        filtered = row
        for one in app.get_line_filters():
            filtered = filtered.apply_filter(one, app.screen.background_colors[1])
        lines.append(filtered.text)
    return "\n".join(lines)


def line(app: App[Any], number: int) -> str:
    """One row of the screen."""
    return screen_text(app).split("\n")[number]


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until workers, verbs and messages have come to rest (a form may stand open)."""
    for _round in range(4):
        await pilot.pause()
        while isinstance(pilot.app, TypeAhead) and pilot.app.keys_wait:
            await asyncio.sleep(LOOKING)
        groups = ("open", "save", "numbers", "target", "find", "brief")
        running = [worker for worker in pilot.app.workers if worker.group in groups]
        for worker in running:
            # One that a later one took the place of is not waited for.
            with suppress(WorkerCancelled):
                await worker.wait()
