"""Findings: a number, what it is held against, how sure that is, its rows, what can be done."""

import msgspec

from repdesk.analytics.results.figures import Fact, Figure, Note


class OfferedFollowup(msgspec.Struct, frozen=True):
    """A follow-up that an action would make: for whom, about which deal, due on an ISO day.

    `amount` is in minor units, for money to collect; `facts` fill the words of the offer's text.
    """

    customer: str
    deal: str | None
    due: str
    kind: str
    amount: int | None
    facts: tuple[tuple[str, Fact], ...]


class Offer(msgspec.Struct, frozen=True):
    """What can be done about a finding: follow-ups whose text is told by `code`.

    `rows` are as many as could be followed up in all; the first of them are offered, the others
    when these are done.
    """

    code: str
    followups: tuple[OfferedFollowup, ...]
    rows: int


class Finding(msgspec.Struct, frozen=True):
    """Something worth acting on. `id` names it again later: what it is, and of which part.

    kind           number (figure)                          of                rows (figure.ids)
    weakest_step   moved on / decided, 12 months            stage>stage       deals decided there
    churn          lost / active, three months                                customers lost
    repurchase     bought in two orders / bought                              customers, once only
    win_rate       won / closed leads                                         deals lost
    lost_reason    lost for it / lost deals                 the reason        deals lost for it
    overdue        money overdue                                              orders
    stalled        open deals                                                 deals
    silent_vips    VIPs not contacted in their interval                       customers

    The first five are `tested`: `before` is the same number of the four quarters (of a step: the
    year) before, `difference` the lower end of Newcombe's interval of how much worse it is, at `z`,
    which is widened for all that was tested. The others are lists and claim nothing.

    `by` and `key` name the part (a zone, a product), None: the whole book. `acted` is the day
    something was done about it and not reviewed yet, `offer` what can be done.
    """

    id: str
    kind: str
    tested: bool
    of: str | None
    by: str | None
    key: str | None
    figure: Figure
    before: Figure | None
    difference: float | None
    z: float | None
    offer: Offer
    acted: str | None

    @property
    def counts(self) -> str:
        """What an action on it remembers: k/n of the rate; of a list all that is followed up, and
        its number.
        """
        made = len(self.offer.followups)
        if self.tested:
            return _counts(self.figure)
        return f"{made}/{made} {int(self.figure.value or 0)}"


class Findings(msgspec.Struct, frozen=True):
    """At most three findings of a day, those tested first; `more` could be told as well.

    `start` to `end` are the three months that rates are of, `tests` how many had the numbers for a
    test. `note` says that there are none, `mind` what was not judged and why.
    """

    day: str
    start: str
    end: str
    findings: tuple[Finding, ...]
    more: int
    tests: int
    note: Note | None
    mind: Note | None = None


class Review(msgspec.Struct, frozen=True):
    """What became of a number after something was done: shown again 30 days later.

    `before` and `figure` (None: not due, nothing was measured) are k of n; of a list: how many of
    the rows acted on are still on it, and as `total` among the inputs the number of the whole list.
    `verdict` is moved, not_moved, worse or too_few, None: not due before `review_on`. `kept` of
    `made` follow-ups (`ids`) were done.
    """

    action: str
    finding: str
    metric: str
    acted: str
    review_on: str
    before: Figure
    figure: Figure | None
    verdict: str | None
    stored: bool
    kept: int
    made: int
    ids: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """What the action keeps: the verdict and the counts it was reached by."""
        total = [str(each.value) for each in self.figure.inputs] if self.figure else []
        return " ".join((str(self.verdict), _counts(self.figure), *total))


def _counts(figure: Figure | None) -> str:
    """Return k/n."""
    return "0/0" if figure is None else f"{figure.k or 0}/{figure.n or 0}"
