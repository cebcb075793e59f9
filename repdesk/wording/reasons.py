"""Why a customer is on the list, in a few words, and the sum behind a place."""

from collections.abc import Callable
from typing import Final

from repdesk.analytics.results import Reason, Suggestion
from repdesk.domain.book import Book
from repdesk.i18n import N_, _, language
from repdesk.wording.amounts import about, amount
from repdesk.wording.days import due_words, short_day, span
from repdesk.wording.terms import STAGES, named, stage_name

TENTHS: Final = "〇一两三四五六七八九"
MOST_SHORT: Final = 2
"""Reasons told on a list; all of them stand behind `why`."""


def chance(p: float) -> str:
    """A chance in tenths: `4 in 10`, `约四成`."""
    tenths = int(p * 10 + 0.5)
    if tenths < 1:
        return _("under 1 in 10")
    if tenths > 9:
        return _("over 9 in 10")
    return _("{n} in 10").format(n=TENTHS[tenths] if language() == "zh" else tenths)


def number(value: object) -> str:
    """A number of days as it is said: whole."""
    return f"{float(str(value)):.0f}"


def days(value: object) -> str:
    """A span of days as it is said: `21d`."""
    return span(round(float(str(value))))


def tried_words(days: int) -> str:
    """Why a customer is to be tried again: when it was, and that it reached nobody."""
    if days == 1:
        return _("tried yesterday, nobody there; try again")
    return _("tried {n}d ago, nobody there; try again").format(n=days)


class ReasonWords:
    """Says reasons in words, with the names the book has for deals and stages."""

    def __init__(self, book: Book, currency: str, today: str) -> None:
        self._book = book
        self._currency = currency
        self._today = today
        self._of: dict[str, Callable[[Reason], str]] = {
            "complaint": self._complaint,
            "promised": self._promised,
            "likely": self._likely,
            "first_order": self._first_order,
            "drift": self._drift,
            "deal": self._deal,
            "debt": self._debt,
            "cadence": self._cadence,
            "never": self._never,
            "floor": lambda _r: _("kept in sight by its tier"),
        }

    def of(self, reason: Reason) -> str:
        """One reason; empty for a code that has no words yet."""
        words = self._of.get(reason.code)
        return words(reason) if words is not None else ""

    def short(self, suggestion: Suggestion) -> str:
        """The first reasons of a place, joined; the tier's floor only where nothing else is.

        Likely and drift tell the same days: drift is said of a place it won, likely of any other.
        """
        other = "likely" if suggestion.slot == "drift" else "drift"
        said = [self.of(one) for one in suggestion.reasons if one.code not in ("floor", other)]
        said = [words for words in said if words]
        if not said:
            said = [self.of(one) for one in suggestion.reasons]
        if not said and suggestion.since_contact is not None:
            said = [_("last contact {n}d ago").format(n=suggestion.since_contact)]
        return "; ".join(said[:MOST_SHORT])

    def _complaint(self, reason: Reason) -> str:
        return _("complaint open for {n}d").format(n=reason.fact("days"))

    def _promised(self, reason: Reason) -> str:
        row = self._book.get("followups", str(reason.fact("followup")))
        if row is None:
            return ""
        return f"{row.text} ({due_words(row.due, self._today)})"

    def _likely(self, reason: Reason) -> str:
        words = _("{chance} order in {horizon}d; every {gap}, now {since}").format(
            gap=days(reason.fact("gap")),
            since=days(reason.fact("since")),
            chance=chance(float(reason.fact("p") or 0)),
            horizon=reason.fact("horizon"),
        )
        value = reason.fact("value")
        if not isinstance(value, int):
            return words
        return _("{words}, about {money}").format(words=words, money=about(value, self._currency))

    def _first_order(self, reason: Reason) -> str:
        return _("no second order {since} after the first").format(since=days(reason.fact("since")))

    def _drift(self, reason: Reason) -> str:
        if float(reason.fact("since") or 0) < float(reason.fact("gap") or 0):
            return _("not late yet; what losing it would cost counts a little")
        return _("may be leaving: {since}, usually every {gap}").format(
            since=days(reason.fact("since")), gap=days(reason.fact("gap"))
        )

    def _deal(self, reason: Reason) -> str:
        deal = self._book.get("deals", str(reason.fact("deal")))
        stage = self._stage(str(reason.fact("stage") or ""))
        days, typical = reason.fact("days"), reason.fact("typical")
        name = ""
        if deal is not None:
            money = amount(deal.amount, self._currency) if deal.amount is not None else ""
            name = " ".join(filter(None, (deal.title, money)))
        closes = reason.fact("closes")
        if isinstance(closes, str) and closes:
            return _("deal {name} closes {day}").format(
                name=name, day=short_day(closes, self._today)
            )
        if isinstance(days, int | float) and isinstance(typical, int | float) and days > typical:
            return _("deal {name} stalled {n}d in {stage}").format(
                name=name, n=number(days), stage=stage
            )
        return _("deal {name} in {stage}").format(name=name, stage=stage)

    def _debt(self, reason: Reason) -> str:
        overdue = reason.fact("overdue")
        money = amount(int(overdue), self._currency) if isinstance(overdue, int) else ""
        return _("{money} overdue for {n}d").format(money=money, n=reason.fact("days"))

    def _cadence(self, reason: Reason) -> str:
        return _("no contact for {since}d (every {interval}d)").format(
            since=number(reason.fact("since")), interval=number(reason.fact("interval"))
        )

    def _never(self, reason: Reason) -> str:
        week, weeks = reason.fact("week"), reason.fact("weeks")
        if not isinstance(weeks, int) or weeks < 2 or week is None:
            return _("never contacted")
        return _("never contacted; week {week} of {weeks} of the first round").format(
            week=week, weeks=weeks
        )

    def _stage(self, stage_id: str) -> str:
        for stage in self._book.stages:
            if stage.id == stage_id:
                return stage_name(stage)
        return named(dict(STAGES), stage_id)


PARTS: Final = (
    ("likely", N_("likely orders")),
    ("drift", N_("may be leaving")),
    ("deal", N_("open deals")),
    ("debt", N_("overdue money")),
    ("floor", N_("the tier's floor adds")),
)


def why_sum(suggestion: Suggestion, currency: str) -> list[tuple[str, str]]:
    """The sum of a place as (what, amount): the parts that are not zero, their sum, what the
    cadence factor adds or takes, the result. The amounts add up to the last cent.
    """
    rows = []
    total = 0
    for name, label in PARTS:
        value = getattr(suggestion, name)
        total += value
        if value:
            rows.append((_(label), amount(value, currency)))
    rows.append((_("sum"), amount(total, currency)))
    change = suggestion.score - total
    sign = "+" if change > 0 else ""
    words = _("times {factor} ({contact})").format(
        factor=f"{suggestion.cadence:.2f}", contact=_clock(suggestion)
    )
    rows.append((words, sign + amount(change, currency)))
    rows.append((_("money at stake"), amount(suggestion.score, currency)))
    return rows


def _clock(suggestion: Suggestion) -> str:
    """What the cadence factor counts from: the last contact, or an order after it."""
    interval = number(suggestion.interval_days)
    if suggestion.since_order is not None:
        return _("order {since}d ago, contact every {interval}d").format(
            since=suggestion.since_order, interval=interval
        )
    if suggestion.since_contact is None:
        return _("never contacted")
    return _("contact {since}d ago, every {interval}d").format(
        since=suggestion.since_contact, interval=interval
    )
