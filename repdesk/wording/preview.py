"""What a line was read as, in words: a label and a text a line; problems; what is offered."""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from repdesk.domain.deal import Stage
from repdesk.domain.money import decimal_text
from repdesk.i18n import N_, _
from repdesk.notation.known import Known
from repdesk.notation.reading import (
    Choice,
    DealRead,
    FollowUp,
    Item,
    Offer,
    Reading,
    StageRead,
)
from repdesk.wording.days import short_day
from repdesk.wording.echo import day_echo
from repdesk.wording.reading import ENTRY_KINDS
from repdesk.wording.terms import (
    FOLLOWUP_KINDS,
    LOST_REASONS,
    OUTCOMES,
    OWNERS,
    STAGES,
    named,
)


class Said(NamedTuple):
    """One line: what it is about, what was understood, and a look (`plain`, `alert`, `dim`)."""

    label: str
    text: str
    look: str = "plain"


def money(value: Decimal) -> str:
    """A typed amount with thousands separators: `12,000`, `0.5`."""
    return f"{Decimal(decimal_text(value)):,f}"


def order_net(reading: Reading) -> Decimal | None:
    """What the items come to, net; None where there are none or one has no price."""
    if not reading.order:
        return None
    total = Decimal()
    for item in reading.order:
        if item.price is None:
            return None
        total += item.qty * item.price
    return total


class ReadingWords:
    """Says readings in words, on one day, with what is known of the customer.

    `wins` are the deals that an order may win, as (id, label).
    """

    def __init__(
        self,
        today: date,
        known: Known,
        stages: tuple[Stage, ...],
        wins: tuple[tuple[str, str], ...] = (),
    ) -> None:
        self.today = today
        self.wins = wins
        self._known = known
        self._products = {product.id: product for product in known.products}
        self._stages = {stage.id: stage for stage in stages}

    def lines(self, reading: Reading, clock: str = "") -> list[Said]:
        """All that was understood, first what happened; `clock` is the time now, `HH:MM`."""
        said = [self._happened(reading, clock)]
        said += [self._followup(one) for one in reading.followups]
        said += [self._deal(one) for one in reading.deals]
        if reading.stage is not None:
            said.append(self._stage(reading.stage, reading.deals))
        said += [self._item(one) for one in reading.order]
        net = order_net(reading)
        if net is not None:
            said.append(Said(_("in all"), money(net)))
        if reading.payment is not None:
            paid = reading.payment
            on = _("on order {number}").format(number=paid.order) if paid.order else ""
            said.append(Said(_("money in"), f"{money(paid.amount)} {on}".strip()))
        if reading.spend is not None:
            said.append(Said(_("expense"), money(reading.spend.amount)))
        if reading.competitor is not None:
            rival = reading.competitor
            said.append(Said(_("competitor"), f"{rival.name} {money(rival.amount)}"))
        if reading.tags:
            said.append(Said(_("tags"), " ".join(f"#{tag}" for tag in reading.tags)))
        if reading.note:
            said.append(Said(_("note"), reading.note))
        if reading.private:
            said.append(Said(_("private"), reading.private))
        return said

    def _happened(self, reading: Reading, clock: str) -> Said:
        label = _("complaint") if reading.complaint else named(dict(ENTRY_KINDS), reading.kind)
        if reading.at is None:
            when = f"{_('today')} {clock}".rstrip()
        else:
            when = day_echo(reading.at, self.today, reading.at_time)
        words = [when, named(dict(OUTCOMES), reading.outcome), *reading.contact_names]
        text = ", ".join(filter(None, words))
        if not reading.kind_given:
            text += "  " + _("(no kind given: a visit)")
        return Said(label, text)

    def _followup(self, one: FollowUp) -> Said:
        when = day_echo(one.due, self.today, one.time) if one.due else _("at once")
        words = [when, f'"{one.text}"']
        if one.kind != "promise":
            words.append(named(dict(FOLLOWUP_KINDS), one.kind))
        if one.amount is not None:
            words.append(money(one.amount))
        return Said(named(dict(OWNERS), one.owner), "  ".join(words))

    def _deal(self, one: DealRead) -> Said:
        words = [f'"{one.title}"' if one.title else _("untitled"), money(one.amount)]
        if one.currency:
            words.append(one.currency)
        words.append(_("updates the open deal") if one.deal else _("new"))
        return Said(_("deal"), "  ".join(words))

    def _stage(self, move: StageRead, deals: tuple[DealRead, ...]) -> Said:
        deal = next((one for one in self._known.deals if one.id == move.deal), None)
        before = self.stage_name(deal.stage) if deal is not None and deal.stage else ""
        after = self.stage_name(move.to)
        words = [f"{before} → {after}" if before else f"→ {after}"]
        if move.reason:
            words.append(named(dict(LOST_REASONS), move.reason))
        title = move.title or (deals[move.index].title if move.index is not None else "")
        if title:
            words.append(f'"{title}"')
        if move.deal is None and move.index is None:
            return Said(_("stage"), "  ".join([*words, _("of which deal?")]), "alert")
        return Said(_("stage"), "  ".join(words))

    def stage_name(self, stage_id: str) -> str:
        """A stage's name: the rep's own, else the translated standard one."""
        stage = self._stages.get(stage_id)
        if stage is None or stage.name == stage.id:
            return named(dict(STAGES), stage_id)
        return stage.name

    def _item(self, one: Item) -> Said:
        words = [f"{one.code} × {decimal_text(one.qty)}"]
        if one.price is None:
            words.append(_("no price known: write it behind @"))
            return Said(_("order"), "  ".join(words), "alert")
        words.append("@ " + money(one.price))
        origin = self._origin(one)
        if origin:
            words.append(f"({origin})")
        return Said(_("order"), " ".join(words))

    def _origin(self, one: Item) -> str:
        """What was agreed and what was paid last, the one taken first; else the list's price."""
        product = self._products.get(one.product or "")
        if product is None or one.price is None:
            return ""
        told = []
        if product.agreed is not None:
            told.append(_("agreed {price}").format(price=money(product.agreed)))
        if product.last is not None:
            price = _("last {price}").format(price=money(product.last))
            day = short_day(product.last_on, self.today.isoformat()) if product.last_on else ""
            told.append(", ".join(filter(None, (price, day))))
        if not told and product.price is not None:
            told.append(_("list {price}").format(price=money(product.price)))
        return "; ".join(told)

    def offer(self, one: Offer) -> str:
        """Something that stayed text, as what it may be taken for."""
        match one.what:
            case "followup" | "unread_day" if one.due is not None:
                return _("{day} as a promise").format(day=day_echo(one.due, self.today))
            case "followup" | "unread_day":
                return _("{text}: which day? type ! and a date").format(text=f'"{one.text}"')
            case "deal":
                return _("{amount} as a deal").format(amount=money(one.amount or Decimal()))
            case "payment":
                day = day_echo(one.due, self.today) if one.due else ""
                text = _("{amount} as their promise to pay").format(
                    amount=money(one.amount or Decimal())
                )
                return f"{text} {day}".strip()
            case "contact":
                return _("contact {name}").format(name=one.text)
        return _("{name} is not among the contacts here").format(name=one.text)

    def question(self, one: Choice) -> str:
        """What has to be answered."""
        return _(QUESTIONS.get(one.what, QUESTIONS["contact"]))


QUESTIONS: Final = {
    "contact": N_("which contact?"),
    "deal": N_("which deal is the amount for?"),
    "stage": N_("which deal moves?"),
    "wins": N_("wins the deal"),
}
