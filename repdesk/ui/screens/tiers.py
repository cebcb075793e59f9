"""The tiers: how each is looked after, the monthly review, the rep's own beside the machine's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import ClassVar, NamedTuple

from textual import events, on, work
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from repdesk.analytics.results import Suggestions, TierReview, TierStanding
from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.commands import BY_ID
from repdesk.ui.keys import bindings, key_hint, live_keys
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.figured import FiguredScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.views.tiers import TiersView, factors_line, tiers_head, tiers_view
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.notes import note_words

PAUSE = 0.15
"""Seconds the highlight rests before the factors follow it."""


class Reviewed(NamedTuple):
    """A review, and the list that tells how each tier is looked after."""

    review: TierReview
    listed: Suggestions


class TiersScreen(FiguredScreen[str, Reviewed]):
    """The review of a day; it is worked out in a worker. Gives back a tier that was opened."""

    SCOPE = "tiers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("tiers")

    def __init__(self) -> None:
        super().__init__()
        self._ready: Reviewed | None = None
        self._view = TiersView()
        self._resting: Timer | None = None
        self._standings: dict[str, TierStanding] = {}

    def body(self) -> Iterable[Widget]:
        """The list, and the factors of whoever is highlighted."""
        yield LineList(id="tiers", selectable=True, glyphs=self.glyphs)
        yield OneLine("factors", self.glyphs)

    @property
    def rows(self) -> LineList:
        """The list."""
        return self.query_one(LineList)

    @property
    def customer_id(self) -> str:
        """The customer of the highlighted row."""
        return self._view.customers.get(self.rows.row_id, "")

    def title_line(self) -> str:
        """When the tiers were reviewed, and when they are to be again."""
        return tiers_head(self._ready.review if self._ready else None, self.today)

    def needed(self) -> Collection[str]:
        """What the screen is for."""
        return ("tiers.accept", "tier.own")

    def figure(self, numbers: Numbers, book: Book, day: str) -> Reviewed:
        """Return the review, and the list with the tiers' coverage."""
        return Reviewed(numbers.tiers(book, day), numbers.today(book, day).suggestions)

    def figured(self, found: Reviewed) -> None:
        """Show the review."""
        self._ready = found
        self._standings = {one.customer: one for one in found.review.standings}
        self._lay_out()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal."""
        if self.is_mounted:
            self._lay_out()

    def _lay_out(self) -> None:
        ready, keys = self._ready, live_keys(self.active_bindings)
        empty = self.glyphs.ellipsis
        if ready is not None:
            self._view = tiers_view(
                ready.review,
                ready.listed,
                self.book,
                currency=self.session.ports.settings.currency,
                today=self.today,
                cells=self.size.width,
                glyphs=self.glyphs,
                hints={
                    "tiers": key_hint(BY_ID["list.open"], keys, _("its customers")),
                    "moves": "  ".join(
                        key_hint(BY_ID[one], keys) for one in ("list.select", "tiers.accept")
                    ),
                    "own": key_hint(BY_ID["tier.own"], keys),
                },
            )
        view = self._view
        self.rows.show(view.ids, lambda at: view.lines[at], empty=empty)
        self._show_factors()

    @on(LineList.Highlighted)
    def _highlighted(self) -> None:
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(PAUSE, self._show_factors)

    def _show_factors(self) -> None:
        """The factors of the highlighted customer, else what there is to say of the review."""
        line = factors_line(self._standings.get(self.customer_id))
        note = self._ready.review.note if self._ready is not None else None
        if not line and note is not None:
            line = note_words(note)
        self.query_one("#factors", OneLine).set(line)

    # Commands

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        kind, _space, named = event.row_id.partition(" ")
        if kind == "tier":
            self.dismiss(named)
        elif self.customer_id:
            ids = list(dict.fromkeys(self._view.customers.values()))
            self.app.push_screen(ProfileScreen(self.customer_id, ids))
        else:
            self.say(_("accepting the review gives them their first tier"))

    @work(group="save")
    async def action_accept(self) -> None:
        """Save the review: all that it says, or of those who would move only the picked ones."""
        ready = self._ready
        if ready is None:
            self.say(_("that is still being worked out; try again in a moment"))
            return
        picked = [one.partition(" ") for one in self.rows.selected]
        only = {customer for kind, _space, customer in picked if kind == "moved"}
        if picked and not only:
            self.say(_("only who would move can be picked; Space on one of them"))
            return
        chosen = only or None
        saved = await self.save(lambda desk: desk.review_tiers(ready.review, chosen))
        if saved is None:
            return
        self.rows.deselect()
        if not saved.change.puts:
            self.say(_("nothing was to change"))
            return
        moved = sum(
            one.kind == "moved" and (chosen is None or one.customer in chosen)
            for one in ready.review.moves
        )
        new = sum(one.kind == "first" for one in ready.review.moves)
        words = _("review saved: {moved} moved, {new} with their first tier; u takes it back")
        self.say(words.format(moved=moved, new=new))

    def action_back(self) -> None:
        """Back to the screen before."""
        self.dismiss("")
