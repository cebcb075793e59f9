"""Verbs on findings: acting on one, keeping what became of it."""

from collections.abc import Sequence

from repdesk.analytics.results import Finding, Review
from repdesk.desk.records import RecordVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.acting import Task, act_on, keep_verdicts


class FindingVerbs(RecordVerbs):
    """Follow-ups for findings, and the number looked at again."""

    def act_on_finding(self, finding: Finding, texts: Sequence[str], name: str = "") -> Saved:
        """Make the follow-ups a finding offers, one text each; the answer is the action's id.

        `name` tells the finding in the history. Raises Invalid "finding.nothing" where nothing is
        offered.
        """
        tasks = [
            Task(each.customer, each.due, text, each.deal, each.kind, each.amount)
            for each, text in zip(finding.offer.followups, texts, strict=True)
        ]
        return self.run(
            "act",
            lambda edit: act_on(edit, finding.id, finding.kind, finding.counts, tasks),
            name=name,
        )

    def keep_verdicts(self, reviews: Sequence[Review], name: str = "") -> Saved:
        """Keep the verdicts reached; the answer is how many actions had none yet.

        `name` tells the first of them in the history.
        """
        verdicts = {each.action: each.told for each in reviews if each.verdict is not None}
        return self.run(
            "verdict",
            lambda edit: keep_verdicts(edit, verdicts),
            name=name,
            more=len(verdicts) - 1 or None,
        )
