"""The monthly review of the tiers (KPIS §5): who moves, who waits, and the factor that moved most.

Who has no tier from a review gets one at once; afterwards a tier moves only when two reviews in a
row propose the same other one. The rep's own tier wins, the machine's opinion goes on under it.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from repdesk.analytics.accounts import exists
from repdesk.analytics.purchases import Bought, Purchases
from repdesk.analytics.results import Note, TierFactors, TierMove, TierReview, TierStanding
from repdesk.analytics.situation import Situation
from repdesk.analytics.tiers import (
    FACTORS,
    UNRATED,
    Ranks,
    Ratings,
    TierScore,
    first_seen,
    ratings,
    says,
    score,
)
from repdesk.domain.customer import Customer, TierMark
from repdesk.domain.money import minor_digits
from repdesk.domain.tier import (
    FEWEST,
    GENERAL,
    Opinion,
    is_due,
    last_review,
    opinion,
    own_since,
    stored_tier,
)

APART = 20
"""Days from which two reviews are two: sooner it is the same one again."""


def review(now: Situation) -> TierReview:
    """Review every customer known on the day."""
    return _Review(now).result()


class _Review:
    """One review; the factors of earlier days are worked out where a change asks for them."""

    def __init__(self, now: Situation) -> None:
        self._now = now
        self._last = now.day.isoformat()
        alive = [each for each in now.book.customers() if exists(now.book, each, self._last)]
        self._customers = {each.id: each for each in alive}
        self._marks: Mapping[str, tuple[TierMark, ...]] = now.book.by("tier_marks", "customer")
        self._scores: dict[str, dict[str, TierScore]] = {}
        self._earlier: dict[str, Ranks] = {}

    @cached_property
    def _rated(self) -> dict[str, Ratings]:
        unit = 10.0 ** minor_digits(self._now.policy.currency)
        return {id_: ratings(each, unit) for id_, each in self._customers.items()}

    @cached_property
    def _purchases(self) -> Purchases:
        return Purchases(self._now.sold.log, self._customers)

    def _bought(self, day: str) -> tuple[dict[str, Bought], float]:
        """Return what was bought up to a day, and the median order day of then."""
        asof = date.fromisoformat(day).toordinal()
        return self._purchases.until(asof), self._purchases.median(asof)

    def _scored(self, day: str) -> dict[str, TierScore]:
        """Return the scores as they were on a day, with today's ratings."""
        found = self._scores.get(day)
        if found is None:
            weights = self._now.policy.weights
            found = self._scores[day] = score(*self._bought(day), self._rated, weights)
        return found

    def _ranks(self, day: str) -> Ranks:
        """Return the factors as they were on a day, with today's ratings."""
        found = self._earlier.get(day)
        if found is None:
            found = self._earlier[day] = Ranks(*self._bought(day), self._rated)
        return found

    def result(self) -> TierReview:
        """Return the whole review."""
        found = self._scored(self._last)
        enough = len(found) >= FEWEST
        standings: list[TierStanding] = []
        moves: list[TierMove] = []
        for id_, customer in self._customers.items():
            told = opinion(self._marks.get(id_, ()), self._last)
            one = found.get(id_) if enough else None
            proposed = None
            if one is not None:
                proposed = says(one, self._now.policy, told.tier)
                moves += self._move(id_, told, proposed)
            standings.append(self._standing(customer, told, proposed, found.get(id_)))
        before = last_review(self._now.book, self._last)
        return TierReview(
            day=self._last,
            last=before,
            due=enough and is_due(before, self._last),
            standings=tuple(standings),
            moves=tuple(moves),
            note=None if enough else Note("few_customers", (("n", len(found)), ("most", FEWEST))),
        )

    def _move(self, id_: str, told: Opinion, proposed: str) -> list[TierMove]:
        """Return the mark that this review puts for a customer, if any."""
        if told.tier is None:
            return [TierMove(id_, "first", None, proposed, None, "", told)]
        if proposed == told.tier:
            if told.waiting is None:
                return []
            return [TierMove(id_, "dropped", told.tier, told.tier, None, "", told)]
        factor = self._moved_most(id_, told.since or self._last)
        if told.waiting != proposed:
            return [TierMove(id_, "waiting", told.tier, told.tier, proposed, factor, told)]
        soon = (self._now.day - timedelta(APART)).isoformat()
        if told.told is None or told.told > soon:
            return []
        return [TierMove(id_, "moved", told.tier, proposed, None, factor, told)]

    def _moved_most(self, id_: str, since: str) -> str:
        """Return the factor that moved most since a day; none where nothing did."""
        then, now = self._ranks(since).of(id_), self._scored(self._last)[id_]
        if then is None:
            return ""
        moved = {name: abs(getattr(now, name) - getattr(then, name)) for name in FACTORS}
        most = max(FACTORS, key=lambda name: moved[name])
        return most if moved[most] > 0 else ""

    def _standing(
        self, customer: Customer, told: Opinion, proposed: str | None, one: TierScore | None
    ) -> TierStanding:
        marks = self._marks.get(customer.id, ())
        machine = told.tier or proposed
        stored = stored_tier(customer, marks, self._last)
        return TierStanding(
            customer=customer.id,
            tier=stored or proposed or GENERAL,
            own=customer.own_tier,
            own_since=own_since(customer, marks),
            own_reason=customer.tier_reason if customer.own_tier else "",
            machine=machine,
            proposed=proposed,
            waiting=told.waiting,
            score=one.score if one is not None else None,
            percentile=one.percentile if one is not None else None,
            factors=self._factors(customer, one) if one is not None else None,
            fits=self._fits(customer, marks, machine),
        )

    def _factors(self, customer: Customer, one: TierScore) -> TierFactors:
        rated = self._rated.get(customer.id, UNRATED)
        marks = (("fit", rated.fit), ("potential", rated.potential), ("strategic", rated.strategic))
        return TierFactors(
            power=one.power,
            frequency=one.frequency,
            fit=one.fit,
            potential=one.potential,
            strategic=one.strategic,
            not_rated=tuple(name for name, mark in marks if mark is None),
        )

    def _fits(self, customer: Customer, marks: tuple[TierMark, ...], machine: str | None) -> bool:
        """Say whether behaviour still fits the rep's own tier: the opinion did not move from it."""
        if customer.own_tier in (None, "", machine) or machine is None:
            return True
        since = own_since(customer, marks)
        if since is None or since > self._last:
            return False
        then = opinion(marks, since).tier
        if then is None:
            then = first_seen(self._scored(since), self._now.policy).get(customer.id)
        return then == machine
