"""What a review of the tiers says: everybody's factors, the machine's opinion, who moves."""

import msgspec

from repdesk.analytics.results.figures import Note
from repdesk.domain.tier import TierMove


class TierFactors(msgspec.Struct, frozen=True):
    """The five factors, 0 to 100; `not_rated` names those that stand in for a missing rating."""

    power: float
    frequency: float
    fit: float
    potential: float
    strategic: float
    not_rated: tuple[str, ...]


class TierStanding(msgspec.Struct, frozen=True):
    """One customer: the tier that counts, the rep's own beside the machine's opinion.

    `machine` is what the reviews made it (at first sight: what they would), `proposed` what this
    day says against that, with the margins, `waiting` a proposal seen once. Factors, score and
    percentile are None without an order. `fits` False: the machine's opinion has moved away from
    the rep's own tier since that was set (or nobody knows when it was).
    """

    customer: str
    tier: str
    own: str | None
    own_since: str | None
    own_reason: str
    machine: str | None
    proposed: str | None
    waiting: str | None
    score: float | None
    percentile: float | None
    factors: TierFactors | None
    fits: bool


class TierReview(msgspec.Struct, frozen=True):
    """A review as of a day: standings by id, and the marks that applying it puts.

    `last` is the day of the review before, `due`: that is a month ago, or there was none. `note`
    few_customers: too few have ordered for shares, nobody is proposed.
    """

    day: str
    last: str | None
    due: bool
    standings: tuple[TierStanding, ...]
    moves: tuple[TierMove, ...]
    note: Note | None
