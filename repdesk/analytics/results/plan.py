"""A day's plan: whom to see and call in which order, why, and who did not fit."""

import msgspec

from repdesk.analytics.results.figures import Note
from repdesk.analytics.results.who_next import Suggestion
from repdesk.domain.arrangement import Arrangement


class PlannedStop(msgspec.Struct, frozen=True):
    """A contact of the day; `stop` is its row where it stands on the plan already, else None.

    `reason`: appointment (at a fixed time), promised (`followup`), listed, first_round, or standing
    (the rep put it there). Visits have a `time`, `fixed` or about then; calls only a fixed one.
    `fits` false: outside the customer's hours or without room, but the rep wants it so. `place` is
    the suggestion behind it.
    """

    customer: str
    channel: str
    zone: str
    reason: str
    time: str | None
    fixed: bool
    stop: str | None = None
    state: str = "planned"
    fits: bool = True
    followup: str | None = None
    place: Suggestion | None = None


class LeftOut(msgspec.Struct, frozen=True):
    """Who was not taken in: capacity, hours (nobody there), far (from all zones of the day),
    disliked (not a day they like), planned (on the day `until`)."""

    customer: str
    channel: str
    zone: str
    reason: str
    place: Suggestion
    until: str | None = None


class DayPlan(msgspec.Struct, frozen=True):
    """The plan of a day: what stands on it, with what is proposed to fill it.

    `stops` are visits in the order of the day, then calls, messages and e-mails. `visits` of
    `visits_most` are taken, and `calls` of `calls_most`, where a message is half a call. `left_out`
    names the first, `others` counts the rest; `arrangement` is all of it as it can be changed.
    `note` says why nothing is proposed: weekend, day_off, past, over; else what is to be known of
    the list (`listed`: there is one). `zones` counts the visits by zone, `zone_names` are all of
    the book, `taught` whether it knows which lie side by side.
    """

    day: str
    stops: tuple[PlannedStop, ...]
    left_out: tuple[LeftOut, ...]
    arrangement: Arrangement
    others: int
    visits: int
    visits_most: int
    calls: float
    calls_most: float
    zones: tuple[tuple[str, int], ...]
    zone_names: tuple[str, ...]
    taught: bool
    note: Note | None = None
    listed: bool = True


class ContactCount(msgspec.Struct, frozen=True):
    """A customer's contacts in a period (ISO days `first` to `last`): what its interval asks for
    (`planned`), done, scheduled as stops still to come, and what then remains.

    `interval` in days, stretched to what the rep can do; `due` the day of the next contact, None:
    never contacted, or no interval.
    """

    customer: str
    first: str
    last: str
    planned: int
    done: int
    scheduled: int
    remaining: int
    interval: float
    due: str | None
