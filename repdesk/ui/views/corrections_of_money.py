"""The fields of deals, stages, orders and money that the rep may put right."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from repdesk.domain.deal import LOST_REASONS
from repdesk.domain.errors import Invalid
from repdesk.domain.money import decimal_text
from repdesk.i18n import N_, _
from repdesk.notation.amounts import parse_amount
from repdesk.notation.known import Known
from repdesk.notation.reader import read
from repdesk.notation.reading import Item, Reading, StageRead
from repdesk.ui.views.editable import Editable, Put
from repdesk.wording import terms
from repdesk.wording.errors import sentence
from repdesk.wording.preview import ReadingWords, money
from repdesk.wording.terms import colon

NONE = N_("empty: none")
NEW = "new"
"""The choice of a deal that is surely a new one."""


def money_editables(
    reading: Reading, words: ReadingWords, known: Known, lang: str
) -> Iterator[Editable]:
    """Yield the fields, in the order of the screen."""
    yield from _deals(reading, known)
    yield from _stage(reading, words, known)

    def again(line: str) -> Reading:
        return read(line, words.today, lang, known._replace(contacts=(), snippets={}))

    for at, item in enumerate(reading.order):
        number = f" {at + 1}" if len(reading.order) > 1 else ""
        yield Editable(f"item {at}", _("order") + number, _item_text(item), _put_item(at, again))
    if reading.payment is not None:
        paid = reading.payment
        text = f"{money(paid.amount)} {paid.order or ''}".strip()
        yield Editable("payment", _("money in"), text, _put_payment(again), hint=_(NONE))
    if reading.spend is not None:
        yield Editable("spend", _("expense"), money(reading.spend.amount), _put_spend, hint=_(NONE))
    if reading.competitor is not None:
        rival = reading.competitor
        text = f"{rival.name} {money(rival.amount)}"
        yield Editable("competitor", _("competitor"), text, _put_competitor(again), hint=_(NONE))


def open_text(reading: Reading) -> str:
    """The line as typed, but for what is private."""
    private = [piece.start for piece in reading.pieces if piece.what == "private"]
    return reading.raw[: private[0] if private else None].strip()


# Deals


def _deals(reading: Reading, known: Known) -> Iterator[Editable]:
    targets = tuple((deal.id, deal.title or _("untitled deal")) for deal in known.deals)
    for at, one in enumerate(reading.deals):
        label = _("deal") + (f" {at + 1}" if len(reading.deals) > 1 else "")
        amount = colon(label, _("amount"))
        yield Editable(
            f"amount {at}", amount, money(one.amount), _put_amount(at, known), hint=_(NONE)
        )
        yield Editable(f"title {at}", colon(label, _("title")), one.title, _put_title(at))
        if targets:
            which = ((NEW, _("a new one")), *targets[:8])
            here = NEW if one.deal == "" else one.deal or ""
            yield Editable(
                f"deal {at}", colon(label, _("which")), here, _put_which(at, known), which
            )


def _put_amount(at: int, known: Known) -> Put:
    def put(reading: Reading, text: str) -> Reading | str:
        if not text.strip():
            return _without_deal(reading, at, known)
        amount = parse_amount(text)
        if amount is None:
            return sentence(Invalid("value.amount", value=text))
        return _with_deal(reading, at, amount=amount)

    return put


def _put_title(at: int) -> Put:
    return lambda reading, text: _with_deal(reading, at, title=text.strip())


def _put_which(at: int, known: Known) -> Put:
    titles = {deal.id: deal.title for deal in known.deals}

    def put(reading: Reading, told: str) -> Reading | str:
        if not told:
            return reading
        one, deal = reading.deals[at], "" if told == NEW else told
        title = one.title
        if title in ("", titles.get(one.deal or "")):
            # a title that came from the deal read before is not meant for this one
            title = titles.get(deal, "")
        reading = _with_deal(reading, at, deal=deal, title=title)
        move = reading.stage
        if move is not None and move.index == at:
            reading = replace(reading, stage=replace(move, deal=deal or None, title=title))
        return reading

    return put


def _with_deal(reading: Reading, at: int, **fields: object) -> Reading:
    rows = list(reading.deals)
    rows[at] = replace(rows[at], **fields)
    return replace(reading, deals=tuple(rows))


def _without_deal(reading: Reading, at: int, known: Known) -> Reading:
    """The amount is no deal: a stage that moved it is of the only open deal, or of none known."""
    rows = (*reading.deals[:at], *reading.deals[at + 1 :])
    move = reading.stage
    if move is not None and move.index is not None and move.index >= at:
        if move.index > at:
            move = replace(move, index=move.index - 1)
        else:
            only = known.deals[0] if len(known.deals) == 1 else None
            move = StageRead(move.to, move.reason, only and only.id, only and only.title)
    return replace(reading, deals=rows, stage=move)


# Stage


def _stage(reading: Reading, words: ReadingWords, known: Known) -> Iterator[Editable]:
    move = reading.stage
    if move is None:
        return
    stages = (("", _("none")), *((one.id, words.stage_name(one.id)) for one in known.stages[:9]))
    yield Editable("stage", _("stage"), move.to, _put_stage(known), stages)
    if _ends(known, move.to) == "lost":
        reasons = tuple((reason, _(terms.LOST_REASONS[reason])) for reason in LOST_REASONS)
        yield Editable(
            "reason", colon(_("stage"), _("why lost")), move.reason or "", _put_reason, reasons
        )
    deals = [(deal.id, deal.title or _("untitled deal")) for deal in known.deals]
    deals += [(f"line:{at}", one.title) for at, one in enumerate(reading.deals) if not one.deal]
    if len(deals) > 1:
        here = move.deal or (f"line:{move.index}" if move.index is not None else "")
        yield Editable(
            "moved",
            colon(_("stage"), _("which deal")),
            here,
            _put_moved(dict(deals)),
            tuple(deals[:9]),
        )


def _ends(known: Known, stage: str) -> str:
    return next((one.ends for one in known.stages if one.id == stage), "open")


def _put_stage(known: Known) -> Put:
    def put(reading: Reading, to: str) -> Reading | str:
        move = reading.stage
        if not to or move is None:
            return replace(reading, stage=None)
        reason = move.reason if _ends(known, to) == "lost" else None
        return replace(reading, stage=replace(move, to=to, reason=reason))

    return put


def _put_reason(reading: Reading, reason: str) -> Reading | str:
    if reading.stage is None:
        return reading
    return replace(reading, stage=replace(reading.stage, reason=reason or None))


def _put_moved(titles: dict[str, str]) -> Put:
    def put(reading: Reading, deal: str) -> Reading | str:
        move = reading.stage
        if move is None or deal not in titles:
            return reading
        if deal.startswith("line:"):
            at = int(deal.removeprefix("line:"))
            move = replace(move, index=at, deal=None, title=titles[deal])
        else:
            move = replace(move, index=None, deal=deal, title=titles[deal])
        return replace(reading, stage=move)

    return put


# Orders and money


def _item_text(item: Item) -> str:
    typed = item.price is not None and item.price_from == "typed"
    price = f"@{decimal_text(item.price)}" if typed and item.price is not None else ""
    return f"{item.code}x{decimal_text(item.qty)}{price}"


def _put_item(at: int, again: Callable[[str], Reading]) -> Put:
    def put(reading: Reading, text: str) -> Reading | str:
        rows = reading.order
        if not text.strip():
            return replace(reading, order=(*rows[:at], *rows[at + 1 :]))
        found = again(f"o {text.strip()}")
        if len(found.order) != 1 or found.note or found.problems:
            return _no_item(text)
        return replace(reading, order=(*rows[:at], found.order[0], *rows[at + 1 :]))

    return put


def _no_item(text: str) -> str:
    return _("{text} is no item; type it like P1x2@190").format(text=text.strip())


def _put_payment(again: Callable[[str], Reading]) -> Put:
    def put(reading: Reading, text: str) -> Reading | str:
        if not text.strip():
            return replace(reading, payment=None, note=open_text(reading))
        found = again(f"p {text.strip()}")
        if found.payment is None or found.note or found.problems:
            return _("{text} is no payment; type it like 1000 O10").format(text=text.strip())
        day = reading.payment.day if reading.payment is not None else None
        return replace(reading, payment=replace(found.payment, day=day))

    return put


def _put_spend(reading: Reading, text: str) -> Reading | str:
    amount = parse_amount(text)
    if not text.strip() or reading.spend is None:
        return replace(reading, spend=None)
    if amount is None:
        return sentence(Invalid("value.amount", value=text))
    return replace(reading, spend=replace(reading.spend, amount=amount))


def _put_competitor(again: Callable[[str], Reading]) -> Put:
    def put(reading: Reading, text: str) -> Reading | str:
        if not text.strip():
            return replace(reading, competitor=None)
        found = again(f"n vs {text.strip()}")
        if found.competitor is None:
            return _("{text} is no competitor's price; type it like Grundfos 9800").format(
                text=text.strip()
            )
        return replace(reading, competitor=found.competitor)

    return put
