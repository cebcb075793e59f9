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

from collections.abc import Callable, Collection
from typing import ClassVar, Final, TypeVar

from textual import work
from textual.binding import BindingType

from repdesk.desk import Desk, Saved
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _, language
from repdesk.ui.command import Command
from repdesk.ui.commands import BY_ID, COMMANDS
from repdesk.ui.forms.customer import CustomerForm
from repdesk.ui.forms.followup import FollowupForm
from repdesk.ui.forms.target import TargetForm
from repdesk.ui.forms.tier import TierForm
from repdesk.ui.keys import bindings, key_name, live_keys
from repdesk.ui.screens.backups import BackupsScreen
from repdesk.ui.screens.help import HelpScreen
from repdesk.ui.screens.log_flow import LogFlow
from repdesk.ui.screens.palette import PaletteScreen
from repdesk.ui.session import BookChange
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.errors import sentence
from repdesk.wording.history import told, told_again
from repdesk.wording.terms import tier_name

T = TypeVar("T")
ABOUT_ONE: Final = frozenset(
    {
        *("edit", "followup", "list.open", "log.customer", "plan", "promise.done", "snooze", "why"),
        *("answer.no", "answer.words", "tier.own"),
    }
)
"""Commands about the highlighted customer or row."""
FINDING: Final = frozenset({"log", "narrow", "search"})
"""Commands that need some customer in the book."""


class BaseScreen(LogFlow[T]):
    """A screen that is no form: shows the book, carries the shared commands."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("base")
    ONE_CUSTOMER: bool = False
    """Whether the screen is about one customer: while hiding, others show nothing at all."""

    def __init__(self) -> None:
        super().__init__()
        self._stale = True

    @property
    def customer_id(self) -> str:
        """The customer that `l`, `a` and their like are about; empty when there is none."""
        return ""

    @property
    def only_customer(self) -> str:
        """The customer that the screen is about, where it is about one alone."""
        return self.customer_id if self.ONE_CUSTOMER else ""

    def show_book(self) -> None:
        """Fill the widgets from the book."""

    def needed(self) -> Collection[str]:
        """In an empty book the one thing to do: add a customer."""
        empty = self.session.book is not None and not self.book.count("customers")
        return ("new",) if empty else ()

    def idle(self) -> Collection[str]:
        """Without a highlighted customer what is about one, in an empty book what finds one."""
        if self.customer_id or self.session.book is None:
            return ()
        return ABOUT_ONE if self.book.count("customers") else ABOUT_ONE | FINDING

    def show_added(self, customer: str) -> None:
        """Highlight a customer that was just added, where the screen lists customers."""

    def relabel(self) -> None:
        """Redraw in another language, or with more or less hidden."""
        super().relabel()
        if self.session.book is not None:
            self.show_book()

    def on_mount(self) -> None:
        """Listen to the book."""
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

    # The shared commands

    async def action_mode(self, name: str) -> None:
        """Go to one of the four main screens."""
        await self.desk_app.go_to(name)

    @work(group="save")
    async def action_undo(self) -> None:
        """Take back the newest change."""
        saved = await self.save(lambda desk: desk.undo())
        if saved is not None:
            self.say(_("undone: {what}").format(what=told_again(saved.answer)))

    @work(group="save")
    async def action_redo(self) -> None:
        """Redo the newest undo."""
        saved = await self.save(lambda desk: desk.redo())
        if saved is not None:
            self.say(_("redone: {what}").format(what=told_again(saved.answer)))

    @work(group="form")
    async def action_followup(self) -> None:
        """Write down a promise to or of the highlighted customer."""
        if not self.customer_id:
            self.say(_("no customer is highlighted"))
            return
        saved = await self.app.push_screen_wait(FollowupForm(self.customer_id))
        if saved:
            self.say(_("follow-up saved; u takes it back"))

    @work(group="form")
    async def action_new(self) -> None:
        """Add a customer."""
        added = await self.app.push_screen_wait(CustomerForm())
        if added:
            name = getattr(self.book.get("customers", added), "name", "")
            self.show_added(added)
            self.say(_("added {name}; u takes it back").format(name=name))

    @work(group="form")
    async def action_edit(self) -> None:
        """Change the highlighted customer."""
        record = self.book.get("customers", self.customer_id)
        if record is None:
            self.say(_("no customer is highlighted"))
            return
        if await self.app.push_screen_wait(CustomerForm(record.id)):
            self.say(_("saved {name}; u takes it back").format(name=record.name))

    @work(group="form")
    async def action_own_tier(self) -> None:
        """Set the rep's own tier of the highlighted customer."""
        record = self.book.get("customers", self.customer_id)
        if record is None:
            self.say(_("no customer is highlighted"))
            return
        tier = await self.app.push_screen_wait(TierForm(record.id))
        if tier is not None:
            words = _("own tier {tier}: {name}; u takes it back")
            worked_out = _("tier as worked out: {name}; u takes it back")
            said = words if tier else worked_out
            self.say(said.format(tier=tier_name(tier), name=record.name))

    @work(group="form")
    async def action_target(self) -> None:
        """Set a target."""
        if await self.app.push_screen_wait(TargetForm()):
            self.say(_("target set; u takes it back"))

    @work(group="form")
    async def action_backups(self) -> None:
        """Show the backups: make one, put one back."""
        backups = self.session.ports.backups
        if backups is None:
            self.say(_("backups cannot be had here"))
            return
        said = await self.app.push_screen_wait(BackupsScreen(backups))
        if said:
            self.say(said)

    def action_help(self) -> None:
        """Show every key that works here."""
        keys = live_keys(self.active_bindings)
        self.app.push_screen(HelpScreen(keys, self.title_line().split("  ")[0]))

    @work(group="form")
    async def action_palette(self) -> None:
        """Find a command by name and run it."""
        keys = live_keys(self.active_bindings)
        scopes = {"base", self.SCOPE, "list" if isinstance(self.focused, LineList) else ""}
        known = [one.id for one in COMMANDS if scopes & set(one.scopes) and self._can(one)]
        picked = await self.app.push_screen_wait(PaletteScreen(known, keys))
        if picked:
            command = BY_ID[picked]
            here = self.focused if "list" in command.scopes and self.focused else self
            await here.run_action(command.action)

    def _can(self, command: Command) -> bool:
        name = command.action.partition("(")[0]
        return any(hasattr(node, f"action_{name}") for node in (self, self.focused))

    @property
    def hiding(self) -> bool:
        """Whether the screen is turned to the customer."""
        return self.desk_app.hiding

    def action_hide(self) -> None:
        """Hide what a customer must not see, until pressed again."""
        self.desk_app.hide()

    def draw_frame(self) -> None:
        """Draw head and keys; while hiding, a screen about many customers stays bare."""
        bare = self.hiding and not self.ONE_CUSTOMER
        self.set_class(bare, "bare")
        super().draw_frame()
        if bare:
            key = next(iter(live_keys(self.active_bindings).get("hide", ["h"])))
            way = _("hidden; {key} shows it again").format(key=key_name(key))
            self.query_one("#head", OneLine).set(self.title_line().split("  ")[0], way)

    @work(group="save")
    async def action_language(self) -> None:
        """Switch between English and Chinese, for the next start too."""
        self.desk_app.switch_language()
        try:
            await self.session.keep_setting("lang", language())
        except RepdeskError as error:
            until = _("switched until you leave, but not kept: {why}")
            self.say(until.format(why=sentence(error)), "alert")

    def action_repaint(self) -> None:
        """Draw the whole screen again, after something else wrote on the terminal."""
        self.desk_app.action_repaint()

    def action_quit(self) -> None:
        """Leave repdesk."""
        self.desk_app.leave(0)
