"""Targets, and where the rep stands against them (KPIS §3). Money is exact minor units."""

from datetime import date, timedelta
from fractions import Fraction

import msgspec

from repdesk.analytics.ledger import history_from
from repdesk.analytics.reached import Reached, reached
from repdesk.analytics.results import TargetLine
from repdesk.analytics.sales import no_history
from repdesk.analytics.situation import Situation
from repdesk.analytics.workdays import working_days
from repdesk.domain.book import Book
from repdesk.domain.money import round_half_up
from repdesk.domain.period import Period, period_of
from repdesk.domain.policy import Policy
from repdesk.domain.scopes import ALL, Scope, Scopes
from repdesk.domain.target import METRICS, MONEY_METRICS

PARTS = {"year": "quarter", "quarter": "month"}


class Goal(msgspec.Struct, frozen=True):
    """What is to be reached in a period: minor units for money, else a count."""

    value: Fraction
    derived: bool


class Goals:
    """The book's targets of one level, found by metric, scope and period."""

    def __init__(self, book: Book, level: str = "base") -> None:
        rows = [row for row in book.rows("targets") if row.level == level and row.metric in METRICS]
        rows.sort(key=lambda row: (row.updated, row.id))
        scopes = Scopes(book) if any(row.scope != ALL for row in rows) else None
        self._set: dict[tuple[str, str, str], int] = {
            (row.metric, str(scopes.read(row.scope)) if scopes else ALL, row.period): row.value
            for row in rows
        }

    def scopes(self) -> list[tuple[str, str]]:
        """Return (metric, scope) of every target: metrics in their order, `all` before parts."""
        known = {each[:2] for each in self._set}
        return sorted(known, key=lambda each: (METRICS.index(each[0]), each[1] != ALL, each[1]))

    def goal(self, metric: str, scope: str, period: Period) -> Goal | None:
        """Return the target of a period: the one set, else the sum of its parts, else its share by
        days of a longer one. A part missing: None.
        """
        own = self._sum(metric, scope, period)
        if own is not None:
            return Goal(own, derived=False)
        if self._any_part(metric, scope, period):
            return None
        for kind in ("quarter", "year"):
            if period.kind in ("month", "quarter") and kind != period.kind:
                longer = period_of(period.first, kind)
                value = self._set.get((metric, scope, str(longer)))
                if value is not None and not self._any_part(metric, scope, longer):
                    return Goal(Fraction(value * period.days, longer.days), derived=True)
        return None

    def value(self, metric: str, scope: str, period: Period) -> int | None:
        """Return the target of a period rounded half-up, None where there is none."""
        goal = self.goal(metric, scope, period)
        return None if goal is None else whole(goal.value)

    def _sum(self, metric: str, scope: str, period: Period) -> Fraction | None:
        value = self._set.get((metric, scope, str(period)))
        if value is not None:
            return Fraction(value)
        total = Fraction(0)
        for part in _parts(period):
            own = self._sum(metric, scope, part)
            if own is None:
                return None
            total += own
        return total if period.kind in PARTS else None

    def _any_part(self, metric: str, scope: str, period: Period) -> bool:
        return any(
            (metric, scope, str(part)) in self._set or self._any_part(metric, scope, part)
            for part in _parts(period)
        )


def _parts(period: Period) -> list[Period]:
    kind = PARTS.get(period.kind)
    if kind is None:
        return []
    parts = [period_of(period.first, kind)]
    while parts[-1].last < period.last:
        parts.append(parts[-1].following())
    return parts


def count_days(period: Period, last: date, policy: Policy) -> int:
    """Return the days of a period up to `last`, working days when the pace counts those."""
    if policy.pace_working_days:
        return working_days(period.first, min(last, period.last), policy)
    return period.elapsed(last)


def whole(value: Fraction) -> int:
    """Return an exact amount rounded half-up."""
    return int(round_half_up(value))


def known_of(now: Situation, metric: str, scope: Scope, period: Period) -> Reached:
    """Return what was reached of a metric in a period, or why it can't be told."""
    silent = no_history(history_from(now.book), period, now.day)
    if silent is not None and metric != "visits":
        return Reached(None, silent)
    return reached(now, metric, scope, period)


def target_lines(
    now: Situation, period: Period, gone: date | None = None
) -> tuple[TargetLine, ...]:
    """Return every target of a period and where it stands.

    `gone` is the last day that counts as over: the day before unless given, so that the day itself
    is left; a report's the day itself.
    """
    gone = gone or now.day - timedelta(days=1)
    goals, scopes = Goals(now.book), Scopes(now.book)
    stretch, team = Goals(now.book, "stretch"), Goals(now.book, "team")
    days = count_days(period, period.last, now.policy)
    elapsed = count_days(period, gone, now.policy)
    lines = []
    for metric, scope in goals.scopes():
        goal = goals.goal(metric, scope, period)
        if goal is None:
            continue
        read = scopes.read(scope)
        done = known_of(now, metric, read, period)
        expected = goal.value * elapsed / days if days else Fraction(0)
        gap = None if done.value is None else goal.value - done.value
        lines.append(
            TargetLine(
                metric=metric,
                scope=scope,
                period=str(period),
                target=whole(goal.value),
                actual=None if done.value is None else whole(done.value),
                attainment=_share(done.value, goal.value),
                gap=None if gap is None else whole(gap),
                needed=needed(metric, gap, days - elapsed),
                time_progress=Fraction(elapsed, days) if days else None,
                days=days,
                days_left=days - elapsed,
                working_days_left=working_days(max(now.day, period.first), period.last, now.policy),
                derived=goal.derived,
                expected=whole(expected),
                index=_share(done.value, expected),
                stretch=stretch.value(metric, scope, period),
                team=team.value(metric, scope, period),
                note=done.note,
            )
        )
    return tuple(lines)


def _share(done: Fraction | None, of: Fraction) -> Fraction | None:
    return None if done is None or of <= 0 else done / of


def needed(metric: str, gap: Fraction | None, days: int) -> int | Fraction | None:
    """Return what is to be reached a day in so many days: money rounded, counts as a fraction."""
    if gap is None or days <= 0:
        return None
    a_day = max(gap, Fraction(0)) / days
    return whole(a_day) if metric in MONEY_METRICS else a_day
