"""The three fixed lines of every screen: head, message rule, keys. Light: it is painted first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import events
from textual.binding import ActiveBinding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from repdesk.i18n import _
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.keys import key_line, live_keys, translated
from repdesk.ui.session import Session
from repdesk.ui.widgets.lines import HeadLine, KeyLine, MessageLine

if TYPE_CHECKING:
    from repdesk.ui.app import RepdeskApp

T = TypeVar("T")
SIGNS = frozenset({"slash", "plus", "minus"})
"""Keys that type a sign under a name."""


class Frame(Screen[T]):
    """A screen with its three fixed lines: head, message rule, keys.

    Textual calls `on_mount` and `on_resize` of every class of a screen, its own first: they never
    call `super()`, or the one above runs twice.
    """

    SCOPE: ClassVar[str] = ""
    _said: tuple[str, str] = ("", "strong")

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
    def today(self) -> str:
        """The local day, ISO."""
        return self.session.ports.now()[:10]

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that work now, in the language of now.

        Textual knows of letters that an input takes them; of signs it is told here.
        """
        active = super().active_bindings
        if isinstance(self.focused, Input):
            active = {key: found for key, found in active.items() if key not in SIGNS}
        return translated(active)

    def on_mount(self) -> None:
        """Draw the fixed lines; keys follow the focus."""
        self.bindings_updated_signal.subscribe(self, lambda _screen: self.draw_keys())
        self.draw_frame()

    def draw_keys(self) -> None:
        """Draw the keys that work here and now."""
        idle = self.idle()
        keys = {one: of for one, of in live_keys(self.active_bindings).items() if one not in idle}
        self.query_one(KeyLine).set(key_line(keys, self.size.width, self.needed()))

    def needed(self) -> Collection[str]:
        """The commands that the key line leaves out last."""
        return ()

    def idle(self) -> Collection[str]:
        """The commands that could only say why nothing happens: the key line leaves them out."""
        return ()

    def draw_frame(self) -> None:
        """Draw head and keys."""
        saved = self.session.saved_at
        note = f"{self.glyphs.tick} " + _("saved {time}").format(time=saved) if saved else ""
        self.query_one("#head", HeadLine).set(self.title_line(), note)
        self.draw_keys()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Narrower terminals show fewer keys."""
        self.draw_keys()

    def say(self, text: str, look: str = "strong") -> None:
        """Say what was done, or why nothing happened, until the next key."""
        self._said = text, look
        self.show_notice()

    @property
    def said(self) -> str:
        """What is said now; empty when nothing is."""
        return self._said[0]

    def show_notice(self) -> None:
        """Show what is said, and behind it what the book has to tell."""
        text, look = self._said
        notice = self.desk_app.notice
        both = "  ".join(filter(None, (text, notice)))
        # There is no line before the screen is composed, and none while the app ends.
        for line in self.query(MessageLine):
            line.say(both, "alert" if notice else look)

    def on_screen_resume(self) -> None:
        """Tell here what the book told meanwhile."""
        self.show_notice()

    def keep_draft(self) -> None:
        """Put what was typed on disk; only a form has any."""

    def relabel(self) -> None:
        """Redraw in another language, or with more or less hidden."""
        self.draw_frame()
