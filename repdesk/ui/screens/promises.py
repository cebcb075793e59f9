"""The promises to and of one customer: kept, late, broken; done or dropped in one key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.domain.interaction import Followup
from repdesk.i18n import _
from repdesk.ui.cells import clean
from repdesk.ui.keys import bindings
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.views.promises import PROMISE_COLUMNS, kept_words, promise_line, promises_of
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.promises import promise_text, standing_words
from repdesk.wording.terms import FOLLOWUP_KINDS, OWNERS, colon, named


class PromisesScreen(BaseScreen[None]):
    """All promises of a customer, the open ones first."""

    SCOPE = "promises"
    BINDINGS: ClassVar[list[BindingType]] = bindings("promises")
    ONE_CUSTOMER = True

    def __init__(self, customer_id: str) -> None:
        super().__init__()
        self._customer = customer_id

    def body(self) -> Iterable[Widget]:
        """How many were kept, and the list."""
        yield OneLine("kept", self.glyphs)
        yield LineList(PROMISE_COLUMNS, id="promises", glyphs=self.glyphs)

    @property
    def customer_id(self) -> str:
        """The customer shown."""
        return self._customer

    @property
    def _list(self) -> LineList:
        return self.query_one("#promises", LineList)

    def title_line(self) -> str:
        """Whose promises, and how many are open."""
        name = clean(getattr(self.book.get("customers", self._customer), "name", ""))
        rows = self.book.of("followups", "customer", self._customer)
        still = sum(row.state == "open" for row in rows)
        count = _("{n} of {m} open").format(n=still, m=len(rows))
        return "  ".join((_("Promises {name}").format(name=name), count))

    def show_book(self) -> None:
        """List them from the book."""
        if self.book.get("customers", self._customer) is None:
            self.dismiss(None)
            return
        today, currency = self.today, self.session.ports.settings.currency
        rows = promises_of(self.book, self._customer)
        kept = "" if self.hiding else kept_words(self.book, self._customer, today)
        label = _("kept on time, 12 months")
        self.query_one("#kept", OneLine).set(colon(label, kept) if kept else "")
        self._list.show(
            [row.id for row in rows],
            lambda at: promise_line(rows[at], today, currency),
            empty=_("Nothing promised yet.\na writes a promise down, yours or theirs."),
        )

    def _promise(self) -> Followup | None:
        found = self.book.get("followups", self._list.row_id)
        if not isinstance(found, Followup):
            self.say(_("no promise is highlighted"))
            return None
        return found

    @work(group="save")
    async def action_close(self, state: str) -> None:
        """Mark the highlighted promise done or broken; a closed one is open again."""
        row = self._promise()
        if row is None:
            return
        now = state if row.state == "open" else "open"
        if await self.save(lambda desk: desk.close_followup(row.id, now)) is None:
            return
        said = {
            "done": _("done: {what}; u takes it back"),
            "dropped": _("will not be kept: {what}; u takes it back"),
            "open": _("open again: {what}; u takes it back"),
        }
        currency = self.session.ports.settings.currency
        self.say(said[now].format(what=promise_text(row, currency)))

    @on(LineList.Opened)
    def _opened(self) -> None:
        row = self._promise()
        if row is None:
            return
        currency = self.session.ports.settings.currency
        deal = self.book.get("deals", row.deal)
        owner = f"{named(dict(OWNERS), row.owner)} {self.glyphs.middle}"
        about = (
            f"{row.due} {row.time or ''}".rstrip(),
            f"{owner} {named(dict(FOLLOWUP_KINDS), row.kind)}",
            standing_words(row, self.today),
            deal.title if deal is not None else "",
        )
        name = clean(getattr(self.book.get("customers", self._customer), "name", ""))
        text = "\n".join((*filter(None, about), "", promise_text(row, currency)))
        self.app.push_screen(ReadScreen(name, text))

    def action_back(self) -> None:
        """Back to the profile."""
        self.dismiss(None)
