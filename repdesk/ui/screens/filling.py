"""Filling in, one key each: what came of entries, and what became of the stops of the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual import work

from repdesk.desk import Desk, Saved
from repdesk.domain.edit import Edit
from repdesk.domain.interaction import Interaction
from repdesk.domain.route import next_working_day
from repdesk.domain.unlogged import fill_outcome, is_gap, log_stops, move_stops
from repdesk.i18n import _, ngettext
from repdesk.ui.screens.base import BaseScreen
from repdesk.wording.days import short_day, weekday
from repdesk.wording.terms import KINDS, OUTCOMES, named


class FillingScreen(BaseScreen[None]):
    """A list of entries whose outcomes are filled in, and of stops that are to be written down."""

    def __init__(self) -> None:
        super().__init__()
        self._visited = ""
        """The visit that was logged of a stop last: its outcome leads back to the stops."""

    @property
    def chosen(self) -> tuple[Sequence[Interaction], Sequence[str]]:
        """The entries and the stops that a key is about."""
        raise NotImplementedError

    def chosen_done(self) -> None:
        """Something was done to all that were selected."""
        raise NotImplementedError

    def go_to_entry(self, entry: str) -> None:
        """Highlight an entry; without one the first stop to write down.

        Called after the screen has taken in the new book.
        """
        raise NotImplementedError

    @work(group="save")
    async def action_outcome(self, outcome: str) -> None:
        """Fill in what came of the entries chosen; of a stop this logs its visit."""
        entries, stops = self.chosen
        gaps = [row for row in entries if is_gap(row)]
        if not gaps and not stops:
            self.say(self._why_not(entries))
            return

        def build(edit: Edit) -> None:
            log_stops(edit, stops, outcome)
            fill_outcome(edit, [row.id for row in gaps], outcome)

        customers = [row.customer for row in gaps] + self._of(stops)
        visited = self._visited
        if await self._run("edit" if gaps else "log", build, customers, gaps) is None:
            return
        said = self._filled(outcome, customers, stops)
        others = len(entries) - len(gaps)
        if others:
            left = ngettext("{n} left as it is", "{n} left as they are", others)
            said += "; " + left.format(n=others)
        self.say(said)
        if visited in [row.id for row in gaps]:
            self.call_next(self.go_to_entry, "")

    @work(group="save")
    async def action_happened(self) -> None:
        """Log a visit of each stop chosen; a single one is highlighted for its outcome."""
        _entries, stops = self.chosen
        if not stops:
            self.say(_("v is for a stop of today that is not logged yet; l logs a contact"))
            return
        customers = self._of(stops)
        saved = await self._run("log", lambda edit: log_stops(edit, stops), customers)
        if saved is None:
            return
        if len(stops) > 1:
            words = ngettext("{n} visit saved", "{n} visits saved", len(stops))
            if {self._meant(one) for one in stops} != {"visit"}:
                words = ngettext("{n} contact saved", "{n} contacts saved", len(stops))
            self.say(words.format(n=len(stops)) + "; " + _("u takes it back"))
            return
        self._visited = saved.answer[0]
        self.call_next(self.go_to_entry, self._visited)
        words = _("{what} saved: {name}; how was it: + 0 - m x")
        what = named(KINDS, self._meant(stops[0]))
        self.say(words.format(what=what, name=self._called(customers)))

    @work(group="save")
    async def action_moved(self) -> None:
        """Move the stops chosen to the next working day."""
        _entries, stops = self.chosen
        if not stops:
            self.say(_("t is for a stop of today that is not logged yet"))
            return
        day = next_working_day(self.today, self.session.ports.settings.policy)
        customers = self._of(stops)
        if await self._run("move", lambda edit: move_stops(edit, stops, day), customers) is None:
            return
        when = f"{short_day(day, self.today)} {weekday(day)}"
        words = _("moved to {day}: {name}; u takes it back")
        self.say(words.format(day=when, name=self._called(customers)))

    async def _run(
        self,
        verb: str,
        build: Callable[[Edit], Any],
        customers: Sequence[str],
        based_on: Sequence[Interaction] = (),
    ) -> Saved | None:
        """Save one change about these customers.

        However many they are, no backup is made first: it only fills what was empty, and a rep who
        fills ten gaps at night would wait for it ten times.
        """

        def run(desk: Desk) -> Saved:
            name = getattr(self.book.get("customers", customers[0]), "name", "")
            rows = [("interactions", row) for row in based_on]
            return desk.run(verb, build, rows, name=name, more=len(customers) - 1 or None)

        saved = await self.save(run)
        if saved is not None:
            self.chosen_done()
        return saved

    def _of(self, stops: Sequence[str]) -> list[str]:
        """The customers of stops."""
        return [self.book.get("stops", one).customer for one in stops]

    def _meant(self, stop: str) -> str:
        """As what contact a stop was planned."""
        return self.book.get("stops", stop).channel or "visit"

    def _called(self, customers: Sequence[str]) -> str:
        """What a message calls them: the first by name, the others as a number."""
        name = getattr(self.book.get("customers", customers[0]), "name", "")
        more = len(customers) - 1
        return _("{name} and {n} more").format(name=name, n=more) if more else name

    def _filled(self, outcome: str, customers: Sequence[str], stops: Sequence[str]) -> str:
        """What was saved."""
        said = named(OUTCOMES, outcome)
        if len(customers) > 1:
            words = ngettext(
                "{n} outcome: {outcome}; u takes it back",
                "{n} outcomes: {outcome}; u takes them back",
                len(customers),
            )
            return words.format(n=len(customers), outcome=said)
        if not stops:
            return _("outcome: {outcome}; u takes it back").format(outcome=said)
        name = self._called(customers)
        meant = self._meant(stops[0])
        if outcome == "not_reached" and meant == "visit":
            return _("missed visit saved: {name}; u takes it back").format(name=name)
        words = _("{what} saved, {outcome}: {name}; u takes it back")
        return words.format(what=named(KINDS, meant), outcome=said, name=name)

    def _why_not(self, entries: Sequence[Interaction]) -> str:
        """Why no outcome is filled in."""
        if not entries:
            return _("nothing is highlighted")
        if len(entries) > 1:
            return _("none of those selected lacks an outcome")
        if entries[0].outcome is not None:
            now = named(OUTCOMES, entries[0].outcome)
            return _("it already says: {outcome}").format(outcome=now)
        return _("only visits, calls and messages have an outcome")
