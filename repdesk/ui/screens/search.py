"""Find anything: customers, people, deals, promises, orders and notes, while one types."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.message import Message
from textual.worker import get_current_worker

from repdesk.domain.book import Book
from repdesk.domain.deal import last_event
from repdesk.domain.search.index import Found
from repdesk.domain.search.wanted import wanted
from repdesk.i18n import _, language
from repdesk.ui.cells import clean, wrap
from repdesk.ui.keys import bindings
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.find import FindingScreen
from repdesk.ui.screens.note import NoteScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.timeline import of_interaction
from repdesk.ui.views.found import MORE, customer_of, customers_of, found_view
from repdesk.ui.views.found_rows import FoundRows
from repdesk.ui.widgets.search import SearchBox, SearchLine


class SearchScreen(BaseScreen[None], FindingScreen[None]):
    """One search over everything. It stays behind what was opened from it, as it was."""

    SCOPE = "find"
    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    @dataclass
    class Answered(Message):
        """The worker found what fits; of a book and for a text that may be old by now."""

        book: Book
        found: Found

    def __init__(self, only: str = "") -> None:
        """`only`: the one customer that may be seen while the screen is turned to them."""
        super().__init__()
        self.ONE_CUSTOMER = bool(only)
        self._only = only
        self._text = ""
        self._found = Found("", (), whole=True)
        self._whole_kinds: set[str] = set()
        self._waiting_to_open = False
        self._keys_for: object = None

    @property
    def customer_id(self) -> str:
        """The customer that the highlighted row is about."""
        return customer_of(self.book, self.rows.row_id)

    def title_line(self) -> str:
        """Find, and how much was found."""
        groups = self._found.groups
        count = f"{sum(len(group.rows) for group in groups):,}"
        count += "+" if any(group.more for group in groups) else ""
        parts = [_("Find")]
        if self._found.text.strip():
            parts.append(_("{n} found").format(n=count))
        return "  ".join(parts) + ("" if self._found.whole else self.glyphs.ellipsis)

    def idle(self) -> Collection[str]:
        """While one types, what would only begin to."""
        typing = isinstance(self.focused, SearchBox)
        return {*super().idle(), "search"} if typing else super().idle()

    def draw_keys(self) -> None:
        """Draw the keys where they are others: not for every letter."""
        stands = frozenset(self.idle()), self.size.width, language()
        if stands != self._keys_for:
            self._keys_for = stands
            super().draw_keys()

    def relabel(self) -> None:
        """Speak the other language, show more or less; then go on typing."""
        super().relabel()
        if self.focused is None:
            self.call_after_refresh(self.query_one(SearchLine).open, self._text)

    def show_book(self) -> None:
        """Look again: the book, or what may be seen of it, is another one."""
        if self._text:
            self._ask()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal."""
        if self._found.text:
            self._show()

    # Looking

    def typed(self, text: str) -> None:
        """Look for another text; what was found before stands until the answer comes."""
        self._text = text
        self._whole_kinds.clear()
        self._waiting_to_open = False
        self._ask()

    def prepare(self) -> None:
        """Read everything that is looked through."""
        for _found in self.session.index.find(self.book, ""):
            pass

    def _ask(self) -> None:
        if not self._text:
            self._found = Found("", (), whole=True)
            self._show()
            return
        only = self._only if self.hiding else ""
        self._look(self.book, self._text, private=not self.hiding, only=only)

    @work(thread=True, exclusive=True, group="find")
    def _look(self, book: Book, text: str, *, private: bool, only: str) -> None:
        worker = get_current_worker()
        for found in self.session.index.find(book, text, private=private, only=only):
            if worker.is_cancelled:
                return
            self.post_message(self.Answered(book, found))

    @on(Answered)
    def _answered(self, event: Answered) -> None:
        if event.book is not self.book or event.found.text != self._text:
            return
        fresh = event.found.text != self._found.text
        self._found = event.found
        self._show(to_first=fresh)
        if self._waiting_to_open and (self.rows.row_id or event.found.whole):
            self.picked(self.rows.row_id)

    def _show(self, *, to_first: bool = False) -> None:
        rows = FoundRows(
            self.book,
            wanted(self._found.text),
            today=self.today,
            cells=self.rows.size.width,
            glyphs=self.glyphs,
            currency=self.session.ports.settings.currency,
            hiding=self.hiding,
            proposed=self.session.proposed,
        )
        view = found_view(self._found, rows, self._whole_kinds, self.rows.size.height)
        first = next(filter(None, view.ids), "") if to_first else ""
        self.rows.show(view.ids, view.line, empty=self._empty(), highlight=first)
        self.draw_frame()

    def _empty(self) -> str:
        if self.session.book is not None and not self.book.count("customers"):
            return _("Nothing to find yet. Esc goes back; there n adds a customer.")
        if self._found.text.strip():
            return _("Nothing fits.") if self._found.whole else ""
        hints = (
            _("Type what you know of it:"),
            _("a name, its pinyin or initials: hl finds 恒力"),
            _("three digits of a phone or more, a code, a city"),
            _("words of a note, a promise, a deal; the number or a product of an order"),
        )
        cells = max(self.size.width - 2, 1)
        return "\n".join(line for hint in hints for line in wrap(hint, cells))

    # Opening

    def picked(self, row_id: str) -> None:
        """Open what is highlighted; before the answer is there, as soon as it comes."""
        self._waiting_to_open = self._found.text != self._text or not (row_id or self._found.whole)
        table, _space, id_ = row_id.partition(" ")
        if self._waiting_to_open:
            return
        if not self._text.strip():
            self.say(_("type what you look for"))
        elif row_id.startswith(MORE):
            self._whole_kinds.add(id_)
            self._show()
        elif table == "interactions":
            self._read(id_)
        elif row_id:
            self._open(self.customer_id, self._entry(table, id_))
        else:
            self.say(_("nothing fits; change the text or press Esc"))

    def _entry(self, table: str, id_: str) -> str:
        """The entry of the profile's timeline that a row stands for."""
        if table == "deals":
            event = last_event(self.book.of("stage_events", "deal", id_))
            return event.id if event is not None else ""
        return id_

    def _read(self, note: str) -> None:
        row = self.book.get("interactions", note)
        customer = self.book.get("customers", row.customer) if row is not None else None
        if customer is None:
            self.say(_("it is no longer in the book"))
            return
        self.app.push_screen(
            NoteScreen(
                clean(customer.name),
                of_interaction(row),
                wanted(self._found.text),
                customer.id,
                today=self.today,
                private=not self.hiding,
            )
        )

    def _open(self, customer: str, entry: str) -> None:
        found = dict.fromkeys(customers_of(self.book, self.rows.row_ids).values())
        screen = ProfileScreen(customer, tuple(found), entry)
        self.app.push_screen(screen, self._came_back)

    def _came_back(self, customer: str | None) -> None:
        if customer and customer != self.customer_id:
            rows = customers_of(self.book, self.rows.row_ids)
            self.rows.highlight(next((row for row, of in rows.items() if of == customer), ""))

    async def action_search(self) -> None:
        """Go on typing."""
        self.query_one(SearchLine).open(self._text)

    def action_back(self) -> None:
        """Back to where one was."""
        self.dismiss(None)
