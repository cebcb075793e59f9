"""Log: everything that happened, by day, newest first, with outcomes still to be filled in.

In the evening today's stops that nothing was logged of stand on top.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from msgspec.structs import replace
from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.domain.book import Book
from repdesk.domain.interaction import Interaction, Stop
from repdesk.domain.unlogged import to_write_up
from repdesk.i18n import _
from repdesk.ui.commands import BY_ID
from repdesk.ui.keys import bindings, key_hint, key_name, live_keys
from repdesk.ui.log_filter import LogFilter, narrowed
from repdesk.ui.log_rows import LogRows
from repdesk.ui.screens.entry import EntryScreen
from repdesk.ui.screens.filling import FillingScreen
from repdesk.ui.screens.log_narrow import LogNarrowScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.timeline import of_interaction
from repdesk.ui.views.log_list import COLUMNS, STOP, log_view
from repdesk.ui.widgets.line_list import LineList

OF_STOPS = frozenset({"log.happened", "log.moved"})
"""Commands about a stop that is to be written down."""
WIDE = 60
"""Cells from which the keys of the outcomes are told with their words."""


class LogScreen(FillingScreen):
    """The list of all interactions with its filter."""

    SCOPE = "log"
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")

    def __init__(self) -> None:
        super().__init__()
        self.filter = LogFilter()
        self._fitting = 0
        self._stops: Sequence[Stop] = ()

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield LineList(COLUMNS, id="log", selectable=True, glyphs=self.glyphs)

    @cached_property
    def _rows(self) -> LogRows:
        return LogRows(self.session.index)

    @property
    def log_list(self) -> LineList:
        """The list of interactions, stops to write down above them."""
        return self.query_one("#log", LineList)

    @property
    def entry(self) -> Interaction | None:
        """The highlighted interaction; None where a stop is, or nothing."""
        found = self.book.get("interactions", self.log_list.row_id)
        return found if isinstance(found, Interaction) else None

    @property
    def customer_id(self) -> str:
        """The customer of the highlighted interaction or stop."""
        row = self.entry or self.book.get("stops", self.log_list.row_id.removeprefix(STOP))
        return row.customer if row is not None else ""

    @property
    def chosen(self) -> tuple[Sequence[Interaction], Sequence[str]]:
        """The entries and the stops that were selected; without any the highlighted row."""
        ids = self.log_list.selected or (self.log_list.row_id,)
        rows = (self.book.get("interactions", one) for one in ids)
        stops = [one.removeprefix(STOP) for one in ids if one.startswith(STOP)]
        return [row for row in rows if row is not None], stops

    def chosen_done(self) -> None:
        """They are selected no more."""
        self.log_list.deselect()

    def go_to_entry(self, entry: str) -> None:
        """Highlight an entry; without one the first stop to write down."""
        self.log_list.highlight(entry or next((STOP + row.id for row in self._stops), ""))

    def title_line(self) -> str:
        """Log, how many of how many, how many are selected, what is filtered."""
        if self.session.book is None:
            return _("Log")
        chosen, total = len(self.log_list.selected), self.book.count("interactions")
        parts = (
            _("Log"),
            _("{n} of {m}").format(n=self._fitting, m=total),
            _("{n} selected").format(n=chosen) if chosen else "",
            f" {self.glyphs.middle} ".join(self.filter.words(self.book, self.today)),
        )
        return "  ".join(filter(None, parts))

    def idle(self) -> Collection[str]:
        """What is about stops alone, too, where none is highlighted."""
        return {*super().idle(), *(() if self.chosen[1] else OF_STOPS)}

    def needed(self) -> Collection[str]:
        """What is to be done with a highlighted stop."""
        return OF_STOPS if self.chosen[1] else super().needed()

    def show_book(self) -> None:
        """List what fits the filter."""
        first = not self._fitting
        self._apply()
        if first and self._fitting:
            self._prepare(self.book)

    def on_screen_resume(self) -> None:
        """The evening may have come meanwhile."""
        if self.session.book is not None and self._stops != self._to_write_up():
            self._apply()

    @work(thread=True, exclusive=True, group="log")
    def _prepare(self, book: Book) -> None:
        self._rows.prepare(book)

    def _to_write_up(self) -> Sequence[Stop]:
        """The stops on top: they are gaps, so a filter for anything else leaves them out."""
        plain = replace(self.filter, gaps=False).is_open
        return to_write_up(self.book, self.session.ports.now()) if plain else ()

    def _apply(self, *, to_first: bool = False) -> None:
        book = self.book
        listed = self._rows.listed(book, self.filter)
        self._fitting, self._stops = listed.count, self._to_write_up()
        if not book.count("interactions"):
            empty = _("Nothing logged yet.\nl logs a visit, a call or a message.")
        else:
            empty = _("Nothing fits. Esc shows all again.")
        view = log_view(
            book,
            listed,
            self._stops,
            today=self.today,
            policy=self.session.ports.settings.policy,
            hints=self._hints(),
            all_days=self.filter.is_open and bool(listed.count or self._stops),
            glyphs=self.glyphs,
        )
        first = next((one for one in view.ids if one), "") if to_first else ""
        self.log_list.show(view.ids, view.line, empty=empty, highlight=first)
        self.draw_frame()

    def _hints(self) -> dict[str, str]:
        """The keys told at headings: of the stops, and where only gaps are listed of the gaps."""
        keys = live_keys(self.active_bindings)

        def hint(words: Mapping[str, str]) -> str:
            told = ((one, word) for one, word in words.items() if one in keys)
            return "  ".join(key_hint(BY_ID[one], keys, word) for one, word in told)

        stops = {"log.happened": "", "log.not_reached": _("missed"), "log.moved": ""}
        gaps = {
            "log.positive": _("good"),
            "log.neutral": _("so-so"),
            "log.negative": _("bad"),
            "log.not_met": _("not met"),
            "log.not_reached": _("nobody"),
        }
        signs = "  ".join(key_name(keys[one][0]) for one in gaps if one in keys)
        of_gaps = hint(gaps) if self.size.width >= WIDE else signs
        return {"stops": hint(stops), "gaps": of_gaps if self.filter.gaps else ""}

    @on(LineList.Highlighted)
    def _highlighted(self) -> None:
        self.draw_keys()

    @on(LineList.SelectionChanged)
    def _selection_changed(self) -> None:
        self.draw_frame()

    @on(LineList.Opened)
    def _opened(self) -> None:
        row = self.entry
        if row is None:
            self.action_customer()
            return
        customer = self.book.get("customers", row.customer)
        text = of_interaction(row).full_text(self.today)
        title = customer.name if customer else _("Log")
        self.app.push_screen(EntryScreen(title, text, lambda: self.correct(row.id)))

    # Commands

    def action_correct(self) -> None:
        """Correct the highlighted interaction."""
        self.correct(self.log_list.row_id)

    def action_customer(self) -> None:
        """Open the customer of the highlighted interaction."""
        if self.customer_id:
            self.app.push_screen(ProfileScreen(self.customer_id, (self.customer_id,)))
        else:
            self.say(_("nothing is highlighted"))

    @work(group="form")
    async def action_narrow(self) -> None:
        """Show only some entries."""
        here = self.entry
        order = self.session.ports.settings.date_order
        menu = LogNarrowScreen(
            self._rows, self.filter, self.book, self.today, order, here.customer if here else ""
        )
        picked = await self.app.push_screen_wait(menu)
        if picked:
            self.filter = narrowed(self.filter, picked, self.today, order)
            self._apply(to_first=True)

    def action_clear(self) -> None:
        """Select nothing; where nothing was selected, show everything again."""
        if self.log_list.deselect():
            return
        if not self.filter.is_open:
            self.filter = LogFilter()
            self._apply()
