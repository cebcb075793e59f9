"""Acting on a finding: its follow-ups and the number as it was, as one change."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid

REVIEW_DAYS = 30
"""Days after which the number is looked at again."""


class Task(NamedTuple):
    """A follow-up to make: for whom, due on an ISO day, what to do; `amount` in minor units."""

    customer: str
    due: str
    text: str
    deal: str | None = None
    kind: str = "promise"
    amount: int | None = None


def act_on(
    edit: Edit,
    finding: str,
    metric: str,
    before: str,
    tasks: Iterable[Task],
    verdicts: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """Put the follow-ups and an action that remembers the number; returns the action's id.

    `before` is the number as it was, k/n; `verdicts` are what was reached on earlier actions, by
    their ids: who has none yet keeps it. Raises Invalid "finding.nothing" without a task.
    """
    id_ = edit.new_id()
    made = tuple(
        str(edit.add("followups", from_=id_, owner="me", **task._asdict()).id) for task in tasks
    )
    if not made:
        raise Invalid("finding.nothing", table="actions", field="followups", value=finding)
    review_on = date.fromisoformat(edit.today) + timedelta(days=REVIEW_DAYS)
    edit.add(
        "actions",
        id=id_,
        finding=finding,
        metric=metric,
        before=before,
        followups=made,
        review_on=review_on.isoformat(),
    )
    for earlier, verdict in verdicts.items():
        action = edit.get("actions", earlier)
        if action is not None and action.verdict is None:
            edit.alter("actions", earlier, verdict=verdict)
    return id_
