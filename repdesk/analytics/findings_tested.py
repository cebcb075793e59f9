"""Which rates are clearly worse than before: every part that has the n, at one level together.

The rule is that of the weakest step (KPIS §4): 10 cases on both sides, 10 points worse, and
Newcombe's interval above 0. Its z of 2.5 is widened so that where nothing has changed all tests
together find something in 2 of 100 books at most: by Sidak's inequality, the level shared evenly
among the kinds that have anything to test, and within a kind half to the whole book and half to the
zones and products.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import NormalDist
from typing import NamedTuple

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.funnel import funnel_of, last_twelve_months
from repdesk.analytics.outcomes import (
    DEAL_PARTS,
    Cases,
    Outcome,
    bought_again,
    churned,
    lost_for,
    no_orders_since,
    won,
)
from repdesk.analytics.pipeline import Odds
from repdesk.analytics.situation import Situation
from repdesk.analytics.weakest import FEWEST, Counts, Z, difference_low, verdict

KINDS = ("weakest_step", "churn", "repurchase", "win_rate", "lost_reason")
HIGHER_IS_WORSE = frozenset({"churn", "lost_reason", "overdue", "stalled", "silent_vips"})
BETWEEN = ">"
LEVEL = 0.02
"""Chance that anything at all is called a finding where nothing has changed."""


class Rate(NamedTuple):
    """A rate now and before: k of n, the rows that count against the rep. `of` is a step's two
    stages or the reason; `by` and `key` name the part, None: the whole book.
    """

    kind: str
    of: str | None
    by: str | None
    key: str | None
    k: int
    n: int
    before_k: int
    before_n: int
    rows: tuple[str, ...]

    @property
    def counts(self) -> Counts:
        """The counts with the good side as k, so that lower is worse."""
        if self.kind in HIGHER_IS_WORSE:
            return Counts(self.n - self.k, self.n, self.before_n - self.before_k, self.before_n)
        return Counts(self.k, self.n, self.before_k, self.before_n)

    @property
    def has_the_n(self) -> bool:
        """Whether there are cases enough on both sides."""
        return self.n >= FEWEST and self.before_n >= FEWEST


class Held(NamedTuple):
    """A rate, the z it is held to, and the lower end of how much worse it is."""

    rate: Rate
    z: float
    difference: float
    worse: bool


def rates(now: Situation, keys: Dimensions) -> list[Rate]:
    """Return every rate of every kind, of the whole and of its parts, whatever its n.

    What customers buy is not judged while orders are missing.
    """
    found = list(_steps(now))
    if no_orders_since(now) is None:
        found += _of("churn", None, churned(now, keys), ("zone",))
        for code, cases in bought_again(now, keys).items():
            found += _of("repurchase", None, cases, ("zone",), product=code)
    found += _of("win_rate", None, won(now, keys), DEAL_PARTS)
    for reason, cases in lost_for(now, keys).items():
        found += _of("lost_reason", reason, cases, DEAL_PARTS)
    return found


def held(found: Iterable[Rate]) -> list[Held]:
    """Return the rates that have the n, each with the z it is held to."""
    kinds: dict[str, tuple[list[Rate], list[Rate]]] = defaultdict(lambda: ([], []))
    for rate in found:
        if rate.has_the_n:
            kinds[rate.kind][rate.by is not None].append(rate)
    told = []
    for families in kinds.values():
        filled = [family for family in families if family]
        for family in filled:
            z = shared(len(kinds) * len(filled) * len(family))
            told += [_held(rate, z) for rate in family]
    return told


def shared(tests: int) -> float:
    """Return the z of each of so many tests that share LEVEL, 2.5 at least; one side counts."""
    return max(Z, NormalDist().inv_cdf((1 - LEVEL) ** (1 / tests)))


def _held(rate: Rate, z: float) -> Held:
    low = difference_low(rate.counts, z)
    assert low is not None
    return Held(rate, z, low, verdict(rate.counts, z) == "lower")


def clearest(told: Sequence[Held]) -> list[Held]:
    """Return the worse ones, the clearest of each kind, the clearest first."""
    best: dict[str, Held] = {}
    for each in told:
        known = best.get(each.rate.kind)
        if each.worse and (known is None or each.difference > known.difference):
            best[each.rate.kind] = each
    return sorted(best.values(), key=lambda each: (-each.difference, KINDS.index(each.rate.kind)))


def _steps(now: Situation) -> Iterator[Rate]:
    """Return the steps of the rolling year's funnel; the rows are the deals lost there."""
    odds = Odds(now.deals, now.policy)
    for step in funnel_of(now.deals, last_twelve_months(now.day), odds).steps:
        of = f"{step.origin}{BETWEEN}{step.target}"
        counts = (step.k, step.n, step.before_k, step.before_n)
        yield Rate("weakest_step", of, None, None, *counts, step.lost_ids)


def _of(
    kind: str, of: str | None, cases: Cases, parts: Sequence[str], product: str | None = None
) -> Iterator[Rate]:
    """Return a rate of the whole (or of one product), and of each part of the whole."""
    yield _rate(kind, of, "product" if product else None, product, cases)
    for by in () if product else parts:
        split: dict[str | None, tuple[list[Outcome], list[Outcome]]]
        split = defaultdict(lambda: ([], []))
        for side, outcomes in enumerate(cases):
            for outcome in outcomes:
                split[getattr(outcome, by)][side].append(outcome)
        for key in sorted(key for key in split if key is not None):
            last, before = split[key]
            yield _rate(kind, of, by, key, Cases(tuple(last), tuple(before)))


def _rate(kind: str, of: str | None, by: str | None, key: str | None, cases: Cases) -> Rate:
    against = kind in HIGHER_IS_WORSE
    return Rate(
        kind=kind,
        of=of,
        by=by,
        key=key,
        k=sum(outcome.hit for outcome in cases.now),
        n=len(cases.now),
        before_k=sum(outcome.hit for outcome in cases.before),
        before_n=len(cases.before),
        rows=tuple(outcome.row for outcome in cases.now if outcome.hit == against),
    )
