"""The slow figures as the screens ask for them; what they lean on is imported when first asked."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from repdesk.cli.answers import Answers
from repdesk.domain.errors import RepdeskError

if TYPE_CHECKING:
    from repdesk.analytics.costs import Costs
    from repdesk.analytics.dimensions import Dimensions
    from repdesk.analytics.learned import Learning
    from repdesk.analytics.results import (
        AccountMoney,
        Behind,
        Bonus,
        Brief,
        Comparison,
        ContactCount,
        DayPlan,
        Findings,
        Forecast,
        Funnel,
        FunnelGroups,
        GapPlan,
        KpiReport,
        Receivables,
        Review,
        SalesPoint,
        Segments,
        TargetLine,
        TargetStep,
        TierReview,
        TodayNumbers,
        Trend,
        Why,
    )
    from repdesk.analytics.situation import Situation
    from repdesk.domain.book import Book
    from repdesk.domain.period import Period
    from repdesk.domain.policy import Policy

INTERVALS_FROM = ("customers", "contacts", "tier_marks", "orders")
"""What tiers and channels are read from: while these stand, so do the contact intervals."""
LIBRARIES = ("numpy", "pandas", "plotext")
"""What only numbers and charts need: without one of them the rest goes on."""


def lost(error: ImportError) -> RepdeskError:
    """Return what to say of a library that cannot be loaded; another import is a bug."""
    name = (error.name or "").partition(".")[0]
    if name not in LIBRARIES:
        raise error
    return RepdeskError("library.lost", name=name)


class Numbers:
    """Figures of a book under one policy. Called in worker threads.

    The situation read last is kept, so that the next book is read only where it differs; it is
    put in place whole and never altered, so that two threads cannot disturb each other.
    """

    def __init__(self, policy: "Policy") -> None:
        self._policy = policy
        self._last: Situation | None = None
        self._learned: tuple[Situation, Learning] | None = None
        self._costs: tuple[Book, Costs] | None = None
        self._intervals: tuple[Book, str, Mapping[str, float]] | None = None
        self._keys: tuple[Situation, Dimensions] | None = None
        self._once = Answers().once

    def _read(self, book: "Book", day: str) -> "Situation":
        """Return the situation of a book on a day."""
        from repdesk.analytics.situation import situation

        known = self._last
        asked = date.fromisoformat(day)
        if known is not None and known.book is book and known.day == asked:
            return known
        now = situation(book, asked, self._policy, known)
        if known is None or asked >= known.day:
            self._last = now
        return now

    def _parted(self, now: "Situation") -> "Dimensions":
        """Return what a situation is taken apart by."""
        from repdesk.analytics.dimensions import Dimensions

        known = self._keys
        if known is None or known[0] is not now:
            known = self._keys = (now, Dimensions(now.book, now.sold, now.policy))
        return known[1]

    def today(self, book: "Book", day: str) -> "TodayNumbers":
        """Return everything the Today screen shows."""
        from repdesk.analytics.scores import learned_of
        from repdesk.analytics.today import day_of

        now, known = self._read(book, day), self._learned
        if (
            known is None
            or known[0].sold is not now.sold
            or known[0].day != now.day
            or not known[0].book.same(now.book, "customers")
        ):
            known = self._learned = (now, learned_of(now))
        return day_of(now, learning=known[1])

    def plan(self, book: "Book", day: str, now: str) -> "DayPlan":
        """Return the plan of a day, filled from the list; the situation kept stays today's."""
        from repdesk.analytics.plan import planned_day

        return planned_day(book, date.fromisoformat(day), self._policy, now, self._last)

    def why(self, book: "Book", customer: str, day: str, places: int) -> "Why":
        """Return why a customer stands where it does, and what would bring it in."""
        from repdesk.analytics.why import explain

        return explain(self._read(book, day), customer, places)

    def tiers(self, book: "Book", day: str) -> "TierReview":
        """Return everybody's factors and tier on a day, and what a review would say."""
        from repdesk.analytics.review import review

        return review(self._read(book, day))

    def kpis(self, book: "Book", period: str, day: str) -> "KpiReport":
        """Return the report of a period as of a day."""
        from repdesk.analytics.kpis import report
        from repdesk.domain.period import parse_period

        return self._once(
            book,
            ("kpis", period, day),
            lambda: report(self._read(book, day), parse_period(period)),
        )

    def behind(self, book: "Book", period: str, day: str, what: str, of: str) -> "Behind":
        """Return the rows behind a figure, a product, a target or a stage of the funnel."""
        from repdesk.analytics.behind_parts import behind_of

        report = self.kpis(book, period, day)
        return behind_of(self._read(book, day), report, what, of)

    def bonus(self, book: "Book", day: str) -> "Bonus | None":
        """Return where the rep stands on the bonus ladder; None: no ladder is set."""
        from repdesk.analytics.bonus import bonus

        return bonus(self._read(book, day))

    def series(self, book: "Book", period: str, day: str, count: int) -> "Sequence[SalesPoint]":
        """Return net sales of so many periods that end with this one."""
        from repdesk.analytics.sales import last_periods, series
        from repdesk.domain.period import parse_period

        sold = self._read(book, day).sold
        return series(book, sold, last_periods(parse_period(period), count), self._policy)

    def forecast(self, book: "Book", period: str, day: str) -> "Forecast":
        """Return what a month or a quarter will bring."""
        from repdesk.analytics.forecast import forecast
        from repdesk.domain.period import parse_period

        return forecast(self._read(book, day), parse_period(period))

    def gap(self, book: "Book", period: str, day: str) -> "GapPlan":
        """Return the fewest open deals that would reach a period's target."""
        from repdesk.analytics.gap import gap_plan
        from repdesk.domain.period import parse_period

        return gap_plan(self._read(book, day), parse_period(period))

    def target_steps(self, before: "Book", after: "Book", day: str) -> "Sequence[TargetStep]":
        """Return the targets that a change moved, as they stood before and after it."""
        from repdesk.analytics.target_steps import target_steps

        was = self._read(before, day)
        return target_steps(was, self._read(after, day))

    def funnel(self, book: "Book", day: str, period: str | None = None) -> "Funnel":
        """Return the funnel of the deals created in a period, else in the twelve months."""
        from repdesk.analytics.funnel import funnel_of
        from repdesk.analytics.pipeline import Odds

        deals = self._read(book, day).deals
        return funnel_of(deals, _span(period, day), Odds(deals, self._policy))

    def funnel_groups(
        self, book: "Book", by: str, day: str, period: str | None = None
    ) -> "FunnelGroups":
        """Return that funnel taken apart."""
        from repdesk.analytics.funnel_groups import funnel_groups
        from repdesk.analytics.pipeline import Odds

        now = self._read(book, day)
        odds = Odds(now.deals, self._policy)
        return funnel_groups(now.deals, _span(period, day), odds, by, self._parted(now))

    def trend(self, book: "Book", metric: str, day: str, kind: str, count: int) -> "Trend":
        """Return a number over the last so many periods of a kind."""
        from repdesk.analytics.trend import trend

        asked = ("trend", metric, day, kind, count)
        return self._once(book, asked, lambda: trend(self._read(book, day), metric, kind, count))

    def compare(
        self, book: "Book", metric: str, period: str, day: str, by: str | None = None
    ) -> "Comparison":
        """Return a number against target, the period before, a year ago; and between groups."""
        from repdesk.analytics.comparison import compare

        def answer() -> "Comparison":
            now = self._read(book, day)
            return compare(now, metric, _span(period, day), by, self._parted(now))

        return self._once(book, ("compare", metric, period, day, by), answer)

    def segments(self, book: "Book", row: str, column: str, period: str, day: str) -> "Segments":
        """Return net sales by two dimensions."""
        try:
            from repdesk.analytics.segments import segments
        except ImportError as error:
            raise lost(error) from error

        def answer() -> "Segments":
            now = self._read(book, day)
            span, keys = _span(period, day), self._parted(now)
            return segments(book, now.sold, self._policy, span, row, column, keys)

        return self._once(book, ("segments", row, column, period, day), answer)

    def findings(self, book: "Book", day: str) -> "Findings":
        """Return what stands out on a day."""
        from repdesk.analytics.findings import findings

        def answer() -> "Findings":
            now = self._read(book, day)
            return findings(now, self._parted(now))

        return self._once(book, ("findings", day), answer)

    def reviews(self, book: "Book", day: str) -> "Sequence[Review]":
        """Return what became of the numbers acted on."""
        from repdesk.analytics.findings_review import reviews

        now = self._read(book, day)
        return reviews(now, self._parted(now))

    def account(self, book: "Book", customer: str, day: str) -> "AccountMoney":
        """Return what one customer brought and owes; the book is read once for all customers."""
        from repdesk.analytics.account import account
        from repdesk.analytics.costs import Costs

        known = self._costs
        if known is None or not known[0].same(book, "products"):
            known = self._costs = (book, Costs(book))
        return account(self._read(book, day), known[1], customer)

    def contacts(self, book: "Book", customer: str, day: str) -> "ContactCount | None":
        """Return a customer's contacts of the quarter; all intervals are worked out once."""
        from repdesk.analytics.contacts import contact_count, intervals

        known = self._intervals
        if known is None or known[1] != day or not book.same(known[0], *INTERVALS_FROM):
            known = self._intervals = (book, day, intervals(self._read(book, day)))
        interval = known[2].get(customer)
        if interval is None:
            return None
        return contact_count(book, date.fromisoformat(day), customer, interval)

    def brief(self, book: "Book", customer: str, day: str) -> "Brief":
        """Return what to know of a customer before the bell is rung."""
        from repdesk.analytics.brief import brief

        return brief(self._read(book, day), customer)

    def receivables(self, book: "Book", day: str) -> "Receivables":
        """Return what is owed on a day."""
        from repdesk.analytics.receivables import receivables

        return receivables(self._read(book, day).owed)

    def targets(self, book: "Book", period: str, day: str) -> "Sequence[TargetLine]":
        """Return the targets of a period as they stand on a day."""
        from repdesk.analytics.targets import target_lines
        from repdesk.domain.period import parse_period

        return target_lines(self._read(book, day), parse_period(period))


def _span(period: str | None, day: str) -> "Period":
    """Return a period as written, else the twelve months that end on the day."""
    from repdesk.analytics.funnel import last_twelve_months
    from repdesk.domain.period import parse_period

    return parse_period(period) if period else last_twelve_months(date.fromisoformat(day))
