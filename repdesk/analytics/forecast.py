"""What a month or a quarter will bring (KPIS §3): closed months, the one that runs, those ahead."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec.structs import replace

from repdesk.analytics.columns import Rates
from repdesk.analytics.inside_month import MONTHS, PastMonth, past_month, share_done, spread
from repdesk.analytics.ledger import Ledger, history_from
from repdesk.analytics.open_deals import open_deals
from repdesk.analytics.pipeline import worth
from repdesk.analytics.results import Forecast, Note
from repdesk.analytics.sales import net_of, no_history
from repdesk.analytics.situation import Situation
from repdesk.analytics.smoothing import FARTHEST, FEWEST, months_ahead
from repdesk.analytics.targets import Goals
from repdesk.domain.errors import Invalid
from repdesk.domain.money import minor_digits, round_half_up, to_minor
from repdesk.domain.period import Period, period_of
from repdesk.domain.scopes import ALL

CLOSED = "closed"


def forecast(now: Situation, period: Period) -> Forecast:
    """Return the expected net sales of a month or a quarter; raises Invalid for other periods.

    A month with its range and chance while it runs, a quarter as the sum of its months.
    """
    if period.kind == "quarter":
        return _quarter(now, period)
    if period.kind != "month":
        raise Invalid("forecast.period", value=str(period))
    return _month(now, period, History(now))


class History:
    """The complete months of a situation, oldest first: minor units as floats, day by day.

    The month of the first order is left out unless that order is on the 1st.
    """

    def __init__(self, now: Situation) -> None:
        self._unit: int = 10 ** minor_digits(now.policy.currency)
        self.months: list[Period] = []
        began = history_from(now.book)
        if began is not None:
            month = period_of(date.fromisoformat(began), "month")
            if began != month.first.isoformat():
                month = month.following()
            while month.last <= now.day:
                self.months.append(month)
                month = month.following()
        self.series = [self._float(now.sold, month) for month in self.months]
        self._sold = now.sold

    def _float(self, sold: Ledger, month: Period) -> float:
        return float(net_of(sold.within(month)) * self._unit)

    @property
    def next(self) -> Period:
        """The month after the last complete one; raises IndexError without any."""
        return self.months[-1].following()

    def past(self) -> list[PastMonth]:
        """Return the last twelve complete months, day by day."""
        return [self._days(month) for month in self.months[-MONTHS:]]

    def _days(self, month: Period) -> PastMonth:
        sales = self._sold.within(month)
        days = [sale.order.date for sale in sales]
        amounts, start = [], 0
        for at in range(month.days):
            end = bisect_left(days, (month.first + timedelta(at + 1)).isoformat(), start)
            amounts.append(float(net_of(sales[start:end]) * self._unit))
            start = end
        return past_month(amounts)


def _month(now: Situation, month: Period, history: History) -> Forecast:
    goal = Goals(now.book).goal("sales_net", ALL, month)
    target = None if goal is None else _whole(goal.value)
    found = Forecast(str(month), None, None, target=target, history=len(history.series))
    if month.last <= now.day:
        note = no_history(history_from(now.book), month, now.day)
        if note is not None:
            return replace(found, note=note)
        sold = to_minor(net_of(now.sold.within(month)), now.policy.currency)
        return replace(found, method=CLOSED, value=sold, done=sold)
    if len(history.series) < FEWEST:
        months = (("months", len(history.series)), ("fewest", FEWEST))
        return replace(found, note=Note("short_history", months))
    ahead = _months_between(history.next, month) + 1
    if ahead > FARTHEST:
        return replace(found, note=Note("too_far", (("months", FARTHEST),)))
    coming = months_ahead(history.series, history.months[0].first.month)
    assert coming is not None
    found = replace(found, method=coming.method)
    if month.first > now.day:
        note = Note("range_when_begun")
        return replace(found, value=_whole(coming.values[ahead - 1]), note=note)
    return _inside(now, month, found, coming.values[0], history.past())


def _inside(
    now: Situation, month: Period, found: Forecast, whole: float, past: Sequence[PastMonth]
) -> Forecast:
    """Return the month that runs, `whole` being what it was forecast to bring in all."""
    day, unit = month.elapsed(now.day), 10 ** minor_digits(now.policy.currency)
    done = float(net_of(now.sold.within(month.until(now.day))) * unit)
    usual = share_done(past, day, month.days)
    rest = (1 - usual) * whole
    deals = open_deals(now, month.last)
    pipeline = deals.expected if deals.in_time else None
    care = None
    if pipeline is not None:
        care = _care(now) if pipeline < rest else None
        rest = (rest + pipeline) / 2
    target = None if found.target is None else float(found.target)
    ends = spread(past, day, month.days, done, rest, target)
    return replace(
        found,
        value=_whole(ends.expected),
        low=None if ends.low is None else _whole(ends.low),
        high=None if ends.high is None else _whole(ends.high),
        chance=ends.chance,
        done=_whole(done),
        usual=usual,
        pipeline=None if pipeline is None else _whole(pipeline),
        note=Note("no_rest") if ends.low is None else care,
        without_rate=deals.without_rate,
    )


def _care(now: Situation) -> Note | None:
    """Say that the open deals hold a forecast down where deals bring less than half of the sales.

    Measured on books whose sales are mostly repeat orders: the range then held 2 months of 27.
    """
    year = Period("range", now.day - timedelta(364), now.day)
    sold = net_of(now.sold.within(year)) * 10 ** minor_digits(now.policy.currency)
    rates = Rates(now.book, now.policy.currency)
    won = sum(
        (worth(state.deal, rates, now.deals.day) or 0)
        for state in now.deals.deals
        if state.state == "won" and state.ended is not None and state.ended in year
    )
    if 2 * won >= sold:
        return None
    share = int(round_half_up(Fraction(100 * won) / Fraction(sold)))
    return Note("few_deals", (("share", share),))


def _quarter(now: Situation, quarter: Period) -> Forecast:
    history = History(now)
    months = [period_of(quarter.first, "month")]
    while months[-1].last < quarter.last:
        months.append(months[-1].following())
    parts = tuple(_month(now, month, history) for month in months)
    goal = Goals(now.book).goal("sales_net", ALL, quarter)
    found = Forecast(
        str(quarter),
        None,
        None,
        target=None if goal is None else _whole(goal.value),
        history=len(history.series),
        months=parts,
        without_rate=tuple(dict.fromkeys(each for part in parts for each in part.without_rate)),
    )
    silent = next((part for part in parts if part.value is None), None)
    if silent is not None:
        return replace(found, note=silent.note)
    return replace(
        found,
        method=parts[-1].method,
        value=sum(part.value or 0 for part in parts),
        done=sum(part.done or 0 for part in parts),
        note=None if parts[-1].method == CLOSED else Note("range_of_months_only"),
    )


def _months_between(first: Period, month: Period) -> int:
    return (month.first.year - first.first.year) * 12 + month.first.month - first.first.month


def _whole(value: float | Fraction) -> int:
    """Return an amount in whole minor units, rounded half-up."""
    return int(round_half_up(Fraction(value)))
