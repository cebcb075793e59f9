"""The funnel of a period: stages, steps, the whole."""

from fractions import Fraction

import msgspec

from repdesk.analytics.results.figures import Note


class FunnelStage(msgspec.Struct, frozen=True):
    """How many deals reached a stage (`ids`); `median_days` there before the next event, of n."""

    stage: str
    name: str
    reached: int
    median_days: float | None
    median_n: int
    ids: tuple[str, ...] = ()


class FunnelStep(msgspec.Struct, frozen=True):
    """From one stage to the next: rate = moved on / (moved on + lost); the ids of each.

    `before_k` of `before_n` is the same step in the twelve months before, `verdict` what may be
    said against it: too_few, no_reference, not_lower, chance, lower.
    """

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
    before_k: int = 0
    before_n: int = 0
    verdict: str = "too_few"
    moved_ids: tuple[str, ...] = ()
    open_ids: tuple[str, ...] = ()


class Overall(msgspec.Struct, frozen=True):
    """Won / (won + lost) of the deals of a funnel, the open ones beside it."""

    rate: Fraction | None
    k: int
    n: int
    open: int
    low: float | None
    high: float | None


class StalledDeal(msgspec.Struct, frozen=True):
    """An open deal that stands in a stage for `days`, more than the `limit` of that stage."""

    deal: str
    customer: str
    stage: str
    days: int
    limit: float


class Funnel(msgspec.Struct, frozen=True):
    """The deals created from `start` to `end` as they stand on the day of the funnel.

    `lost_reasons` (reason, deals; "" where none was given), most first; `weakest` is the index of
    the step that may be named so, None: none may, and `unnamed` says why of the step nearest to it
    (its verdict as the code; origin, target, k, n, before_k, before_n; stages by their names).
    """

    start: str
    end: str
    stages: tuple[FunnelStage, ...]
    steps: tuple[FunnelStep, ...]
    overall: Overall
    lost_reasons: tuple[tuple[str, int], ...]
    ids: tuple[str, ...]
    note: Note | None = None
    weakest: int | None = None
    unnamed: Note | None = None
    stalled: tuple[StalledDeal, ...] = ()


class FunnelGroup(msgspec.Struct, frozen=True):
    """The funnel of the deals of one zone, product, category, source (None: without) or cohort."""

    key: str | None
    funnel: Funnel


class FunnelGroups(msgspec.Struct, frozen=True):
    """A funnel taken apart `by` a dimension: the groups with enough deals, those with most first,
    or all cohorts, the oldest first.

    `others` are the deals of all groups too small to stand alone (`few` of them, None: no such
    group), so that every deal of the whole is in one funnel. `z` is what a weakest step was held to
    in each, wider for so many groups.
    """

    by: str
    groups: tuple[FunnelGroup, ...]
    others: Funnel | None
    few: int
    z: float
