"""Deals and the stages they pass: stage events are the truth, the current stage is derived."""

from collections.abc import Iterable, Sequence

from repdesk.domain.record import Part, Record

LOST_REASONS = (
    "price",
    "competition",
    "product",
    "delivery",
    "budget",
    "terms",
    "brand",
    "no_decision",
    "pitch",
    "other",
)
ENDS = ("open", "won", "lost")


class Competitor(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who else is offering, and at what price (decimal text)."""

    name: str
    price: str | None = None


class Stage(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A step of the funnel; `ends` says whether a deal in it is open, won or lost."""

    name: str
    order: int
    ends: str = "open"
    probability: float | None = None
    typical_days: int | None = None
    aliases: tuple[str, ...] = ()


class Deal(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An opportunity; an untitled one was opened by itself for a customer who never bought."""

    MONEY = ("amount",)

    customer: str
    title: str = ""
    amount: int | None = None
    currency: str | None = None
    product: str | None = None
    expected_close: str | None = None
    probability: float | None = None
    source: str = ""
    need: str = ""
    value: str = ""
    competitor: Competitor | None = None


class StageEvent(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A deal entered a stage at `at`; `reason` is one of LOST_REASONS when it was lost."""

    deal: str
    at: str
    stage: str
    reason: str | None = None
    note: str = ""


DEFAULT_STAGES = (
    Stage(id="lead", name="lead", order=1, probability=0.10, aliases=("线索",)),
    Stage(id="contacted", name="contacted", order=2, probability=0.25, aliases=("联系", "已联系")),
    Stage(
        id="quote", name="quote", order=3, probability=0.45, aliases=("quoted", "报价", "已报价")
    ),
    Stage(id="won", name="won", order=4, ends="won", aliases=("成交", "赢单")),
    Stage(id="lost", name="lost", order=5, ends="lost", aliases=("丢单", "输单")),
)
"""The stages of a book that has none of its own yet."""


def last_event(events: Iterable[StageEvent], day: str | None = None) -> StageEvent | None:
    """Return the deal's last event, up to the day if one is given; events come oldest first."""
    last = None
    for event in events:
        if day is None or event.at[:10] <= day:
            last = event
    return last


def is_open(events: Sequence[StageEvent], stages: dict[str, Stage], day: str | None = None) -> bool:
    """Say whether the deal is neither won nor lost (a deal without an event is open)."""
    event = last_event(events, day)
    if event is None:
        return True
    stage = stages.get(event.stage)
    return stage is None or stage.ends == "open"
