"""What is still to come of a month or a quarter, and the deals that would close a gap."""

import msgspec

from repdesk.analytics.results.figures import Note


class Forecast(msgspec.Struct, frozen=True):
    """The expected net sales of a month or quarter, in minor units.

    `method` is `closed` (what was sold), `ses+mean6` or `ses+theta+last_year`, None where nothing
    is forecast: `note` says why. `low` and `high` hold 8 of 10 months, `chance` is that of reaching
    `target`, 0 to 1; both only inside a month. `done` is what was sold so far, `usual` the share of
    a month usually done by now, `pipeline` what the open deals bring in the days left (None: under
    20 closed deals to learn from), `history` the complete months behind it, `months` a quarter's
    parts, `without_rate` open deals left out.
    """

    period: str
    method: str | None
    value: int | None
    low: int | None = None
    high: int | None = None
    chance: float | None = None
    target: int | None = None
    done: int | None = None
    usual: float | None = None
    pipeline: int | None = None
    history: int = 0
    note: Note | None = None
    months: tuple["Forecast", ...] = ()
    without_rate: tuple[str, ...] = ()


class OpenDeal(msgspec.Struct, frozen=True):
    """An open deal with its amount in minor units and its chance of being won in time, 0 to 1."""

    deal: str
    customer: str
    amount: int
    chance: float


class GapPlan(msgspec.Struct, frozen=True):
    """The fewest open deals that reach a gap, the likeliest of such sets; money in minor units.

    `deals` by amount, the largest first; `amount` is theirs together, `chance` that all are won in
    time; `considered` of `open` deals were looked at. No deals: `note` says why.
    """

    period: str
    target: int | None
    actual: int | None
    gap: int | None
    deals: tuple[OpenDeal, ...] = ()
    amount: int = 0
    chance: float | None = None
    considered: int = 0
    open: int = 0
    note: Note | None = None
