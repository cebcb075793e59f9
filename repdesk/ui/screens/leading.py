"""Where Today leads: the plan of a day, a tier's customers, the tiers, who is set aside."""

from __future__ import annotations

from textual import work

from repdesk.analytics.results import Suggestions
from repdesk.domain.arrangement import Arrangement
from repdesk.domain.dayplan import day_to_plan
from repdesk.i18n import _
from repdesk.ui.screens.aside import AsideScreen
from repdesk.ui.screens.asking import AskingScreen
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.plan import PlanScreen
from repdesk.ui.screens.tiers import TiersScreen
from repdesk.wording.tiers import coverage_line


class LeadingScreen(AskingScreen[None]):
    """The first screen's ways to the others that are about whom to contact."""

    def __init__(self) -> None:
        super().__init__()
        self._plans: dict[str, Arrangement] = {}

    def listed(self) -> Suggestions | None:
        """The list with the tiers' coverage; None until it was worked out."""
        raise NotImplementedError

    def action_day_plan(self) -> None:
        """Plan a day: today while it is young and empty, else the next working day."""
        ports = self.session.ports
        day = day_to_plan(self.book, ports.now(), ports.settings.policy)
        self.app.push_screen(PlanScreen(day, self._plans))

    async def action_turn_to(self) -> None:
        """Show the customers of the tier to turn to next."""
        found = self.listed()
        if found is None:
            self.say(_("that is still being worked out; try again in a moment"))
            return
        row = next((one for one in found.coverage if one.tier == found.turn_to), None)
        if row is None:
            self.say(_("nobody is due in any tier"))
            return
        await self._list_tier(row.tier)
        self.desk_app.say(coverage_line(row, self.session.ports.settings.currency))

    async def _list_tier(self, tier: str) -> None:
        await self.desk_app.go_to("customers")
        shown = self.app.screen
        if isinstance(shown, CustomersScreen):
            shown.show_tier(tier)

    @work(group="form")
    async def action_tiers(self) -> None:
        """Show the tiers and their review; a tier opened there is listed."""
        tier = await self.app.push_screen_wait(TiersScreen())
        if tier:
            await self._list_tier(tier)

    def action_aside(self) -> None:
        """Show whom the list hides."""
        self.app.push_screen(AsideScreen())
