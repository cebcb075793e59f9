"""Another program alters the book under a running app: seen on focus, taken in or refused."""

import json
from pathlib import Path

from textual import events

from repdesk.storage.book_store import BookStore
from repdesk.storage.compaction import Policy
from repdesk.ui.app import RepdeskApp
from repdesk.ui.ports import Ports
from tests.storage.sessions import NOW, desk, new_id, saved, session
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import screen_text, settled

BOOK = "repdesk.json"


def _app(store: BookStore) -> RepdeskApp:
    return RepdeskApp(
        Ports(
            open_book=lambda: desk(store),
            drafts=MemoryDrafts(),
            now=lambda: NOW,
            new_id=new_id,
        )
    )


def _with_an_editor(folder: Path, **fields: object) -> bytes:
    data = json.loads((folder / BOOK).read_bytes())
    data["customers"]["1"].update(fields)
    text = json.dumps(data, ensure_ascii=False, indent=1).encode()
    (folder / BOOK).write_bytes(text)
    return text


def _account(folder: Path) -> BookStore:
    store = session(folder, Policy.ALWAYS)
    desk(store).add("customers", name="Acme")
    store.close()
    return session(folder, Policy.NEVER)


async def test_what_an_editor_wrote_is_on_the_screen_with_the_focus(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    store = _account(folder)
    app = _app(store)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "Acme" in screen_text(app)
        _with_an_editor(folder, name="张家港华昌")
        app.post_message(events.AppFocus())
        await settled(pilot)
        assert "张家港华昌" in screen_text(app)
        assert "Acme" not in screen_text(app)
    desk(store).add("zones", name="z")
    assert [entry.verb for entry in store.book.history[-2:]] == ["foreign", "add"]


async def test_what_does_not_fit_is_said_and_the_screen_keeps_the_book(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    app = _app(_account(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        altered = _with_an_editor(folder, name="Other", snooze_until="soon")
        app.post_message(events.AppFocus())
        await settled(pilot)
        assert "no longer fits together" in " ".join(screen_text(app).split())
        assert "Acme" in screen_text(app)
        assert "Other" not in screen_text(app)
        assert (folder / BOOK).read_bytes() == altered


async def test_beside_waiting_changes_it_is_refused_and_both_stay(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    _account(folder)
    saved(folder, "waiting")
    app = _app(session(folder, Policy.NEVER))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        altered = _with_an_editor(folder, name="Other")
        journal = (folder / f"{BOOK}.journal").read_bytes()
        app.post_message(events.AppFocus())
        await settled(pilot)
        assert "altered by another program" in " ".join(screen_text(app).split())
        assert "Acme" in screen_text(app)
        assert (folder / BOOK).read_bytes() == altered
        assert (folder / f"{BOOK}.journal").read_bytes() == journal
