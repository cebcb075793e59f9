"""Why a customer is suggested, or why not and what would bring it in; and that, by one key."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.analytics.results import Suggestion, Why
from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.keys import bindings, key_name, live_keys
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.answering import AnsweringScreen
from repdesk.ui.screens.figured import FiguredScreen
from repdesk.ui.views.why import WayIn, WhyView, way_at_once, wrapped
from repdesk.ui.widgets.columns import Cell, Column, Heading
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.terms import tier_name

PLACES = 10
"""Places of the list that count as being on it."""


class WhyScreen(FiguredScreen[None, Why], AnsweringScreen[None]):
    """One customer. The place it was asked from stands at once; the rest comes from a worker."""

    SCOPE = "why"
    BINDINGS: ClassVar[list[BindingType]] = bindings("why")

    def __init__(self, customer: str, place: Suggestion | None = None) -> None:
        super().__init__()
        self._customer = customer
        self._place = place
        self._place_of: Book | None = None
        self._found: Why | None = None

    @property
    def customer_id(self) -> str:
        """The customer asked about."""
        return self._customer

    def suggestion(self) -> Suggestion | None:
        """Its place: as it was shown where it was asked, as long as the book stands; else found."""
        if self._place is not None and self._place_of is self.book:
            return self._place
        return self._found.suggestion if self._found is not None else None

    def body(self) -> Iterable[Widget]:
        """The lines."""
        yield LineList((Column(1, grow=1),), id="why", glyphs=self.glyphs)

    def title_line(self) -> str:
        """Whose why it is, and the place."""
        name = getattr(self.book.get("customers", self._customer), "name", "")
        parts = [_("Why {name}").format(name=name)]
        place = self.suggestion()
        if place is not None:
            parts += [tier_name(place.tier), _("place {rank}").format(rank=place.rank)]
        return "  ".join(parts)

    def needed(self) -> Collection[str]:
        """What brings the customer in, and what answers."""
        return ("why.apply", "answer.no")

    def idle(self) -> Collection[str]:
        """What brings in, where nothing does; there is nothing to open."""
        return (*super().idle(), "list.open", *(() if self._way() is not None else ("why.apply",)))

    def _way(self) -> WayIn | None:
        """What brings the customer in at once; None where nothing does, or it is in."""
        found, place = self._found, self.suggestion()
        if found is None or (place is not None and place.rank <= found.places):
            return None
        return way_at_once(found, self.today)

    def show_book(self) -> None:
        """Show what is known, ask for the rest."""
        self._place_of = self._place_of or self.book
        self._lay_out()
        super().show_book()

    def figure(self, numbers: Numbers, book: Book, day: str) -> Why:
        """Return why."""
        return numbers.why(book, self._customer, day, PLACES)

    def figured(self, found: Why) -> None:
        """Show the rest."""
        self._found = found
        self._lay_out()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Break the lines for this terminal."""
        if self.is_mounted:
            self._lay_out()

    def _lay_out(self) -> None:
        cells = max(self.size.width - 1, 1)
        keys = live_keys(self.active_bindings).get("why.apply", ["y"])
        view = WhyView(
            self._customer,
            self.book,
            self.today,
            self.session.ports.settings.policy,
            self.session.proposed,
            cells,
            self.glyphs,
        )
        rows = wrapped(view.lines(self.suggestion(), self._found, key_name(keys[0])), cells)
        ids = ["" if isinstance(row, Heading) else str(at) for at, row in enumerate(rows)]

        def line(at: int) -> Heading | tuple[Cell, ...]:
            row = rows[at]
            return row if isinstance(row, Heading) else (row,)

        self.query_one(LineList).show(ids, line, empty=self.glyphs.ellipsis)

    # Commands

    @on(LineList.Opened)
    def _opened(self) -> None:
        self.say(_("there is nothing more to open; Esc goes back"))

    @work(group="save")
    async def action_bring_in(self) -> None:
        """Do what brings the customer in at once: one change."""
        found, customer = self._found, self._customer
        if found is None:
            self.say(_("that is still being worked out; try again in a moment"))
            return
        name = getattr(self.book.get("customers", customer), "name", "")
        way, place = self._way(), self.suggestion()
        if way is None:
            there = not found.changes or (place is not None and place.rank <= found.places)
            self.say(
                _("{name} is on the list: nothing is to be done").format(name=name)
                if there
                else _("nothing brings it in today; p puts it on today's stops")
            )
            return
        promise = _("get in touch") if way.promise else ""
        if await self.save(lambda desk: desk.bring_in(customer, way.ways, promise)):
            self.say(_("done: {what}; u takes it back").format(what=way.words()))

    def action_back(self) -> None:
        """Back to where it was asked."""
        self.dismiss(None)
