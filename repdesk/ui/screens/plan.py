"""The plan of a day: proposed, arranged by keys, accepted as one change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from textual import events, on, work
from textual.message import Message
from textual.widget import Widget

from repdesk.analytics.results import DayPlan, LeftOut, PlannedStop, Suggestion
from repdesk.domain.arrangement import VISIT, Arrangement, rebased
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.forms.zones import ZonesForm
from repdesk.ui.keys import bindings, key_name, live_keys
from repdesk.ui.screens.keeping import KeepingScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.why import WhyScreen
from repdesk.ui.views.plan import PlanView, plan_head, plan_view
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.notes import note_words


class PlanScreen(KeepingScreen):
    """One day at a time. The proposal comes from a worker; what was rearranged waits in `kept`."""

    SCOPE = "plan"
    BINDINGS = bindings("plan")

    @dataclass
    class PlanReady(Message):
        """The worker is done: the plan of this day of this book."""

        book: Book
        plan: DayPlan

    def __init__(self, day: str, kept: dict[str, Arrangement]) -> None:
        super().__init__()
        self._day = day
        self._kept = kept
        self._plan: DayPlan | None = None
        self._draft: Arrangement | None = None
        self._view = PlanView()

    def body(self) -> Iterable[Widget]:
        """What is to be known of the day, and the list."""
        yield OneLine("about", self.glyphs)
        yield LineList(id="plan", glyphs=self.glyphs)

    @property
    def customer_id(self) -> str:
        """The customer of the highlighted row."""
        return self._view.customers.get(self.rows.row_id, "")

    @property
    def draft(self) -> Arrangement | None:
        """The arrangement, while the day can still be arranged."""
        return self._draft if self._day >= self.today else None

    def why_not(self) -> str:
        """The day is over, or its plan not there yet."""
        if self._day < self.today:
            return _("that day is over")
        return _("the plan is still being worked out; try again in a moment")

    def usual_channel(self, customer: str) -> str:
        """The channel of the suggestion, else the customer's own; a visit where none is known."""
        place = self._place(customer)
        known = self.book.get("customers", customer)
        liked = known.preferences if known is not None else None
        return (place.channel if place else None) or (liked and liked.channel) or VISIT

    def title_line(self) -> str:
        """The day, how full it is, and where it leads."""
        return plan_head(
            self._day,
            self._plan,
            self._draft,
            today=self.today,
            cells=self.size.width,
            glyphs=self.glyphs,
        )

    def show_book(self) -> None:
        """Show what is known, ask for the plan over this book."""
        self._lay_out()
        if self.session.ports.numbers is None:
            self.say(_("there are no numbers here"))
            return
        self._ask(self.book, self._day, self.session.ports.now())

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, book: Book, day: str, now: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        try:
            self.post_message(self.PlanReady(book, numbers.plan(book, day, now)))
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)

    @on(PlanReady)
    def _ready(self, event: PlanReady) -> None:
        if event.book is not self.book or event.plan.day != self._day:
            return
        fresh = event.plan.arrangement
        mine = self._kept.get(self._day)
        if mine is not None:
            fresh = self._kept[self._day] = rebased(mine, fresh, event.book)
        self._plan, self._draft = event.plan, fresh
        self._lay_out()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal."""
        if self.is_mounted:
            self._lay_out()

    @property
    def day(self) -> str:
        """The day shown, ISO."""
        return self._day

    def accepted(self) -> None:
        """What was rearranged is saved."""
        self._kept.pop(self._day, None)

    def arranged(self, draft: Arrangement, highlight: str = "") -> None:
        """Show another arrangement; it is kept until it is accepted."""
        self._draft = self._kept[self._day] = draft
        self._lay_out(highlight)

    def _lay_out(self, highlight: str = "") -> None:
        self._view = PlanView()
        if self._plan is not None and self._draft is not None:
            self._view = plan_view(
                self._plan,
                self._draft,
                self.book,
                currency=self.session.ports.settings.currency,
                today=self.today,
                glyphs=self.glyphs,
            )
        view = self._view
        empty = _("Nobody is planned; a adds somebody.") if self._plan else self.glyphs.ellipsis
        self.rows.show(view.ids, lambda at: view.lines[at], empty=empty, highlight=highlight)
        self.query_one("#about", OneLine).set(self._about())
        self.draw_frame()

    def _about(self) -> str:
        """What is to be known of the day, in a line."""
        plan, draft = self._plan, self._draft
        if plan is None or draft is None:
            return ""
        if plan.note is not None and not plan.listed:
            return note_words(plan.note)
        keys = live_keys(self.active_bindings)
        if not plan.taught and len(plan.zone_names) > 1:
            zones = key_name(keys.get("dayplan.zones", ["z"])[0])
            return _("{key} says which zones lie side by side; so far a day keeps to one").format(
                key=zones
            )
        if not draft.taken:
            return ""
        accept = key_name(keys.get("dayplan.accept", ["f2"])[0])
        if self._day not in self._kept and all(one.stop for one in draft.taken):
            return _("all of it stands on the day; ~ about then")
        if plan.note is not None:
            return note_words(plan.note)
        return _("+ proposed, ~ about then; {key} puts it on the day").format(key=accept)

    # Going elsewhere

    @on(LineList.Opened)
    def _opened(self) -> None:
        ids = list(dict.fromkeys(self._view.customers.values()))
        self.app.push_screen(ProfileScreen(self.customer_id, ids))

    def action_day(self, step: int) -> None:
        """Show the day before or after."""
        self._go((date.fromisoformat(self._day) + timedelta(step)).isoformat())

    @work(group="form")
    async def action_go_to_day(self) -> None:
        """Show any day."""
        picked = await self.app.push_screen_wait(self.days(_("Plan which day?")))
        if picked:
            self._go(picked[:10])

    def _go(self, day: str) -> None:
        self._day, self._plan, self._draft = day, None, None
        self.show_book()

    @work(group="form")
    async def action_zones(self) -> None:
        """Say which zones lie side by side."""
        if await self.app.push_screen_wait(ZonesForm()) is not None:
            self.say(_("zones saved; u takes it back"))

    def action_why(self) -> None:
        """Show why the highlighted customer is suggested."""
        place = self._place(self.customer_id)
        if place is None:
            self.say(_("nobody suggested that; it is on the plan because you put it there"))
            return
        self.app.push_screen(WhyScreen(place.customer, place))

    def _place(self, customer: str) -> Suggestion | None:
        if self._plan is None:
            return None
        everybody: list[PlannedStop | LeftOut] = [*self._plan.stops, *self._plan.left_out]
        return next((one.place for one in everybody if one.customer == customer), None)

    def action_back(self) -> None:
        """Back to Today; what was rearranged waits there."""
        waits = self._day in self._kept
        self.dismiss(None)
        if waits:
            self.desk_app.say(_("not accepted yet: the plan opens again as you left it"))
