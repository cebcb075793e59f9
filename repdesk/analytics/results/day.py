"""What the Today screen and the `today` verb show."""

import msgspec

from repdesk.analytics.results.figures import Figure
from repdesk.analytics.results.funnels import Funnel
from repdesk.analytics.results.goals import Bonus, MoneyIn, TargetLine
from repdesk.analytics.results.who_next import Suggestions


class DueFollowup(msgspec.Struct, frozen=True):
    """An open promise due by the day; what its customer owes overdue, when it is of money."""

    followup: str
    customer: str
    tier: str
    days_late: int
    debt: int | None
    debt_days: int | None


class Tried(msgspec.Struct, frozen=True):
    """A customer to try again: the interaction that reached nobody, so many days ago."""

    interaction: str
    customer: str
    tier: str
    days: int


class DayStop(msgspec.Struct, frozen=True):
    """A stop of the day, in the order of its time."""

    stop: str
    customer: str
    zone: str
    time: str | None
    fixed: bool
    state: str


class TodayNumbers(msgspec.Struct, frozen=True):
    """Everything the Today screen and the `today` verb show of one book on one day.

    `suggestions` leaves out customers with a promise due, a stop, or to try again, and may be cut
    (`listed` counts them all); `targets` and `money_in` are the month's; `zones` counts stops by
    zone.
    """

    day: str
    sales_month: Figure
    targets: tuple[TargetLine, ...]
    followups: tuple[DueFollowup, ...]
    tried: tuple[Tried, ...]
    suggestions: Suggestions
    stops: tuple[DayStop, ...]
    stops_done: int
    zones: tuple[tuple[str, int], ...]
    funnel: Funnel
    bonus: Bonus | None = None
    money_in: MoneyIn | None = None
