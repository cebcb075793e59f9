"""Today: the target, promises due, whom to contact next and why, the stops of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events, on, work
from textual.message import Message
from textual.widget import Widget

from repdesk.analytics.results import Suggestion, Suggestions, TodayNumbers
from repdesk.desk import Desk, Saved
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.domain.tier import ToLookAt, to_look_at
from repdesk.i18n import _
from repdesk.ui.commands import BY_ID
from repdesk.ui.keys import bindings, key_hint, key_name, live_keys
from repdesk.ui.screens.leading import LeadingScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.views.funnel import funnel_line
from repdesk.ui.views.order import as_shown
from repdesk.ui.views.target import head, target_line
from repdesk.ui.views.today import MORE, MORE_DUE, today_view
from repdesk.ui.views.today_rows import TodayView
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import MessageLine, OneLine, Rule
from repdesk.wording.tiers import to_look_at_words

LOW = 20
"""Rows under which the rule and the funnel line give way to the list."""
FIXED = 4
"""Rows that are not the list's: head, target, a message of one row, keys."""


class TodayScreen(LeadingScreen):
    """The first screen. Its numbers come from a worker; the frame stands before them."""

    SCOPE = "today"
    BINDINGS = bindings("today")

    @dataclass
    class NumbersReady(Message):
        """The worker is done: the numbers of this book."""

        book: Book
        numbers: TodayNumbers
        tiers: ToLookAt

    def __init__(self) -> None:
        super().__init__()
        self._numbers: TodayNumbers | None = None
        self._fresh: TodayNumbers | None = None
        self._moved = False
        self._of: Book | None = None
        self._tiers = ToLookAt()
        self._tiers_told = False
        self._view = TodayView()
        self._all = False

    def body(self) -> Iterable[Widget]:
        """Target line, the list, the funnel line."""
        yield OneLine("target", self.glyphs)
        yield Rule("under-target", self.glyphs)
        yield LineList(id="day", glyphs=self.glyphs)
        yield OneLine("funnel", self.glyphs)

    @property
    def day_list(self) -> LineList:
        """The one list with all sections."""
        return self.query_one("#day", LineList)

    @property
    def customer_id(self) -> str:
        """The customer of the highlighted row."""
        return self._view.customers.get(self.day_list.row_id, "")

    @property
    def promise_id(self) -> str:
        """The highlighted promise."""
        kind, _space, record = self.day_list.row_id.partition(" ")
        return record if kind == "followup" else ""

    def title_line(self) -> str:
        """Today, the date, whose day it is, and where."""
        zones = [zone for zone, _n in self._numbers.zones] if self._numbers is not None else []
        return head(self.today, self.session.ports.settings.name, zones, self.glyphs)

    def on_mount(self) -> None:
        """Show the headings at once."""
        self._lay_out()

    def show_book(self) -> None:
        """Show what is known, ask for the numbers of this book."""
        self._lay_out()
        if self.session.ports.numbers is not None and self._of is not self.book:
            self._ask(self.book, self.today)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, book: Book, day: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        try:
            found = numbers.today(book, day)
            self.post_message(self.NumbersReady(book, found, to_look_at(book, day)))
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)

    @on(NumbersReady)
    def _ready(self, event: NumbersReady) -> None:
        if event.book is not self.book:
            return
        self._numbers, self._moved = as_shown(event.numbers, self._numbers)
        self._fresh, self._of, self._tiers = event.numbers, event.book, event.tiers
        self.session.proposed = event.numbers.suggestions.proposed
        places = self._numbers.suggestions.suggestions
        self.session.listed = event.book, {place.customer: place for place in places}
        self._lay_out()
        self.draw_frame()
        self._note_list(self._numbers)
        words = self._of_tiers()
        if words and self.size.height < LOW and not self._tiers_told and not self.said:
            self._tiers_told = True
            self.say(words, "plain")

    @work(exclusive=True, group="list")
    async def _note_list(self, numbers: TodayNumbers) -> None:
        """Tell the desk what list the rep sees: what is logged from now on answers it."""
        places, currency = numbers.suggestions.suggestions, self.session.ports.settings.currency
        await self.session.do(lambda desk: desk.show_list(numbers.day, places, currency))

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal."""
        if self.is_mounted:
            self._lay_out()

    def show_notice(self) -> None:
        """Say it; the second row of a message takes the funnel's, so that no stop is covered."""
        super().show_notice()
        for line in self.query(MessageLine):
            one_row = line.high(self.size.width) == 1
            self.query_one("#funnel", OneLine).display = one_row and self.size.height >= LOW

    def _lay_out(self) -> None:
        cells, rows = self.size.width, self.size.height
        settings = self.session.ports.settings
        roomy = rows >= LOW
        under_target = self.query_one("#under-target", Rule)
        under_target.display = roomy
        under_target.set(self._of_tiers())
        funnel = self.query_one("#funnel", OneLine)
        funnel.display = roomy and self.query_one(MessageLine).high(cells) == 1
        if self.session.book is not None and not self.book.count("customers"):
            self._view = TodayView()
            self.query_one("#target", OneLine).set("")
            self.day_list.show((), lambda _at: (), empty=self._how_to_begin())
            return
        self.query_one("#target", OneLine).set(
            target_line(self._numbers, settings.currency, cells, self.glyphs)
        )
        if self._numbers is not None:
            funnel.set(funnel_line(self._numbers.funnel, cells, self.glyphs))
        view = today_view(
            self._numbers,
            self.book,
            currency=settings.currency,
            today=self.today,
            cells=cells,
            glyphs=self.glyphs,
            hints=self._hints(),
            rows=0 if self._all else rows - (FIXED + 2 if roomy else FIXED),
        )
        follows = self._following(view)
        self._view = view
        self.day_list.show(view.ids, lambda at: view.lines[at], highlight=follows)

    def _following(self, view: TodayView) -> str:
        """The suggestion in the place of the highlighted one that is gone; empty: it is not."""
        here = self.day_list.row_id
        if here in view.ids or here not in self._view.suggestions():
            return ""
        rows = view.suggestions()
        return rows[min(self._view.suggestions().index(here), len(rows) - 1)] if rows else ""

    def _of_tiers(self) -> str:
        """What of the tiers waits, and the key to it."""
        words = to_look_at_words(self._tiers, self.today)
        keys = live_keys(self.active_bindings).get("tiers", ())
        return f"{key_name(keys[0])}  {words}" if words and keys else words

    def _how_to_begin(self) -> str:
        return "\n".join(
            (
                "",
                _("The book is empty. How to begin:"),
                "",
                _("n  adds your first customer"),
                _("repdesk import FILE  brings in customers and orders you have as CSV or XLSX"),
                _("repdesk --demo  shows everything on an invented book"),
            )
        )

    def _hints(self) -> dict[str, str]:
        keys = live_keys(self.active_bindings)

        def hint(*ids: str) -> str:
            return "  ".join(key_hint(BY_ID[one], keys) for one in ids if one in keys)

        return {
            "followups": hint("promise.done", "snooze"),
            "suggestions": hint(*(("reorder",) if self._moved else ()), "why", "answer.no", "plan"),
            "turn_to": key_name(keys["turn_to"][0]) if "turn_to" in keys else "",
        }

    # Commands

    def action_reorder(self) -> None:
        """Put the suggestions in the order they have now."""
        if self._fresh is None or not self._moved:
            self.say(_("the suggestions stand in their order"))
            return
        self._numbers, self._moved = self._fresh, False
        self._lay_out()
        self._note_list(self._fresh)

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        if event.row_id in (MORE, MORE_DUE):
            at = self.day_list.row_ids.index(event.row_id)
            self._all = True
            self._lay_out()
            self.day_list.highlight(self.day_list.row_ids[at])
            return
        ids = list(dict.fromkeys(self._view.customers.values()))
        self.app.push_screen(ProfileScreen(self.customer_id, ids))

    def action_done(self) -> None:
        """Mark the highlighted promise or stop done, or answer the suggestion so."""
        kind, _space, record = self.day_list.row_id.partition(" ")
        if kind in ("followup", "stop"):
            self._close(kind, record)
        elif kind == "suggestion":
            super().action_done()
        else:
            self.say(_("only promises, suggestions and stops can be done; l logs a contact"))

    def listed(self) -> Suggestions | None:
        """The list as it stands here."""
        return self._numbers.suggestions if self._numbers is not None else None

    def unanswerable(self) -> str:
        """Only a suggestion is answered."""
        is_one = self.day_list.row_id.startswith("suggestion ")
        return "" if is_one else _("that answers a suggestion; highlight one under Suggestions")

    @work(group="save")
    async def _close(self, kind: str, record: str) -> None:
        name = getattr(self.book.get("customers", self.customer_id), "name", "")

        def verb(desk: Desk) -> Saved:
            if kind == "followup":
                return desk.close_followup(record)
            return desk.edit("stops", record, verb="done", state="done")

        if await self.save(verb) is not None:
            self.say(_("done: {name}; u takes it back").format(name=name))

    def suggestion(self) -> Suggestion | None:
        """The place of the highlighted row."""
        kind, _space, customer = self.day_list.row_id.partition(" ")
        if kind != "suggestion" or self._numbers is None:
            return None
        places = self._numbers.suggestions.suggestions
        return next((place for place in places if place.customer == customer), None)
