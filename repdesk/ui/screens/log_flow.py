"""Logging from any screen: the form, then what was saved, the target, and the next step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from msgspec.structs import replace
from textual import on, work
from textual.message import Message

from repdesk.domain.book import Book
from repdesk.domain.period import period_of
from repdesk.domain.route import next_stop
from repdesk.i18n import _
from repdesk.ui.forms.followup import FollowupForm
from repdesk.ui.forms.log import LogForm, Opening
from repdesk.ui.forms.log_body import LOW
from repdesk.ui.forms.log_correct import CorrectForm
from repdesk.ui.next_step import take_step
from repdesk.ui.screens.frame import Frame
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.screens.pick import PickScreen
from repdesk.ui.views.after_log import (
    Logged,
    Told,
    attained,
    corrected_words,
    money_moved,
    next_step,
    order_line,
    saved_words,
)
from repdesk.wording.days import short_day

T = TypeVar("T")


class LogFlow(FramedScreen[T]):
    """A screen from which one logs. The question afterwards takes no key but its answers."""

    @dataclass
    class TargetKnown(Message):
        """The worker knows how the target moved."""

        told: Told
        target: str

    def __init__(self) -> None:
        super().__init__()
        self._asking: Told | None = None
        self._answerable: Told | None = None

    @property
    def customer_id(self) -> str:
        """The customer that is logged for; empty when one is to be searched."""
        return ""

    def say(self, text: str, look: str = "strong") -> None:
        """Say something; the app says nothing before each key, which then may answer."""
        if not text:
            self._answerable, self._asking = self._asking, None
        super().say(text, look)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space goes to the next stop only right after a log that offered it."""
        if action == "next_stop":
            return self._answerable is not None and bool(self._answerable.stop)
        return super().check_action(action, parameters)

    @work(group="form")
    async def action_log(self) -> None:
        """Write down what happened with the highlighted customer, or with one that is searched."""
        customer = self.customer_id or await self.app.push_screen_wait(PickScreen())
        if customer:
            await self._log(Opening(customer))

    async def _log(self, opening: Opening) -> None:
        """Log what the opening is about, and what follows from it, one form after another."""
        told: Told | None = None
        following: Opening | None = opening
        while following is not None:
            opening = following
            logged = await self.app.push_screen_wait(LogForm(opening.customer, opening))
            if logged is not None:
                told, following = self._after(logged, opening)
                if money_moved(logged.entry) and self.session.ports.numbers is not None:
                    moment = logged.entry.at or self.today
                    self._ask_target(told, logged.before, self.book, moment)
            elif opening.left is not None:
                told, following = self._go_on(opening.left, opening.customer, opening.onward)
            else:
                return
        if told is not None:
            self._tell_logged(told)

    def _after(self, logged: Logged, opening: Opening) -> tuple[Told, Opening | None]:
        """Return what is said after a save, and the form to come."""
        book, customer = self.book, logged.customer
        saved = self._saved(logged)
        if logged.rest:
            return Told(saved), Opening(customer, logged.rest, before=saved, onward=opening.onward)
        step = next_step(book, logged, self.today)
        if step is None and opening.left is not None:
            step = opening.left.step
        told = Told(saved, step=step)
        deal = won_without_order(book, logged)
        line = order_line(book, deal, self.today, self.session.ports.settings.currency)
        if not line:
            return self._go_on(told, customer, logged.onward)
        said = saved + "; " + _("its order: Enter saves it, Esc leaves it")
        order = Opening(customer, line=line, order_of=deal, before=said, left=told)
        return Told(saved), replace(order, onward=logged.onward)

    def _go_on(self, told: Told, customer: str, onward: bool) -> tuple[Told, Opening | None]:
        """Return what is said at the end of a log, and the form of the next stop where wanted."""
        stop = next_stop(self.book, self.today, customer)
        if onward and stop:
            return told, Opening(stop, before=told.saved, question=told.step)
        if onward:
            return replace(told, saved=f"{told.saved}; " + _("no further stop today")), None
        return replace(told, stop=stop if self.size.height < LOW else ""), None

    def _saved(self, logged: Logged) -> str:
        said = saved_words(logged, self.book, self.today, self.session.ports.settings.currency)
        if logged.following:
            day = short_day(logged.following, self.today)
            said += "; " + _("next contact {day}").format(day=day)
        return said

    def _tell_logged(self, told: Told) -> None:
        self.say(told.words())
        self._asking = told

    @work(group="form")
    async def correct(self, interaction: str) -> None:
        """Correct a log: a form with its line, then what was saved."""
        row = self.book.get("interactions", interaction)
        if self.desk_app.hiding:
            self.say(_("a log may hold what is hidden; h shows it again"))
            return
        if row is None:
            self.say(_("nothing is highlighted that was logged"))
            return
        change = await self.app.push_screen_wait(CorrectForm(interaction))
        if change is None:
            return
        settings = self.session.ports.settings
        said = corrected_words(
            change, row.customer, self.book, self.today, settings.policy, self.session.proposed
        )
        self.say(said)

    # How the target moved

    @work(thread=True, group="target")
    def _ask_target(self, told: Told, before: Book, after: Book, moment: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        month_end = period_of(date.fromisoformat(moment[:10]), "month").last.isoformat()
        steps = numbers.target_steps(before, after, min(self.today, month_end))
        currency = self.session.ports.settings.currency
        target = attained(steps, currency, self.today, self.glyphs)
        if target:
            self.post_message(self.TargetKnown(told, target))

    @on(TargetKnown)
    def _target_known(self, event: TargetKnown) -> None:
        """Say it where the save is still told, here or on the form that came after it."""
        shown = self.app.screen
        if self._asking is not None and self._asking.saved.startswith(event.told.saved):
            self._tell_logged(replace(self._asking, target=event.target))
        elif isinstance(shown, Frame) and shown.said.startswith(event.told.saved):
            rest = shown.said.removeprefix(event.told.saved)
            shown.say(f"{event.told.saved}; {event.target}{rest}")

    # The next key

    @work(group="save")
    async def action_next_step(self, days: int) -> None:
        """Take the next step with the customer just logged, in so many days."""
        if self._answerable is None or self._answerable.step is None:
            self.say(_("no next step was asked for; a writes a follow-up"))
            return
        question, self._answerable = self._answerable.step, None
        await take_step(self, question, days)

    @work(group="form")
    async def action_other_day(self) -> None:
        """Write the next step with the customer just logged for another day."""
        if self._answerable is None or self._answerable.step is None:
            self.say(_("no next step was asked for; a writes a follow-up"))
            return
        question, self._answerable = self._answerable.step, None
        if await self.app.push_screen_wait(FollowupForm(question.customer)):
            self.say(_("follow-up saved; u takes it back"))

    @work(group="form")
    async def action_next_stop(self) -> None:
        """Log the next planned stop of today."""
        if self._answerable is not None:
            await self._log(Opening(self._answerable.stop))


def won_without_order(book: Book, logged: Logged) -> str:
    """Return the deal that a log won without writing its order; empty where there is none."""
    entry = logged.entry
    won = {stage.id for stage in book.stages if stage.ends == "won"}
    if entry.stage is None or entry.stage.to not in won or entry.items:
        return ""
    moved = (put.after for put in logged.change.puts if put.table == "stage_events")
    return next((getattr(row, "deal", "") for row in moved if getattr(row, "stage", "") in won), "")
