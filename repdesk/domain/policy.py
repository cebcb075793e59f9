"""What the rep decides about the numbers: tiers, weights, horizons, terms, the working week."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from repdesk.domain.money import decimal_text

Channel = Literal["visit", "call", "message", "email"]


class TierPolicy(Struct, frozen=True, kw_only=True):
    """How a tier is looked after: days, a share of the median order value, hours.

    `name` is the word the book keeps; `called` and `playbook` (what the tier gets, three lines)
    are the rep's own words, empty: the usual ones.
    """

    name: str
    called: str = ""
    playbook: tuple[str, ...] = ()
    interval_days: int
    minimum_gap: int
    floor: float
    channel: Channel
    answer_hours: int


class TierWeights(Struct, frozen=True, kw_only=True):
    """What each of the five factors weighs in a tier score."""

    power: float = 0.35
    frequency: float = 0.20
    fit: float = 0.15
    potential: float = 0.15
    strategic: float = 0.15


class LadderStep(Struct, frozen=True):
    """What an attainment (1 is the target) pays in all, in the book's currency."""

    attainment: Decimal
    amount: Decimal

    def __str__(self) -> str:
        return f"{decimal_text(self.attainment * 100)}% {decimal_text(self.amount)}"


class BonusLadder(Struct, frozen=True, kw_only=True):
    """What the rep is paid for a target: its metric, its kind of period, the steps upwards."""

    metric: str = "sales_net"
    period: str = "month"
    steps: tuple[LadderStep, ...] = ()


DEFAULT_TIERS = (
    TierPolicy(
        name="VIP", interval_days=14, minimum_gap=7, floor=0.30, channel="visit", answer_hours=4
    ),
    TierPolicy(
        name="key", interval_days=30, minimum_gap=10, floor=0.15, channel="visit", answer_hours=8
    ),
    TierPolicy(
        name="potential",
        interval_days=21,
        minimum_gap=10,
        floor=0.10,
        channel="call",
        answer_hours=24,
    ),
    TierPolicy(
        name="general",
        interval_days=90,
        minimum_gap=21,
        floor=0.0,
        channel="message",
        answer_hours=48,
    ),
)
"""KPIS §5, best tier first; the last is every customer's who has no other."""


class Policy(Struct, frozen=True, kw_only=True):
    """Every setting that a number depends on, with the defaults of KPIS §5 and §6.

    `terms_days` to the due date of an order; `active_days` None: per customer twice the own median
    gap; `working_weekdays` 1 Monday to 7 Sunday; `days_off` ISO dates. `debt_days`: overdue so long
    weighs in full. The cadence factor runs from `just_contacted` over 1 to `long_not_contacted`.
    """

    tiers: tuple[TierPolicy, ...] = DEFAULT_TIERS
    weights: TierWeights = TierWeights()
    vip_above: float = 90.0
    key_above: float = 70.0
    potential_above: float = 70.0
    review_margin: float = 5.0
    horizon_days: int = 14
    drift_weight: float = 0.10
    debt_weight: float = 0.25
    debt_days: int = 90
    deal_base: float = 0.20
    deal_urgency: float = 0.30
    closing_days: int = 14
    typical_stage_days: int = 30
    just_contacted: float = 0.50
    long_not_contacted: float = 1.35
    drift_every: int = 5
    orders_are_contacts: bool = True
    terms_days: int = 30
    active_days: int | None = None
    working_weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    days_off: tuple[str, ...] = ()
    pace_working_days: bool = False
    visits_a_day: float = 6.0
    calls_a_day: float = 10.0
    currency: str = "CNY"
    bonus: BonusLadder = BonusLadder()

    def tier(self, name: str | None) -> TierPolicy:
        """Return the tier of that name, else the last (general)."""
        for tier in self.tiers:
            if tier.name == name:
                return tier
        return self.tiers[-1]
