"""Acting on a finding of the KPI screen: its follow-ups are made as one change."""

from __future__ import annotations

from textual import work

from repdesk.i18n import _, ngettext
from repdesk.ui.kpi_numbers import KpiNumbers
from repdesk.ui.screens.choosing import ChoosingScreen
from repdesk.wording.days import short_day
from repdesk.wording.findings import FindingWords


class ActingScreen(ChoosingScreen):
    """A screen with findings: `a` makes the follow-ups of the highlighted one."""

    @property
    def known(self) -> KpiNumbers | None:
        """What is known of the numbers."""
        raise NotImplementedError

    @property
    def finding_id(self) -> str:
        """The highlighted finding; empty where another row is."""
        raise NotImplementedError

    @work(group="save")
    async def action_followup(self) -> None:
        """Make the follow-ups that the highlighted finding offers."""
        known = self.known
        finding = known.finding(self.finding_id) if known is not None else None
        if known is None or finding is None:
            self.say(_("a makes follow-ups for a finding; highlight one"))
            return
        if known.carried:
            self.say(_("the findings are being looked at again; press a once more"))
            return
        words = FindingWords(known.book, self.session.ports.settings.currency)
        if not finding.offer.followups:
            self.say(words.offer(finding.offer))
            return
        texts = [words.text(finding.offer.code, each) for each in finding.offer.followups]
        name, reviews = words.name(finding.id), known.reviews
        saved = await self.save(lambda desk: desk.act_on_finding(finding, texts, name, reviews))
        if saved is None:
            return
        action = self.book.get("actions", saved.answer)
        said = ngettext(
            "{n} follow-up made, looked at again on {day}; u takes it back",
            "{n} follow-ups made, looked at again on {day}; u takes all of them back",
            len(texts),
        )
        day = short_day(action.review_on, self.today) if action is not None else ""
        self.say(said.format(n=len(texts), day=day))
