"""What the numbers are handed out as: plain frozen values, no frames, no records, no sentences.

Money is integer minor units, rounded half-up once from exact sums; a rate or ratio of exact sums
is a Fraction, an estimate a float; days are ISO text. Customers, deals, … are named by id.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Number = int | float | Fraction
Unit = Literal["money", "rate", "ratio", "days", "count"]
Fact = str | int | float | None


@dataclass(frozen=True, slots=True)
class Note:
    """Why a number is absent or to be read with care: a code and its facts."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """Return one fact, None where the note has none of that name."""
        return dict(self.facts).get(name)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: its KPIS.md key, k of n with Wilson's interval where it is a rate of counts.

    `base` is the denominator or what it is compared with, `base_period` the dates of that ("from..
    to"); `ids` the rows behind it.
    """

    key: str
    value: Number | None
    unit: Unit | None
    k: int | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    base: int | None = None
    note: Note | None = None
    ids: tuple[str, ...] = ()
    base_period: str | None = None


@dataclass(frozen=True, slots=True)
class SalesPoint:
    """Net sales of one period of a series (`period` as written: 2026-06); `ids` its orders."""

    period: str
    value: int | None
    orders: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenOrder:
    """What is still owed on an order and since when it is overdue (0: not yet due)."""

    order: str
    customer: str
    open: int
    overdue: int
    days: int


@dataclass(frozen=True, slots=True)
class Receivables:
    """What is owed on a day: `ageing` of the overdue by 1-30, 31-60, 61-90, 90+ days."""

    open: Figure
    overdue: Figure
    credit_balance: int | None
    ageing: tuple[int, int, int, int] | None
    orders: tuple[OpenOrder, ...]


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """How many deals reached a stage; `median_days` spent there before the next event, of n."""

    stage: str
    name: str
    reached: int
    median_days: float | None
    median_n: int


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """From one stage to the next: rate = moved on / (moved on + lost); ids of the deals lost."""

    origin: str
    target: str
    reached: int
    moved_on: int
    lost: int
    open: int
    rate: Fraction | None
    k: int
    n: int
    low: float | None
    high: float | None
    lost_reasons: tuple[tuple[str, int], ...]
    lost_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Overall:
    """Won / (won + lost) of the deals of a funnel, the open ones beside it."""

    rate: Fraction | None
    k: int
    n: int
    open: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Funnel:
    """The deals created from `start` to `end` as they stand on the day of the funnel.

    `lost_reasons` (reason, deals; "" where none was given), most first.
    """

    start: str
    end: str
    stages: tuple[FunnelStage, ...]
    steps: tuple[FunnelStep, ...]
    overall: Overall
    lost_reasons: tuple[tuple[str, int], ...]
    ids: tuple[str, ...]
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a customer is on the list: a code, the money it stands for (minor units), its facts.

    promised   followup, days_late            complaint  followup, days
    likely     p, days, gap, since, horizon   first_silent  since (one order so far, none since)
    drift      p_lapse, since, gap            deal       deal, days, typical, closes, stage
    debt       order, days, orders            cadence    since, interval
    never      (no contact yet)               floor      tier
    """

    code: str
    amount: int | None = None
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """Return one fact, None where the reason has none of that name."""
        return dict(self.facts).get(name)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A place on the list: (likely + drift + deal + debt + floor) x cadence = score, minor units.

    `marks` 1 to 4 is the rank mark; `slot` "drift" where a fifth place was given; `promised` true
    where a follow-up put it first; `p_order` None without an order so far.
    """

    rank: int
    customer: str
    tier: str
    score: int
    likely: int
    drift: int
    deal: int
    debt: int
    floor: int
    cadence: float
    marks: int
    channel: str
    reasons: tuple[Reason, ...]
    slot: str | None
    promised: bool
    p_order: float | None
    since_contact: int | None
    interval_days: float


@dataclass(frozen=True, slots=True)
class HiddenCustomer:
    """Not on the list (snoozed, minimum_gap, do_not_contact) before the day `until`."""

    customer: str
    reason: str
    until: str | None
    score: int


@dataclass(frozen=True, slots=True)
class TierCoverage:
    """How a tier is looked after; `at_stake` sums the scores of all but the contacted."""

    tier: str
    customers: int
    contacted: int
    due: int
    overdue: int
    never: int
    at_stake: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Who next on a day: the list (of `listed` in all), who is hidden, coverage, tier to turn to.

    `note` no_history: no order yet, the list follows the tiers' cadence.
    """

    day: str
    suggestions: tuple[Suggestion, ...]
    listed: int
    hidden: tuple[HiddenCustomer, ...]
    coverage: tuple[TierCoverage, ...]
    turn_to: str | None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target and where it stands; money in minor units for money metrics, else a count.

    `gap` = target - actual, `needed` a day of those left (None: none left), `days` and `days_left`
    as the pace setting counts them; `derived` where the target was worked out. `actual` None: it
    can't be told (no order in the book yet, a scope the metric does not have).
    """

    metric: str
    scope: str
    period: str
    target: int
    actual: int | None
    attainment: Fraction | None
    gap: int | None
    needed: int | None
    time_progress: Fraction | None
    days: int
    days_left: int
    working_days_left: int
    derived: bool


@dataclass(frozen=True, slots=True)
class DueFollowup:
    """An open promise due by the day; what its customer owes overdue, when it is of money."""

    followup: str
    customer: str
    tier: str
    days_late: int
    debt: int | None
    debt_days: int | None


@dataclass(frozen=True, slots=True)
class DayStop:
    """A stop of the day, in the order of its time."""

    stop: str
    customer: str
    zone: str
    time: str | None
    fixed: bool
    state: str


@dataclass(frozen=True, slots=True)
class TodayNumbers:
    """Everything the Today screen and the `today` verb show of one book on one day.

    `suggestions` leaves out customers with a promise due or a stop and may be cut (`listed` counts
    them all); `targets` are the month's; `zones` counts stops by zone.
    """

    day: str
    sales_month: Figure
    targets: tuple[TargetLine, ...]
    followups: tuple[DueFollowup, ...]
    suggestions: Suggestions
    stops: tuple[DayStop, ...]
    stops_done: int
    zones: tuple[tuple[str, int], ...]
    funnel: Funnel


@dataclass(frozen=True, slots=True)
class ProductFigures:
    """A product in a period: net in minor units, `share_shown` in percent to one decimal.

    Repurchase: customers who bought it in two orders or more, of those who bought it at all.
    """

    product: str
    code: str
    net: int
    share: Fraction | None
    share_shown: str | None
    margin: Fraction | None
    lines_without_cost: int
    repurchase: Figure
    repurchase_period: Figure


@dataclass(frozen=True, slots=True)
class CustomerValue:
    """What a customer brought so far: gross profit in minor units, of the lines with a cost."""

    customer: str
    ltv_realised: int
    lines_without_cost: int


@dataclass(frozen=True, slots=True)
class TargetActual:
    """A target of a period and what was reached of it."""

    metric: str
    scope: str
    target: int
    actual: int | None
    attainment: Fraction | None
    derived: bool


@dataclass(frozen=True, slots=True)
class KpiReport:
    """The numbers of a period as of a day: figures in the order of KPIS.md §2 and §3.

    `note` is set where every figure is null: before the history, not begun.
    """

    period: str
    asof: str
    history_from: str | None
    figures: tuple[Figure, ...]
    products: tuple[ProductFigures, ...]
    customers: tuple[CustomerValue, ...]
    targets: tuple[TargetActual, ...]
    without_rate: tuple[str, ...]
    note: Note | None = None

    def figure(self, key: str) -> Figure:
        """Return the figure of a key; raises KeyError."""
        for figure in self.figures:
            if figure.key == key:
                return figure
        raise KeyError(key)
