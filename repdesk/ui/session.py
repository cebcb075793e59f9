"""The app's line to the desk: one thread for verbs, one for drafts; a signal for the book, and one
for what storage has to tell beside it.

A verb may wait two seconds for the lock and always waits for the disk, so none runs on the thread
that draws. `do` is awaited: the book on the screen moves on only after the save is acknowledged.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec
from textual.app import App
from textual.signal import Signal

from repdesk.domain.errors import RepdeskError
from repdesk.domain.tier import NOBODY
from repdesk.ui.ports import Draft, Ports

if TYPE_CHECKING:
    from repdesk.analytics.results import Suggestion
    from repdesk.desk import Desk
    from repdesk.domain.book import Book
    from repdesk.domain.history import Entry
    from repdesk.domain.search.index import Index

T = TypeVar("T")


class BookChange(msgspec.Struct, frozen=True):
    """The book moved on. `entries` are the changes between, oldest first; `own` made here."""

    before: Book
    after: Book
    own: bool
    entries: tuple[Entry, ...] = ()


class Session:
    """Holds the desk and the current book of one app."""

    def __init__(self, app: App[Any], ports: Ports) -> None:
        self.ports = ports
        self.book_changed: Signal[BookChange] = Signal(app, "book_changed")
        self.noticed: Signal[Sequence[str]] = Signal(app, "noticed")
        self.book: Book | None = None
        self.desk: Desk | None = None
        self.proposed: Mapping[str, str] = NOBODY
        """Tiers at first sight of who has no other, as the day's numbers told them last."""
        self.listed: tuple[Book | None, Mapping[str, Suggestion]] = (None, {})
        """Whom Today suggests, by customer, and of which book."""
        self.busy = 0
        self._verbs = ThreadPoolExecutor(1, "desk")
        self._drafts = ThreadPoolExecutor(1, "drafts")
        self._polling = False

    @cached_property
    def index(self) -> Index:
        """What the book is searched by. Its room is loaded with the screens, after the first paint.

        It follows the book when it is asked; what it read of a book that is gone it lets go.
        """
        return cast("Index", importlib.import_module("repdesk.domain.search.index").Index())

    async def open(self) -> tuple[Draft, ...]:
        """Read the book in the desk's thread; returns the drafts that wait. Raises RepdeskError."""
        self.desk = await self._at_desk(self.ports.open_book)
        self._publish(self.desk.book, own=False)
        return await self.drafts()

    async def do(self, verb: Callable[[Desk], T]) -> T:
        """Run a verb of the desk and publish the book it leaves. Raises RepdeskError."""
        desk = self.desk
        if desk is None:
            raise RepdeskError("book.not_open")
        self.busy += 1
        try:
            done, book = await self._at_desk(lambda: (verb(desk), desk.book))
        except RepdeskError:
            # Refused for what another session saved: show that before the reason is told.
            self._publish(await self._at_desk(lambda: desk.book), own=False)
            raise
        finally:
            self.busy -= 1
        self._publish(book, own=True)
        return done

    async def poll(self) -> RepdeskError | None:
        """Take in what other sessions saved; returns what went wrong, if anything did."""
        if self.desk is None or self._polling or self.busy:
            return None
        self._polling = True
        try:
            book = await self._at_desk(self.desk.refresh)
        except RepdeskError as error:
            return error
        finally:
            self._polling = False
        if not self.busy:
            self._publish(book, own=False)
        return None

    @property
    def saved_at(self) -> str:
        """When the book was last saved, `HH:MM`; empty when that was not today."""
        if self.book is None or not self.book.history:
            return ""
        last = self.book.history[-1].at
        return last[11:16] if last[:10] == self.ports.now()[:10] else ""

    def _publish(self, book: Book, own: bool) -> None:
        """The one place where a new book becomes visible."""
        before = self.book
        if before is book:
            return
        self.book = book
        if before is None:
            before = book
        entries = tuple(entry for entry in book.history if entry.seq > before.seq)
        if "index" in self.__dict__:
            self.index.changed(entry.verb for entry in entries)
        self.book_changed.publish(BookChange(before, book, own, entries))

    async def _at_desk(self, work: Callable[[], T]) -> T:
        """Run it in the desk's thread; what storage tells is published, also when it failed."""
        told: list[str] = []

        def run() -> T:
            try:
                return work()
            finally:
                told.extend(self.ports.notices())

        try:
            return await self._on(self._verbs, run)
        finally:
            if told:
                self.noticed.publish(tuple(told))

    async def keep_setting(self, key: str, value: str) -> None:
        """Keep a setting the rep changed on the screen. Raises RepdeskError."""
        await self._on(self._drafts, lambda: self.ports.save_setting(key, value))

    async def _on(self, pool: ThreadPoolExecutor, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, work)

    # Drafts

    async def drafts(self) -> tuple[Draft, ...]:
        """The drafts that wait, oldest first."""
        return await self._on(self._drafts, lambda: tuple(self.ports.drafts.list()))

    def keep_draft(
        self, draft_id: str, form: str, customer: str, data: Mapping[str, Any]
    ) -> Future[None]:
        """Write a draft in its own thread, in the order of the calls."""
        save = self.ports.drafts.save
        return self._drafts.submit(save, draft_id, form, customer, data)

    def discard_draft(self, draft_id: str) -> Future[None]:
        """Remove a draft: its text was saved, or the rep does not want it."""
        return self._drafts.submit(self.ports.drafts.discard, draft_id)

    def flush_drafts(self, seconds: float) -> bool:
        """Wait until every draft handed in so far is on disk; False when that takes too long."""
        try:
            self._drafts.submit(lambda: None).result(seconds)
        except (TooLate, RuntimeError):
            return False
        return True

    def close(self) -> None:
        """Let what was begun finish, and take no more."""
        self._verbs.shutdown(wait=True, cancel_futures=True)
        self._drafts.shutdown(wait=True)
