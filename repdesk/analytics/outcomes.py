"""What became of customers and deals, three months by three months: what rates are tested on.

The months are counted back from the day (on 30 June: April to June), so that the last ones are
always whole and as long as those they are held against.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from itertools import compress, pairwise
from typing import NamedTuple

import msgspec

from repdesk.analytics.activity import MOST, active
from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.ledger import history_from
from repdesk.analytics.pipeline import DealState, leads
from repdesk.analytics.products import bought_in
from repdesk.analytics.situation import Situation
from repdesk.analytics.window import Window
from repdesk.domain.period import Period, add_months

MONTHS, BEFORE = 3, 4
"""Months of a quarter, and how many quarters before it the last one is held against."""
YEAR, FEWEST_DAYS = 365, 20
"""Days looked back for gaps without any order, and how many order days it takes to know them."""
Key = str | None
DEAL_PARTS = ("zone", "product", "category")
"""What deals won and lost are told by, in the order of an outcome's fields."""


class Outcome(msgspec.Struct, frozen=True, gc=False):
    """One case of a rate: the row it is told by, yes or no, and the parts it is in."""

    row: str
    hit: bool
    zone: Key
    product: Key = None
    category: Key = None


class Cases(NamedTuple):
    """The cases of the last three months, and those of the four quarters before together."""

    now: tuple[Outcome, ...]
    before: tuple[Outcome, ...]


def quarters(day: date) -> list[Period]:
    """Return the three months that end on the day and the four times three before, newest first."""
    after = day + timedelta(days=1)
    starts = [add_months(after, -MONTHS * at) for at in range(BEFORE + 2)]
    return [Period("range", first, last - timedelta(days=1)) for last, first in pairwise(starts)]


class _Quarters:
    """Finds which of the quarters an ISO day is in."""

    def __init__(self, day: date) -> None:
        self.spans = quarters(day)
        self._at = {
            (span.first + timedelta(days=past)).isoformat(): at
            for at, span in enumerate(self.spans)
            for past in range(span.days)
        }

    @property
    def first(self) -> str:
        """The first day of all of them."""
        return self.spans[-1].first.isoformat()

    def at(self, day: str) -> int | None:
        """Return the place of a day's quarter, 0 the last one; None: in none of them."""
        return self._at.get(day)


def no_orders_since(now: Situation) -> str | None:
    """Return the day of the newest order where the book has gone longer without any than ever in
    the year before it: then orders are not entered yet rather than customers lost.
    """
    _who, ordinals, _amounts = now.sold.log
    if not ordinals:
        return None
    newest = ordinals[-1]
    days = sorted({day for day in ordinals if day > newest - YEAR})
    silent = now.day.toordinal() - newest
    if len(days) < FEWEST_DAYS or silent <= max(after - day for day, after in pairwise(days)):
        return None
    return date.fromordinal(newest).isoformat()


def churned(now: Situation, keys: Dimensions) -> Cases:
    """Return who was active on the day before three months, a hit where no more on the last day.

    Quarters before which the history is too short to lose anybody (the days after which a customer
    is no longer active, a year where they are learned) have no cases: there fewer seem to be lost.
    """
    zones, spans = keys.customers("zone"), quarters(now.day)
    days, fixed = Window(now, spans[0]).order_days, now.policy.active_days
    ends = [now.day, *(span.first - timedelta(days=1) for span in spans)]
    first, ripens = history_from(now.book), timedelta(days=MOST if fixed is None else fixed)
    ripe = None if first is None else date.fromisoformat(first) + ripens
    alive = [frozenset(active(days, end, fixed)) for end in ends]
    return _cases(
        [Outcome(who, who not in after, zones.get(who)) for who in sorted(before)]
        if ripe is not None and ripe < span.first
        else []
        for (after, before), span in zip(pairwise(alive), spans, strict=True)
    )


def bought_again(now: Situation, keys: Dimensions) -> dict[Key, Cases]:
    """Return, by product (None: any), who bought it, a hit where in two orders or more."""
    held, codes, sold = _Quarters(now.day), keys.products("product"), now.sold
    start, _end = sold.places(Period("range", held.spans[-1].first, now.day))
    bought = sold.bought[start:]
    counts: dict[Key, _Counts] = {None: _counts(held)}
    days = compress(sold.rows.days[start:], bought)
    for who, day in zip(compress(sold.rows.customers[start:], bought), days, strict=True):
        _count(counts[None], held, who, (day,))
    for product, buyers in bought_in(sold, now.day.isoformat(), held.first).items():
        code = codes.get(product)
        if code is not None:
            of_code = counts.setdefault(code, _counts(held))
            for who, on in buyers.items():
                _count(of_code, held, who, on)
    zones = keys.customers("zone")
    return {
        code: _cases(
            [Outcome(who, count > 1, zones.get(who), code) for who, count in each.items()]
            for each in quarters
        )
        for code, quarters in counts.items()
    }


_Counts = list[dict[str, int]]


def _counts(held: _Quarters) -> _Counts:
    return [{} for _span in held.spans]


def _count(counts: _Counts, held: _Quarters, who: str, days: Iterable[str]) -> None:
    """Add a customer's order days, each to its quarter."""
    for day in days:
        at = held.at(day)
        if at is not None:
            counts[at][who] = counts[at].get(who, 0) + 1


class _Closed(NamedTuple):
    """A deal won or lost, and its parts."""

    state: DealState
    parts: tuple[Key, ...]


def won(now: Situation, keys: Dimensions) -> Cases:
    """Return the leads won or lost, a hit where won."""
    closed = _closed(leads(now.deals.deals, now.sold), now, keys)
    return _ended(closed, lambda state: state.state == "won")


def lost_for(now: Situation, keys: Dimensions) -> dict[str, Cases]:
    """Return, by reason, the deals lost, a hit where for that reason."""
    lost = [state for state in now.deals.deals if state.state == "lost"]
    closed = _closed(lost, now, keys)
    return {
        reason: _ended(closed, _for(reason))
        for reason in sorted({state.reason for state in lost} - {""})
    }


def _for(reason: str) -> Callable[[DealState], bool]:
    return lambda state: state.reason == reason


def _closed(states: Iterable[DealState], now: Situation, keys: Dimensions) -> list[list[_Closed]]:
    """Return the deals won or lost by the quarter they ended in."""
    held = _Quarters(now.day)
    found: list[list[_Closed]] = [[] for _span in held.spans]
    for state in states:
        at = None if state.ended is None else held.at(state.ended)
        if at is not None:
            parts = tuple([keys.of_deal(each, state.deal) for each in DEAL_PARTS])
            found[at].append(_Closed(state, parts))
    return found


def _ended(closed: list[list[_Closed]], hit: Callable[[DealState], bool]) -> Cases:
    return _cases(
        [Outcome(each.state.deal.id, hit(each.state), *each.parts) for each in deals]
        for deals in closed
    )


def _cases(by_quarter: Iterable[list[Outcome]]) -> Cases:
    last, *before = by_quarter
    return Cases(tuple(last), tuple(outcome for each in before for outcome in each))
