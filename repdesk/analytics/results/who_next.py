"""Who next: reasons, the list, who is hidden, how the tiers are looked after."""

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from repdesk.analytics.results.figures import Fact, Note


class Reason(Struct, frozen=True, gc=False):
    """Why a customer is on the list: a code, the money it stands for (minor units), its facts.

    promised   followup, days_late            complaint  followup, days (replaces what sells)
    likely     p, horizon, gap, since, value  first_order  the same, after one order so far
    drift      p_lapse, gap, since            deal       deal, p, stage, days, typical, closes
    debt       overdue, days, order           cadence    since, interval
    never      week, weeks of the first round floor      tier
    """

    code: str
    amount: int | None = None
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """Return one fact, None where the reason has none of that name."""
        return dict(self.facts).get(name)


class Suggestion(Struct, frozen=True, gc=False):
    """A place on the list: (likely + drift + deal + debt + floor) x cadence = score, minor units.

    `marks` 1 to 4 is the rank mark; `slot` "drift" where a fifth place was given; `promised` true
    where a follow-up put it first; `p_order` None where no order tells it. `person` is the contact
    to ask for, reached by `channel`, at best at `best_time`. `since_order`: days since the order
    that counted as the last contact. `round_week`: the week of the first round in which a customer
    never contacted has its turn, 1 is this one.
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
    person: str | None = None
    best_time: str = ""
    since_order: int | None = None
    round_week: int | None = None


class HiddenCustomer(Struct, frozen=True, gc=False):
    """Not on the list (snoozed, minimum_gap, do_not_contact) before the day `until`."""

    customer: str
    reason: str
    until: str | None
    score: int


class TierCoverage(msgspec.Struct, frozen=True):
    """How a tier is looked after; `at_stake` sums the scores of all but the contacted."""

    tier: str
    customers: int
    contacted: int
    due: int
    overdue: int
    never: int
    at_stake: int


class Suggestions(msgspec.Struct, frozen=True):
    """Who next on a day: the list (of `listed` in all), who is hidden, coverage, tier to turn to.

    `note` no_history: no order yet, or no_rhythm: numpy is lost; the list then follows the tiers'
    cadence. `left_out` names what of the book did not count: later_orders, later_contacts (n, and
    the `first` day of them), no_rate (n). `proposed` are the tiers at first sight of who has
    neither their own nor a mark; the first round over who was never contacted takes `weeks`.
    """

    day: str
    suggestions: tuple[Suggestion, ...]
    listed: int
    hidden: tuple[HiddenCustomer, ...]
    coverage: tuple[TierCoverage, ...]
    turn_to: str | None
    note: Note | None = None
    left_out: tuple[Note, ...] = ()
    proposed: Mapping[str, str] = msgspec.field(default_factory=dict)
    never: int = 0
    weeks: int = 0


class Cell(msgspec.Struct, frozen=True):
    """Where a customer's open gap stands in the life table, and how many gaps got so far.

    `orders_to` and `late_to` None: and more; lateness in expected gaps. `cases` are the other gaps
    of the book, by customers with as many orders, that lasted into it: `p` stands on those, and on
    all customers' where they are few (`thin`).
    """

    orders_from: int
    orders_to: int | None
    late_from: float
    late_to: float | None
    cases: int
    thin: bool
    p: float
    horizon: int


class Why(msgspec.Struct, frozen=True):
    """Where one customer stands, in full, and what would bring it in when it is not.

    `suggestion` is its place on the whole list, `hidden` why it has none. `gaps` are the days
    between its order days, the last ones, oldest first; `since_order` the open gap; `contact` the
    interaction that last restarted the clock. `changes`, made together, bring it among the first
    `places`; empty: it is there.

    allow   take the do-not-contact mark off      wake     take the snooze off (until)
    revive  take it back from the archive         wait     until the day `until`
    raise   `amount` more at stake                promise  a promise due on the day `due`
    Where no change does it (erased): none of the above but `never`.
    """

    customer: str
    suggestion: Suggestion | None
    hidden: HiddenCustomer | None
    changes: tuple[Note, ...]
    places: int
    cell: Cell | None = None
    gaps: tuple[int, ...] = ()
    since_order: int | None = None
    contact: str | None = None
