"""Findings in words: the number and what it is held against, what can be done, what became of it.

The texts of offered follow-ups are saved in the language of the moment: they are the rep's then.
"""

from collections.abc import Callable, Mapping
from typing import Final

from repdesk.analytics.results import (
    Fact,
    Figure,
    Finding,
    Findings,
    Offer,
    OfferedFollowup,
    Review,
)
from repdesk.domain.book import Book
from repdesk.i18n import N_, _, ngettext
from repdesk.wording.amounts import amount
from repdesk.wording.analyses import DIMENSIONS
from repdesk.wording.explained import input_words
from repdesk.wording.metrics import interval_words
from repdesk.wording.terms import LOST_REASONS, STAGES, named, stage_name

RATES: Final = {
    "weakest_step": N_("Step {of}"),
    "churn": N_("Customers lost"),
    "repurchase": N_("Customers who bought again"),
    "win_rate": N_("Leads won"),
    "lost_reason": N_("Deals lost for {of}"),
}
"""What the tested numbers are called; `of` is the step or the reason."""
LISTS: Final = {
    "overdue": N_("Overdue money"),
    "stalled": N_("Stalled deals"),
    "silent_vips": N_("Silent best customers"),
}
VERDICTS: Final = {
    "moved": N_("moved"),
    "not_moved": N_("not moved"),
    "worse": N_("worse"),
    "too_few": N_("too few to say"),
}


class FindingWords:
    """Says findings in words, with the stages of the book and its currency."""

    def __init__(self, book: Book, currency: str) -> None:
        self._stages = {stage.id: stage_name(stage) for stage in book.stages}
        self._currency = currency

    def name(self, id_: str) -> str:
        """What a finding is of: `Customers lost · zone 苏州`; by its id."""
        kind, of, by, key = (*id_.split("/", 3), "", "", "")[:4]
        if kind not in RATES:
            return _(LISTS[kind]) if kind in LISTS else kind
        name = _(RATES[kind]).format(of=self._of(kind, of))
        return f"{name} · {_(DIMENSIONS.get(by, by))} {key}" if by else name

    def line(self, finding: Finding) -> str:
        """A finding in one line: the number with its interval, what it was before, how sure."""
        figure = finding.figure
        if finding.before is None:
            return self._list(finding.kind, figure)
        told = _("{name}: {now}, before {before}").format(
            name=self.name(finding.id), now=counts(figure), before=counts(finding.before)
        )
        points = int(100 * (finding.difference or 0))
        if points < 1:
            return told + _("; surely worse")
        sure = ngettext("; surely {n} point worse", "; surely {n} points worse or more", points)
        return told + sure.format(n=points)

    def tested(self, found: Findings) -> str:
        """What the tests came to where they found nothing; empty where there was none."""
        if not found.tests or any(each.tested for each in found.findings):
            return ""
        line = ngettext(
            "{n} rate was held against the past: not clearly worse",
            "{n} rates were held against the past: none is clearly worse",
            found.tests,
        )
        return line.format(n=found.tests)

    def _of(self, kind: str, of: str) -> str:
        if kind == "lost_reason":
            return named(dict(LOST_REASONS), of)
        return " → ".join(self._stages.get(each, each) for each in of.split(">"))

    def _list(self, kind: str, figure: Figure) -> str:
        n = len(figure.ids)
        if kind == "overdue":
            money = amount(int(figure.value or 0), self._currency)
            line = ngettext("{money} overdue on {n} order", "{money} overdue on {n} orders", n)
            return line.format(money=money, n=n)
        if kind == "stalled":
            return ngettext("{n} deal stands still", "{n} deals stand still", n).format(n=n)
        line = ngettext(
            "{n} of the best customers not contacted in time",
            "{n} of the best customers not contacted in time",
            n,
        )
        return line.format(n=n)

    def offer(self, offer: Offer) -> str:
        """What can be done: how many follow-ups, from when to when, of how many rows."""
        made = offer.followups
        if not made:
            return _("nothing to do: all of it is followed up already")
        days = made[0].due
        if made[-1].due != days:
            days = _("{first} to {last}").format(first=days, last=made[-1].due)
        line = ngettext("{n} follow-up, {days}", "{n} follow-ups, {days}", len(made))
        told = line.format(n=len(made), days=days)
        if offer.rows > len(made):
            told += " " + _("(of {rows}, the others later)").format(rows=offer.rows)
        return told

    def texts(self, offer: Offer) -> list[str]:
        """The texts of an offer's follow-ups, in their order."""
        return [self.text(offer.code, each) for each in offer.followups]

    def text(self, code: str, followup: OfferedFollowup) -> str:
        """The text of an offered follow-up."""
        return _TEXTS[code](dict(followup.facts), followup, self._currency)

    def review(self, review: Review) -> str:
        """What became of a number: the verdict, then and now; of a list also how many are left."""
        name = self.name(review.finding)
        kept = _("{kept} of {made} follow-ups done").format(kept=review.kept, made=review.made)
        before, day, again = self._then(review.before), review.acted, review.review_on
        if review.figure is None or review.verdict is None:
            told = _("{name}: {before} on {day}; looked at again on {review}; {kept}")
            return told.format(name=name, before=before, day=day, review=again, kept=kept)
        told = _("{name}: {verdict}; {before} on {day}, {now} on {review}; {kept}")
        if review.figure.inputs:
            told = _(
                "{name}: {verdict}; {before} on {day}, {now} on {review}; "
                "of those acted on {counts} are left; {kept}"
            )
        return told.format(
            name=name,
            verdict=_(VERDICTS.get(review.verdict, review.verdict)),
            before=before,
            day=day,
            now=self._then(review.figure),
            review=again,
            counts=counts(review.figure),
            kept=kept,
        )

    def _then(self, figure: Figure) -> str:
        """A number of a review: what a list stood at, else a rate."""
        for each in figure.inputs:
            return input_words(each, self._currency)
        return counts(figure)


def counts(figure: Figure) -> str:
    """A rate of counts: `23% 18/79 (15-34%)`; of nothing a dash."""
    if figure.value is None:
        return f"— {figure.k}/{figure.n}"
    spread = interval_words(figure.low, figure.high)
    told = f"{float(figure.value):.0%} {figure.k}/{figure.n}"
    return f"{told} ({spread})" if spread else told


Facts = Mapping[str, Fact]


def _title(facts: Facts) -> str:
    return str(facts.get("title") or "") or _("untitled")


def _stage(facts: Facts) -> str:
    return named(dict(STAGES), str(facts.get("stage") or ""))


def _overdue(facts: Facts, followup: OfferedFollowup, currency: str) -> str:
    money = amount(followup.amount or 0, currency)
    return _("collect {money}, overdue for {days}d").format(money=money, days=facts.get("days"))


def _stalled(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    return _("{title}: {days}d in {stage}, ask what is missing").format(
        title=_title(facts), days=facts.get("days"), stage=_stage(facts)
    )


def _silent(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    if facts.get("days") is None:
        return _("never contacted: make yourself known")
    return _("no contact for {days}d: ask how things are").format(days=facts.get("days"))


def _win_back(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    return _("last order {day}: ask why, win back").format(day=facts.get("last"))


def _again(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    if facts.get("product") is None:
        return _("one order in three months: ask what else is needed")
    return _("bought {product} once: offer it again").format(product=facts.get("product"))


def _step(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    return _("{title}: in {stage}, agree on the next step").format(
        title=_title(facts), stage=_stage(facts)
    )


def _after_loss(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    reason = named(dict(LOST_REASONS), str(facts.get("reason") or ""))
    return _("{title}: lost for {reason}, make a new offer").format(
        title=_title(facts), reason=reason
    )


def _ask_loser(facts: Facts, _followup: OfferedFollowup, _currency: str) -> str:
    return _("{title}: lost, ask what decided it").format(title=_title(facts))


_TEXTS: Final[Mapping[str, Callable[[Facts, OfferedFollowup, str], str]]] = {
    "overdue": _overdue,
    "stalled": _stalled,
    "silent_vips": _silent,
    "win_back": _win_back,
    "again": _again,
    "step": _step,
    "after_loss": _after_loss,
    "ask_loser": _ask_loser,
}
