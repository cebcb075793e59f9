"""The slow figures as the screens ask for them; what they lean on is imported when first asked."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar, cast

from repdesk.domain.errors import RepdeskError

if TYPE_CHECKING:
    from repdesk.analytics.costs import Costs
    from repdesk.analytics.results import (
        AccountMoney,
        Behind,
        Bonus,
        ContactCount,
        DayPlan,
        Forecast,
        Funnel,
        GapPlan,
        KpiReport,
        Receivables,
        SalesPoint,
        TargetLine,
        TargetStep,
        TierReview,
        TodayNumbers,
        Why,
    )
    from repdesk.analytics.situation import Situation
    from repdesk.domain.book import Book
    from repdesk.domain.policy import Policy

T = TypeVar("T")
REMEMBERED = 48
"""Answers kept of one book: periods with their bases and pasts, gone to and fro."""
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
        self._costs: tuple[Book, Costs] | None = None
        self._intervals: tuple[Book, str, Mapping[str, float]] | None = None
        self._answers: tuple[Book, dict[Hashable, Any]] | None = None

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

    def _once(self, book: "Book", asked: Hashable, make: Callable[[], T]) -> T:
        """Return what was answered of this very book, worked out the first time."""
        known = self._answers
        if known is None or known[0] is not book:
            known = self._answers = (book, {})
        answers = known[1]
        if asked not in answers:
            answer = make()
            while len(answers) >= REMEMBERED:
                answers.pop(next(iter(answers)), None)
            answers[asked] = answer
            return answer
        return cast(T, answers[asked])

    def today(self, book: "Book", day: str) -> "TodayNumbers":
        """Return everything the Today screen shows."""
        from repdesk.analytics.today import day_of

        return day_of(self._read(book, day))

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
        from repdesk.analytics.behind import behind
        from repdesk.analytics.behind_parts import behind_product, behind_stage, behind_target
        from repdesk.analytics.scopes import Scopes
        from repdesk.analytics.window import Window
        from repdesk.domain.period import parse_period

        now = self._read(book, day)
        window = Window(now, parse_period(period))
        match what:
            case "product":
                return behind_product(window, of)
            case "target":
                metric, _space, scope = of.partition(" ")
                return behind_target(window, metric, Scopes(book).read(scope))
            case "stage":
                return behind_stage(now, of)
        return behind(window, self.kpis(book, period, day).figure(of))

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

    def funnel(self, book: "Book", day: str) -> "Funnel":
        """Return the funnel of the twelve months that end on the day."""
        from repdesk.analytics.funnel import funnel_of, last_twelve_months

        return funnel_of(self._read(book, day).deals, last_twelve_months(date.fromisoformat(day)))

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

    def receivables(self, book: "Book", day: str) -> "Receivables":
        """Return what is owed on a day."""
        from repdesk.analytics.receivables import receivables

        return receivables(self._read(book, day).owed)

    def targets(self, book: "Book", period: str, day: str) -> "Sequence[TargetLine]":
        """Return the targets of a period as they stand on a day."""
        from repdesk.analytics.targets import target_lines
        from repdesk.domain.period import parse_period

        return target_lines(self._read(book, day), parse_period(period))
