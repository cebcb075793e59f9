"""What of a day's plan is saved: accepted whole, a stop done, missed, or moved to another day."""

from __future__ import annotations

from textual import work

from repdesk.desk import Desk, Saved
from repdesk.domain.route import stops_of
from repdesk.i18n import _, ngettext
from repdesk.ui.screens.arranging import ArrangingScreen
from repdesk.ui.screens.when import WhenScreen
from repdesk.wording.plan import day_words


class KeepingScreen(ArrangingScreen):
    """The saves of a day's plan: each is one change with one undo."""

    @property
    def day(self) -> str:
        """The day shown, ISO."""
        raise NotImplementedError

    def accepted(self) -> None:
        """What was rearranged is saved."""
        raise NotImplementedError

    def days(self, question: str) -> WhenScreen:
        """A list of days, each with how much is on it."""
        order = self.session.ports.settings.date_order
        return WhenScreen(question, "day", self.today, order, self._on_it)

    def _on_it(self, day: str) -> str:
        n = len(stops_of(self.book, day))
        return ngettext("{n} stop", "{n} stops", n).format(n=n) if n else ""

    @work(group="save")
    async def action_accept(self) -> None:
        """Put the plan on its day."""
        draft = self.draft
        if draft is None:
            self.say(self.why_not())
            return
        day = draft.day
        saved = await self.save(lambda desk: desk.accept_plan(draft))
        if saved is None:
            return
        self.accepted()
        if not saved.change.puts:
            empty = _("the plan is empty; a adds somebody")
            self.say(_("all of it stands on the day already") if draft.taken else empty)
            return
        n = len(draft.taken)
        words = ngettext(
            "{n} contact planned for {day}; u takes it back",
            "{n} contacts planned for {day}; u takes it back",
            n,
        )
        self.say(words.format(n=n, day=day_words(day, self.today)))

    @work(group="save")
    async def action_mark(self, state: str) -> None:
        """Mark the highlighted stop done or missed, or planned again."""
        stop = self.book.get("stops", self.rows.row_id)
        if stop is None or self.day > self.today:
            self.say(_("only a stop of today or before can be done or missed"))
            return
        now = "planned" if stop.state == state else state
        name = getattr(self.book.get("customers", stop.customer), "name", "")

        if await self.save(lambda desk: desk.close_stop(stop.id, now)) is not None:
            said = {
                "done": _("done: {name}; u takes it back"),
                "missed": _("missed: {name}; u takes it back"),
                "planned": _("planned again: {name}; u takes it back"),
            }
            self.say(said[now].format(name=name))

    @work(group="form")
    async def action_other_day(self) -> None:
        """Move the highlighted contact to another day, at a time if one is typed."""
        row, customer = self.rows.row_id, self.customer_id
        known = self.book.get("customers", customer)
        if known is None:
            self.say(_("nobody is highlighted"))
            return
        picked = await self.app.push_screen_wait(
            self.days(_("Move {name} to which day?").format(name=known.name))
        )
        if not picked:
            return
        day, _space, time = picked.partition(" ")
        if day < self.today:
            self.say(_("that day is over; nothing was moved"))
            return
        stop = self.book.get("stops", row)
        channel, name, at = self.usual_channel(customer), known.name, time or None

        def verb(desk: Desk) -> Saved:
            if stop is not None and stop.state == "planned":
                return desk.move_stop(stop.id, day, at)
            return desk.plan_contact(customer, day, at, channel)

        beside = self.beside()
        if await self.save(verb) is not None:
            self.rows.highlight(beside)
            when = " ".join(filter(None, (day_words(day, self.today), time)))
            said = _("{name} is planned for {day}; u takes it back")
            self.say(said.format(name=name, day=when))
