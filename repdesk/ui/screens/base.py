"""What every screen has: head line, message rule, key line, the book, and the shared commands.

To add a screen:

1. Subclass `BaseScreen`, set `SCOPE` (its name in `commands.py`) and `BINDINGS = bindings(SCOPE)`.
2. `body()` yields the widgets between head and message rule; lists are `LineList`.
3. `title_line()` returns the first line; it begins with the screen's name. A list says `N of M`.
4. `show_book()` fills the widgets from `self.book`. It is called when the book was read, after
   every change, on a language switch, and when the screen comes back after changes: it must leave
   highlight and filter alone (`LineList.show` does) and do no slow work. Slow figures are asked of
   `self.session.ports.numbers` in a worker, `@work(thread=True, exclusive=True, group="NAME")`,
   and come back as a message.
5. Add its rows to `commands.COMMANDS` and an `action_` method for each; one of the four mode
   screens is also named in `screens.MODES`.
6. A verb of the desk is `await self.save(lambda desk: desk.undo())`, in an action with
   `@work(group="save")`; a form is `await self.app.push_screen_wait(SomeForm(...))` in one with
   `@work(group="form")`. Say why when nothing happens: `self.say(...)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import work
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget

from repdesk.desk import Desk, Saved
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.commands import bindings, key_line, translated
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.session import BookChange, Session
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import HeadLine, KeyLine, MessageLine
from repdesk.wording.errors import sentence
from repdesk.wording.history import told

if TYPE_CHECKING:
    from repdesk.ui.app import RepdeskApp

T = TypeVar("T")


class FramedScreen(Screen[T]):
    """A screen with its three fixed lines: head, message rule, keys."""

    SCOPE: ClassVar[str] = ""

    def compose(self) -> Iterable[Widget]:
        """Head, body, message rule, keys."""
        yield HeadLine("head", self.glyphs)
        yield from self.body()
        yield MessageLine("message", self.glyphs)
        yield KeyLine("keys", self.glyphs)

    def body(self) -> Iterable[Widget]:
        """The widgets between the fixed lines."""
        return ()

    def title_line(self) -> str:
        """The first line of the screen."""
        raise NotImplementedError

    @property
    def desk_app(self) -> RepdeskApp:
        """The app, by its own type."""
        return cast("RepdeskApp", self.app)

    @property
    def session(self) -> Session:
        """The line to the desk."""
        return self.desk_app.session

    @property
    def glyphs(self) -> Glyphs:
        """The drawing characters of this terminal."""
        return self.desk_app.glyphs

    @property
    def book(self) -> Book:
        """The book as it stands on the screens; an empty one until it was read."""
        return self.session.book or EMPTY

    @property
    def today(self) -> str:
        """The local day, ISO."""
        return self.session.ports.now()[:10]

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, in the language of now."""
        return translated(super().active_bindings)

    def on_mount(self) -> None:
        """Draw the fixed lines; keys follow the focus."""
        self.bindings_updated_signal.subscribe(self, lambda _screen: self.draw_keys())
        self.draw_frame()

    def draw_keys(self) -> None:
        """Draw the keys that work here and now."""
        line = self.query_one(KeyLine)
        line.set(key_line(self.active_bindings, self.size.width))

    def draw_frame(self) -> None:
        """Draw head and keys."""
        saved = self.session.saved_at
        note = f"{self.glyphs.tick} " + _("saved {time}").format(time=saved) if saved else ""
        self.query_one(HeadLine).set(self.title_line(), note)
        self.draw_keys()

    def on_resize(self) -> None:
        """Narrower terminals show fewer keys."""
        self.draw_keys()

    def say(self, text: str, look: str = "strong") -> None:
        """Say what was done, or why nothing happened, until the next key."""
        if self.is_mounted:
            self.query_one(MessageLine).say(text, look)

    def refused(self, error: RepdeskError) -> None:
        """Say what was refused, where, and what to do."""
        self.say(sentence(error), "alert")


EMPTY = Book()


class BaseScreen(FramedScreen[None]):
    """A screen that is no form: shows the book, carries the shared commands."""

    BINDINGS = bindings("base")

    def __init__(self) -> None:
        super().__init__()
        self._stale = True

    @property
    def customer_id(self) -> str:
        """The customer that `l`, `a` and their like are about; empty when there is none."""
        return ""

    def show_book(self) -> None:
        """Fill the widgets from the book."""

    def relabel(self) -> None:
        """Redraw in another language."""
        self.draw_frame()
        if self.session.book is not None:
            self.show_book()

    def on_mount(self) -> None:
        """Listen to the book."""
        super().on_mount()
        self.session.book_changed.subscribe(self, self._on_book_changed)
        self._show_if_stale()

    def on_screen_resume(self) -> None:
        """Show what changed while another screen was in front."""
        self._show_if_stale()

    def _on_book_changed(self, change: BookChange) -> None:
        self._stale = True
        if self.is_current:
            self._show_if_stale()
            if not change.own and change.entries:
                self.say(told(change.entries))

    def _show_if_stale(self) -> None:
        if self._stale and self.session.book is not None:
            self._stale = False
            self.show_book()
            self.draw_frame()

    async def save(self, verb: Callable[[Desk], Saved]) -> Saved | None:
        """Run a verb; None when it was refused, and the message line says why."""
        try:
            return await self.session.do(verb)
        except RepdeskError as error:
            self.refused(error)
            return None

    def on_line_list_highlighted(self, _event: LineList.Highlighted) -> None:
        """A title may say where in the list the highlight stands."""
        self.query_one(HeadLine).set(self.title_line(), self.query_one(HeadLine).right)

    # The shared commands

    async def action_mode(self, name: str) -> None:
        """Go to one of the four main screens."""
        await self.desk_app.go_to(name)

    @work(group="save")
    async def action_undo(self) -> None:
        """Take back the newest change."""
        saved = await self.save(lambda desk: desk.undo())
        if saved is not None:
            self.say(_("undone: {what}").format(what=told((saved.answer,))))

    @work(group="save")
    async def action_redo(self) -> None:
        """Redo the newest undo."""
        saved = await self.save(lambda desk: desk.redo())
        if saved is not None:
            self.say(_("redone: {what}").format(what=told((saved.answer,))))

    def action_back(self) -> None:
        """Leave this screen for the one it was opened from."""
        self.dismiss()

    def action_help(self) -> None:
        """Show every key that works here."""
        self.desk_app.show_help()

    @work(group="form")
    async def action_palette(self) -> None:
        """Find a command by name and run it."""
        await self.desk_app.show_palette()

    def action_language(self) -> None:
        """Switch between English and Chinese."""
        self.desk_app.switch_language()

    def action_quit(self) -> None:
        """Leave repdesk."""
        self.desk_app.leave(0)
