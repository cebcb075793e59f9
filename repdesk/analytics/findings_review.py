"""What became of a number after something was done about it: the same number, shown again.

A rate is measured again exactly as it was: over three months (a step: a year) to the day 30 days
after, whenever that is asked. Two of those months are the same as before, so that a move shows late
rather than falsely. Of a list: how many of the rows acted on still stood on it that day.
"""

import re
from datetime import date
from fractions import Fraction

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.findings import named
from repdesk.analytics.findings_lists import KINDS as LISTS
from repdesk.analytics.findings_lists import Listed, lists
from repdesk.analytics.findings_tested import HIGHER_IS_WORSE, rates
from repdesk.analytics.intervals import Z95, wilson
from repdesk.analytics.results import Figure, Input, Review, Unit
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.weakest import FEWEST, Counts, difference_low
from repdesk.domain.interaction import Action

BETWEEN = "/"
_COUNTS = re.compile(r"(\d+)/(\d+)(?: (\d+))?", re.ASCII)


def reviews(now: Situation, keys: Dimensions) -> tuple[Review, ...]:
    """Return every action up to the day, the newest first; measured where its day has come."""
    last = now.day.isoformat()
    actions = [row for row in now.book.rows("actions") if row.created[:10] <= last]
    actions.sort(key=lambda row: (row.created, row.id), reverse=True)
    due: dict[str, list[Action]] = {}
    for row in actions:
        if row.verdict is None and row.review_on is not None and row.review_on <= last:
            due.setdefault(row.review_on, []).append(row)
    figures: dict[str, Figure] = {}
    for day, rows in due.items():
        figures |= _measured(*_on(now, keys, day), rows)
    return tuple(_review(now, row, figures.get(row.id)) for row in actions)


def _on(now: Situation, keys: Dimensions, day: str) -> tuple[Situation, Dimensions]:
    """Return the situation of an earlier day."""
    asked = date.fromisoformat(day)
    if asked == now.day:
        return now, keys
    then = situation(now.book, asked, now.policy, now)
    return then, Dimensions(then.book, then.sold, then.policy)


def verdict(kind: str, before: Figure, figure: Figure) -> str:
    """Return moved, not_moved, worse or too_few: 10 cases on both sides, Newcombe's interval."""
    if (before.n or 0) < FEWEST or (figure.n or 0) < FEWEST:
        return "too_few"
    if _surely_lower(figure, before):
        return "moved" if kind in HIGHER_IS_WORSE else "worse"
    if _surely_lower(before, figure):
        return "worse" if kind in HIGHER_IS_WORSE else "moved"
    return "not_moved"


def _surely_lower(one: Figure, other: Figure) -> bool:
    low = difference_low(Counts(one.k or 0, one.n or 0, other.k or 0, other.n or 0), Z95)
    return low is not None and low > 0


def _review(now: Situation, row: Action, figure: Figure | None) -> Review:
    kind = row.finding.partition(BETWEEN)[0]
    before = read_counts(row.metric, row.before)
    promises = [now.book.get("followups", id_) for id_ in row.followups]
    told, _space, then = (row.verdict or "").partition(" ")
    if row.verdict is not None:
        figure = read_counts(row.metric, then)
    elif figure is not None:
        told = verdict(kind, before, figure)
    return Review(
        action=row.id,
        finding=row.finding,
        metric=row.metric,
        acted=row.created[:10],
        review_on=row.review_on or "",
        before=before,
        figure=figure,
        verdict=told or None,
        stored=row.verdict is not None,
        kept=sum(each is not None and each.state == "done" for each in promises),
        made=len(row.followups),
        ids=row.followups,
    )


def read_counts(metric: str, text: str | None) -> Figure:
    """Read the k/n an action keeps, with the number of a list; unreadable: none of none."""
    found = _COUNTS.fullmatch(text or "")
    if found is None or int(found[1]) > int(found[2]):
        return _counted(metric, 0, 0)
    return _counted(metric, int(found[1]), int(found[2]), None if not found[3] else int(found[3]))


def _counted(metric: str, k: int, n: int, total: int | None = None) -> Figure:
    low, high = wilson(k, n) or (None, None)
    unit: Unit = "money" if metric == "overdue" else "count"
    inputs = () if total is None else (Input("total", total, unit),)
    value = Fraction(k, n) if n else None
    return Figure(metric, value, "rate", k=k, n=n, low=low, high=high, inputs=inputs)


def _measured(then: Situation, keys: Dimensions, due: list[Action]) -> dict[str, Figure]:
    """Return the number of each action again, by its id, on the day it is looked at again."""
    asked = {row.finding.partition(BETWEEN)[0] for row in due}
    told, standing = {}, {}
    if asked - {*LISTS}:
        told = {
            named(each.kind, each.of, each.by, each.key): _counted(each.kind, each.k, each.n)
            for each in rates(then, keys)
        }
    if asked & {*LISTS}:
        standing = {each.kind: each for each in lists(then)}
    return {
        row.id: _still(then, row, standing.get(row.finding))
        if row.finding in LISTS
        else told.get(row.finding, _counted(row.metric, 0, 0))
        for row in due
    }


def _still(then: Situation, row: Action, standing: Listed | None) -> Figure:
    """Return how many of the rows acted on are still on their list (None: it is empty)."""
    rows = () if standing is None else standing.rows
    deals = {each.deal for each in rows if each.deal is not None}
    customers = {each.customer for each in rows}
    promises = [then.book.get("followups", id_) for id_ in row.followups]
    there = sum(
        each is not None and (each.deal in deals if each.deal else each.customer in customers)
        for each in promises
    )
    total = 0 if standing is None else int(standing.figure.value or 0)
    return _counted(row.metric, there, len(promises), total)
