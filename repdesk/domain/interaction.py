"""What happened, what was promised, and what was planned for a day."""

from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from repdesk.domain.record import Record

KINDS = ("visit", "call", "message", "email", "note", "missed")
OUTCOMES = ("positive", "neutral", "negative", "not_met", "not_reached")


class ClockRule(NamedTuple):
    """What happens (an interaction's kind, an outcome, an order) and which clocks it restarts: that
    of the cadence, and that of the minimum gap.
    """

    what: str
    cadence: bool
    gap: bool


CLOCK = (
    ClockRule("visit", True, True),
    ClockRule("call", True, True),
    ClockRule("message", True, True),
    ClockRule("email", True, True),
    ClockRule("not_met", True, True),
    ClockRule("not_reached", False, False),
    ClockRule("missed", False, False),
    ClockRule("note", False, False),
    ClockRule("order", True, False),
)
"""What restarts the contact clock; whether an order does is a setting. The help shows it."""
REAL_CONTACTS = frozenset(rule.what for rule in CLOCK if rule.gap) & frozenset(KINDS)
NO_CONTACTS = frozenset(rule.what for rule in CLOCK if not rule.gap) & frozenset(OUTCOMES)
FOLLOWUP_KINDS = ("promise", "sample", "complaint", "payment", "tender")
OWNERS = ("me", "them")
FOLLOWUP_STATES = ("open", "done", "dropped")
ANSWERS = ("done", "planned", "snoozed", "not_now", "wrong_person", "wrong_reason")
STOP_STATES = ("planned", "done", "missed", "moved")


class Interaction(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something that happened at `at`; `raw` is the line as typed, `group` joins one log's rows."""

    customer: str
    at: str
    kind: str
    contacts: tuple[str, ...] = ()
    group: str | None = None
    outcome: str | None = None
    note: str = ""
    raw: str = ""
    minutes: int | None = None
    planned: bool = False
    tags: tuple[str, ...] = ()
    private: str = ""


class Followup(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A dated promise: `owner` me or them, `from` the interaction or finding it came out of."""

    MONEY = ("amount",)

    customer: str
    due: str
    deal: str | None = None
    time: str | None = None
    text: str = ""
    kind: str = "promise"
    amount: int | None = None
    owner: str = "me"
    state: str = "open"
    closed: str | None = None
    from_: str | None = msgspec.field(default=None, name="from")


class Stop(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A customer on the plan of a day; `fixed` is an appointment at `time`, else it is about then.

    `channel` is how the contact is meant; None: as a visit.
    """

    customer: str
    date: str
    time: str | None = None
    fixed: bool = False
    state: str = "planned"
    channel: str | None = None


class Answer(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What the rep made of a suggestion; score and reasons as they were shown."""

    date: str
    customer: str
    rank: int | None = None
    score: str | None = None
    reasons: tuple[str, ...] = ()
    answer: str = ""
    why: str = ""


class Action(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What was done about a finding, and the number as it was before."""

    finding: str
    metric: str = ""
    before: str | None = None
    followups: tuple[str, ...] = ()
    review_on: str | None = None
    verdict: str | None = None


def is_real_contact(interaction: Interaction) -> bool:
    """Say whether it restarts the contact clock: somebody was really reached."""
    return interaction.kind in REAL_CONTACTS and interaction.outcome not in NO_CONTACTS


def last_contact(interactions: Iterable[Interaction]) -> Interaction | None:
    """Return the latest real contact of a customer's interactions (given oldest first)."""
    last = None
    for interaction in interactions:
        if is_real_contact(interaction):
            last = interaction
    return last
