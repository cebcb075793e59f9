"""Who next: reasons, the list, who is hidden, how the tiers are looked after."""

from dataclasses import dataclass

from repdesk.analytics.results.figures import Fact, Note


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
class Why:
    """Where one customer stands: its place or why it is hidden, and the change that would list it.

    `change` is None for who is on the list, else: wake (snoozed), wait (minimum gap), allow (do not
    contact), each `until` a day; raise (`amount` more at stake); promise (the
    list holds nothing but promises and slots); not_known (archived, or later than the day).
    """

    customer: str
    suggestion: Suggestion | None
    hidden: HiddenCustomer | None
    change: Note | None
