"""Arranging a day by keys: in and out, order, times, by visit or call, anybody added."""

from __future__ import annotations

from collections.abc import Collection

from textual import work

from repdesk.domain.arrangement import VISIT, Arrangement, Planned, planned
from repdesk.i18n import _
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.pick import PickScreen
from repdesk.ui.screens.when import NO_TIME, WhenScreen
from repdesk.ui.widgets.line_list import LineList

ABOUT_ROW = frozenset({
    "dayplan.take", "dayplan.leave", "dayplan.down", "dayplan.up", "dayplan.time",
    "dayplan.channel", "dayplan.other_day", "dayplan.done", "dayplan.missed",
})  # fmt: skip
"""Commands about the highlighted contact."""


class ArrangingScreen(BaseScreen[None]):
    """A day's contacts in a list; every key gives another arrangement, nothing is saved."""

    @property
    def draft(self) -> Arrangement | None:
        """The arrangement shown; None while it is worked out, or when the day is over."""
        raise NotImplementedError

    def arranged(self, draft: Arrangement, highlight: str = "") -> None:
        """Show another arrangement, this row highlighted."""
        raise NotImplementedError

    def why_not(self) -> str:
        """Why there is no arrangement."""
        raise NotImplementedError

    def usual_channel(self, customer: str) -> str:
        """How a customer is contacted, as far as is known here."""
        raise NotImplementedError

    @property
    def rows(self) -> LineList:
        """The list of contacts."""
        return self.query_one(LineList)

    def idle(self) -> Collection[str]:
        """Without a highlighted contact what is about one."""
        return super().idle() if self.rows.row_id else {*super().idle(), *ABOUT_ROW}

    def picked(self) -> tuple[Arrangement, Planned] | None:
        """The arrangement and the highlighted contact; says so where there is none."""
        draft = self.draft
        if draft is None:
            self.say(self.why_not())
            return None
        one = draft.find(self.rows.row_id)
        if one is None:
            self.say(_("nobody is highlighted"))
            return None
        if not one.open:
            self.say(_("that is done or missed already; v and o change it"))
            return None
        return draft, one

    def action_take(self) -> None:
        """Take the highlighted contact in, or leave it out; the next row is highlighted."""
        picked = self.picked()
        if picked is None:
            return
        draft, one = picked
        if one in draft.out:
            self.arranged(draft.take_in(one), self.beside())
        else:
            self.arranged(draft.leave_out(one.key), self.beside())

    def action_leave_out(self) -> None:
        """Leave the highlighted contact out."""
        picked = self.picked()
        if picked is None:
            return
        draft, one = picked
        if one in draft.out:
            self.say(_("it is not on the plan; Space takes it in"))
            return
        self.arranged(draft.leave_out(one.key), self.beside())

    def beside(self) -> str:
        """The row after the highlighted one, else the one before."""
        ids = [one for one in self.rows.row_ids if one]
        at = ids.index(self.rows.row_id)
        return ids[at + 1] if at + 1 < len(ids) else ids[max(at - 1, 0)]

    def action_move(self, step: int) -> None:
        """Move the highlighted contact in the order of the day."""
        picked = self.picked()
        if picked is None:
            return
        draft, one = picked
        if one in draft.out:
            self.say(_("it is not on the plan; Space takes it in"))
            return
        if one.fixed:
            self.say(_("an appointment keeps its time; t gives it another, or none"))
            return
        moved = draft.move(one.key, step)
        if moved is draft:
            self.say(_("it is the last one") if step > 0 else _("it is the first one"))
            return
        self.arranged(moved, one.key)

    @work(group="form")
    async def action_time(self) -> None:
        """Fix the highlighted contact at a time, or free it."""
        picked = self.picked()
        if picked is None:
            return
        name = getattr(self.book.get("customers", picked[1].customer), "name", "")
        question = _("When is {name}?").format(name=name)
        time = await self.app.push_screen_wait(WhenScreen(question, "time", self.today))
        again = self.draft
        if not time or again is None:
            return
        if picked[1] in again.out:
            again = again.take_in(picked[1])
        key = picked[1].key
        self.arranged(again.at_time(key, None if time == NO_TIME else time), key)

    def action_channel(self) -> None:
        """Make the highlighted contact a call, or a visit."""
        picked = self.picked()
        if picked is None:
            return
        draft, one = picked
        usual = self.usual_channel(one.customer)
        other = (usual if usual != VISIT else "call") if one.channel == VISIT else VISIT
        self.arranged(draft.by_channel(one.key, other), one.key)

    @work(group="form")
    async def action_add(self) -> None:
        """Put any customer on the plan."""
        if self.draft is None:
            self.say(self.why_not())
            return
        customer = await self.app.push_screen_wait(PickScreen(_("Put whom on the plan?")))
        known, draft = self.book.get("customers", customer), self.draft
        if known is None or draft is None:
            return
        if known.do_not_contact:
            self.say(_("{name} is marked do-not-contact: not added").format(name=known.name))
            return
        there = next((one for one in draft.taken if one.customer == customer), None)
        if there is not None:
            self.rows.highlight(there.key)
            self.say(_("{name} is on the plan already").format(name=known.name))
            return
        one = next((one for one in draft.out if one.customer == customer), None)
        if one is None:
            one = planned(self.book, draft.day, customer, self.usual_channel(customer))
        self.arranged(draft.take_in(one), one.key)
