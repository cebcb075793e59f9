"""What of the KPI screen the rep chooses: the question, which numbers answer it, goals; kept."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace
from textual import work

from repdesk.analytics.results import Figure
from repdesk.domain.errors import RepdeskError
from repdesk.domain.questions import ALL, KpiChoice, goal_of
from repdesk.domain.target import METRICS
from repdesk.i18n import _
from repdesk.ui.forms.target import TargetForm
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.goal import GoalScreen
from repdesk.ui.screens.shown import ShownScreen
from repdesk.wording.errors import sentence
from repdesk.wording.metrics import NAMES
from repdesk.wording.questions import QUESTIONS, goal_words


class ChoosingScreen(BaseScreen[None]):
    """A screen that shows what the rep chose of the numbers, and remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self._choice: KpiChoice | None = None

    @property
    def choice(self) -> KpiChoice:
        """What was chosen last; of the settings until something is chosen here."""
        if self._choice is None:
            self._choice = self.session.ports.settings.kpis
        return self._choice

    # To be overridden

    def lay_out(self) -> None:
        """Show the numbers anew."""
        raise NotImplementedError

    @property
    def highlighted(self) -> Figure | None:
        """The highlighted figure; None where another row is."""
        raise NotImplementedError

    @property
    def aim(self) -> tuple[str, str, str]:
        """The metric, period and scope that a new target is most likely of."""
        raise NotImplementedError

    # The same for all

    async def choose(self, choice: KpiChoice, kept: Mapping[str, str], said: str) -> None:
        """Take a choice, show it, keep it in the settings; say so, or why it was not kept."""
        self._choice = choice
        self.lay_out()
        self.say(said)
        try:
            for key, value in kept.items():
                await self.session.keep_setting(key, value)
        except RepdeskError as error:
            until = _("chosen until you leave, but not kept: {why}")
            self.say(until.format(why=sentence(error)), "alert")

    async def answer(self, question: str) -> None:
        """Show what answers a question, from now on."""
        said = _("{question}  It opens with this from now on; w asks again.")
        await self.choose(
            replace(self.choice, question=question),
            {"kpis.question": question},
            said.format(question=_(QUESTIONS[question])),
        )

    @work(group="form")
    async def action_numbers(self) -> None:
        """Choose which numbers answer the question, and in what order."""
        question = self.choice.question or ALL
        items = await self.app.push_screen_wait(ShownScreen(question, self.choice.of(question)))
        if items is None or items == self.choice.of(question):
            return
        shown = {**self.choice.shown, question: items}
        await self.choose(
            replace(self.choice, shown=shown),
            {f"kpis.shown.{question}": ",".join(items)},
            _(
                "{n} numbers answer it now; o changes it back, there x to the usual; u does not"
            ).format(n=len(items)),
        )

    @work(group="form")
    async def action_target(self) -> None:
        """Set a target; for a number that has none of its own a goal."""
        figure = self.highlighted
        if figure is None or figure.key in METRICS or figure.unit is None:
            if await self.app.push_screen_wait(TargetForm(*self.aim)):
                self.say(_("target set; u takes it back"))
            return
        before = self.choice.goals.get(figure.key)
        picked = await self.app.push_screen_wait(GoalScreen(figure.key, figure.unit, before))
        if not picked:
            return
        goals = {key: goal for key, goal in self.choice.goals.items() if key != figure.key}
        goal, said = goal_of(picked), _("{name}: no goal; it was {before}, t sets it again, not u")
        if goal is not None:
            goals[figure.key] = goal
            said = _("{name}: goal {goal}; t takes it back, not u")
            if before is not None:
                said = _("{name}: goal {goal}; it was {before}, t sets it back, not u")
        words = {
            name: "" if one is None else goal_words(figure.key, figure.unit, one)
            for name, one in (("goal", goal), ("before", before))
        }
        await self.choose(
            replace(self.choice, goals=goals),
            {f"kpis.goals.{figure.key}": "" if goal is None else str(goal)},
            said.format(name=_(NAMES[figure.key]), **words),
        )
