"""Acting on a finding."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from repdesk.desk.records import RecordVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.acting import Task, act_on

if TYPE_CHECKING:
    from repdesk.analytics.results import Finding, Review


class FindingVerbs(RecordVerbs):
    """Follow-ups for findings, and what earlier ones led to."""

    def act_on_finding(
        self,
        finding: "Finding",
        texts: Sequence[str],
        name: str = "",
        reviews: "Iterable[Review]" = (),
    ) -> Saved:
        """Make the follow-ups a finding offers, one text each; the answer is the action's id.

        `name` tells the finding in the history; what the reviews of earlier actions came to is kept
        with them. Raises Invalid "finding.nothing" where nothing is offered.
        """
        tasks = [
            Task(each.customer, each.due, text, each.deal, each.kind, each.amount)
            for each, text in zip(finding.offer.followups, texts, strict=True)
        ]
        verdicts = {each.action: each.told for each in reviews if each.verdict is not None}
        return self.run(
            "act",
            lambda edit: act_on(edit, finding.id, finding.kind, finding.counts, tasks, verdicts),
            name=name,
        )
