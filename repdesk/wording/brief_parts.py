"""The parts of a brief in words."""

from collections.abc import Callable
from decimal import Decimal

from repdesk.analytics.results import BriefPart
from repdesk.domain.book import Book
from repdesk.domain.customer import Contact
from repdesk.domain.next_step import WithoutStep
from repdesk.domain.policy import Policy
from repdesk.domain.promise import is_open_followup
from repdesk.i18n import _, ngettext, pgettext
from repdesk.wording.brief_question import question
from repdesk.wording.brief_texts import NAME, BookWords, joined, text
from repdesk.wording.days import due_words, span
from repdesk.wording.promises import kept_line, promise_text, standing_words, step_missing
from repdesk.wording.terms import (
    CHANNELS,
    KINDS,
    LOST_REASONS,
    OUTCOMES,
    OWNERS,
    POWERS,
    colon,
    named,
    stage_name,
    tier_name,
)


class PartWords(BookWords):
    """Says the parts with the names that the book has."""

    def __init__(self, book: Book, policy: Policy, day: str) -> None:
        super().__init__(book, policy, day)
        self._of: dict[str, Callable[[BriefPart], str]] = {
            "account": self._account,
            "archived": lambda _p: _("archived"),
            "do_not_contact": lambda _p: _("do not contact"),
            "snoozed": lambda p: _("snoozed until {day}").format(day=self.short(p.fact("until"))),
            "person": self._person,
            "other": self._other,
            "nobody": self._nobody,
            "prefers": self._prefers,
            "mine": self._promise,
            "theirs": self._promise,
            "kept": self._kept,
            "no_step": self._no_step,
            "deal": self._deal,
            "owes": self._owes,
            "credit": self._credit,
            "promised": self._promised,
            "paid": self._paid,
            "against": self._against,
            "needs": self._needs,
            "deal_need": self._deal_need,
            "lost_on": self._lost_on,
            "talk": self._talk,
            "last": self._talk,
            "often": self._often,
            "rhythm": self._rhythm,
            "took": self._took,
        }

    def of(self, part: BriefPart) -> str:
        """One part; empty for a code that has no words."""
        words = self._of.get(part.code)
        return words(part) if words is not None else question(self, part)

    # Who they are

    def _account(self, part: BriefPart) -> str:
        one = self.record(part)
        return joined(one.name, tier_name(str(part.fact("tier"))), one.code, one.zone)

    def _person(self, part: BriefPart) -> str:
        one: Contact = self.record(part)
        words = _("ask for {name}").format(name=_person_name(one))
        channel = named(dict(CHANNELS), one.channel)
        return joined(words, channel, one.best_time, one.style, *one.phones[:1])

    def _other(self, part: BriefPart) -> str:
        return _person_name(self.record(part))

    def _nobody(self, part: BriefPart) -> str:
        one = self.record(part)
        return joined(_("no contact person yet"), *one.phones[:1], one.address)

    def _prefers(self, part: BriefPart) -> str:
        liked = self.record(part).preferences
        how = joined(named(dict(CHANNELS), liked.channel), liked.time, liked.note)
        return _("prefers {how}").format(how=how) if how else ""

    # Promises, deals, money

    def _promise(self, part: BriefPart) -> str:
        row = self.record(part)
        owner = named(dict(OWNERS), row.owner)
        if not is_open_followup(row, self.day):
            owner = _("I promised") if row.owner == "me" else _("they promised")
        what = text(promise_text(row, self.policy.currency))
        return f"{colon(owner, what)} ({standing_words(row, self.day)})"

    def _kept(self, part: BriefPart) -> str:
        k = {name: int(str(part.fact(name))) for name in ("mine", "of_mine", "theirs", "of_theirs")}
        return kept_line((k["mine"], k["of_mine"]), (k["theirs"], k["of_theirs"]))

    def _no_step(self, part: BriefPart) -> str:
        deals = tuple(source.id for source in part.sources if source.table == "deals")
        customer = next((one.id for one in part.sources if one.table == "customers"), "")
        missing = WithoutStep(customer, str(part.fact("tier")), bool(customer), deals)
        return text(step_missing(missing, self.book, self.policy.currency))

    def _deal(self, part: BriefPart) -> str:
        name = self.deal(part.sources[0])
        days, stage_id = part.fact("days"), part.fact("stage")
        if not isinstance(days, int):
            return name
        stages = {stage.id: stage for stage in self.book.stages}
        stage = stage_name(stages[str(stage_id)]) if stage_id in stages else str(stage_id)
        where = _("{where} for {days}").format(where=stage, days=span(days))
        return f"{name} {where}"

    def _owes(self, part: BriefPart) -> str:
        words = _("owes {money}").format(money=self.money(part.fact("open")))
        if not part.fact("overdue"):
            return words
        late = _("{money} overdue for {n}d")
        return joined(
            words, late.format(money=self.money(part.fact("overdue")), n=part.fact("days"))
        )

    def _credit(self, part: BriefPart) -> str:
        return _("over the credit limit of {money}").format(money=self.money(part.fact("limit")))

    def _promised(self, part: BriefPart) -> str:
        due = str(part.fact("due"))
        return _("{money} promised for {day} ({when})").format(
            money=self.money(part.fact("amount")),
            day=self.short(due),
            when=due_words(due, self.day),
        )

    # What they paid, buy and care about

    def _paid(self, part: BriefPart) -> str:
        currency = part.fact("currency")
        own = "" if currency in (None, self.policy.currency) else f" {currency}"
        day = self.short(part.fact("day"))
        return f"{self.product(part, 1)} {_price(part)}{own} ({day})"

    def _against(self, part: BriefPart) -> str:
        day = part.fact("day")
        rival = f"{text(part.fact('name'), NAME)} {_price(part)}".rstrip()
        words = _("against {rival}").format(rival=rival)
        return f"{words} ({self.short(day)})" if day else words

    def _needs(self, part: BriefPart) -> str:
        return text(self.record(part).needs)

    def _deal_need(self, part: BriefPart) -> str:
        deal = self.record(part)
        return text(joined(deal.need, deal.value))

    def _lost_on(self, part: BriefPart) -> str:
        return _("a deal lost on {reason} ({day})").format(
            reason=named(dict(LOST_REASONS), str(part.fact("reason"))),
            day=self.short(part.fact("day")),
        )

    def _talk(self, part: BriefPart) -> str:
        row = self.record(part)
        head = f"{self.short(row.at)} {named(dict(KINDS), row.kind)}"
        outcome = named(dict(OUTCOMES), row.outcome) if row.outcome else ""
        return joined(head, outcome, row.note or ("" if row.private else row.raw))

    def _often(self, part: BriefPart) -> str:
        share = _("{k} of {n}").format(k=part.fact("orders"), n=part.fact("of"))
        return f"{self.product(part)} {share}"

    def _rhythm(self, part: BriefPart) -> str:
        n, gap, since = int(str(part.fact("orders"))), part.fact("gap"), part.fact("since")
        words = [ngettext("{n} order", "{n} orders", n).format(n=n)]
        if isinstance(gap, float):
            words.append(_("usually every {days}").format(days=span(round(gap))))
        if isinstance(since, int):
            ago = _("{n}d ago").format(n=since) if since else _("today")
            words.append(_("last {ago}").format(ago=ago))
        return pgettext("between facts", ", ").join(words)

    def _took(self, part: BriefPart) -> str:
        facts = {"k": part.fact("k"), "n": part.fact("n"), "main": self.product(part, 1)}
        words = _("{k} of {n} who buy {main} took {product} next").format(
            product=self.product(part), **facts
        )
        kind = part.fact("type")
        if kind:
            words = _("{k} of {n} {type} who buy {main} took {product} next").format(
                product=self.product(part), type=text(kind, NAME), **facts
            )
        low, high = part.fact("low"), part.fact("high")
        if isinstance(low, float) and isinstance(high, float):
            words += f" ({low:.0%}–{high:.0%})"
        return words


def _person_name(one: Contact) -> str:
    power = named(dict(POWERS), one.power)
    name = " ".join(filter(None, (text(one.name, NAME), text(one.role, 16))))
    return f"{name} ({power})" if power else name


def _price(part: BriefPart) -> str:
    """A price with thousands separators; empty where it is not known."""
    price = part.fact("price")
    return "" if price is None else f"{Decimal(str(price)):,f}"
