"""What the rep may pick in the log form: offers to take, questions to answer, each by a digit."""

from __future__ import annotations

from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.deal import last_event
from repdesk.i18n import _
from repdesk.notation.known import Known
from repdesk.notation.reading import Choice, DealRead, FollowUp, Offer, Reading
from repdesk.wording.amounts import amount
from repdesk.wording.preview import ReadingWords
from repdesk.wording.reading import problem_words

MOST = 9
"""One digit takes one."""
WON = 3
"""Won deals without an order offered for one: the newest."""
WINS = "wins"
"""The question that needs no answer: which deal an order wins."""


class Pick(msgspec.Struct, frozen=True):
    """One thing to pick. `key` stays the same while its words do; `group` answers one question.

    `ask`: it cannot be taken as it stands, the rep has to type a day at `ask` in the line.
    """

    key: str
    label: str
    source: Offer | Choice
    option: str = ""
    group: str = ""
    ask: int | None = None


def picks_of(reading: Reading, words: ReadingWords) -> tuple[Pick, ...]:
    """Return what may be picked, questions first; at most nine."""
    found: list[Pick] = []
    for choice in reading.choices:
        group = f"{choice.what} {choice.index if choice.index is not None else ''}".strip()
        for option, label in choice.options:
            shown = label or _("untitled deal")
            found.append(Pick(f"{group} {option}", shown, choice, option, group))
    if reading.order and words.wins:
        asked = Choice(WINS, 0, 0, words.wins)
        found += [Pick(f"{WINS} {deal}", label, asked, deal, WINS) for deal, label in words.wins]
    for offer in reading.offered:
        if offer.what == "new_contact":
            continue
        day = offer.due is None and offer.what in ("followup", "unread_day", "payment")
        past = offer.what == "unread_day" and offer.due is not None
        key = f"{offer.what} {offer.text} {offer.due} {offer.amount} {offer.contact}"
        ask = offer.end if day or past else None
        found.append(Pick(key, words.offer(offer), offer, ask=ask))
    return tuple(found[:MOST])


def toggled(picked: Collection[str], pick: Pick, picks: Collection[Pick]) -> tuple[str, ...]:
    """Return what is picked after this one was pressed: taken, let go, or the answer changed."""
    if pick.key in picked:
        return tuple(key for key in picked if key != pick.key)
    rivals = {other.key for other in picks if pick.group and other.group == pick.group}
    return (*(key for key in picked if key not in rivals), pick.key)


def unanswered(reading: Reading, picks: Collection[Pick]) -> Choice | None:
    """Return the first question that the reading leaves open; None when all are answered."""
    for pick in picks:
        if isinstance(pick.source, Choice) and not _settled(reading, pick.source):
            return pick.source
    return None


def _settled(reading: Reading, asked: Choice) -> bool:
    match asked.what:
        case "contact":
            return any(option in reading.contacts for option, _label in asked.options)
        case "deal":
            at = asked.index if asked.index is not None else 0
            return at >= len(reading.deals) or reading.deals[at].deal is not None
        case "stage":
            move = reading.stage
            return move is None or move.deal is not None or move.index is not None
    return True


def order_deals(book: Book, customer: str, currency: str) -> tuple[tuple[str, str], ...]:
    """Return the deals an order may win as (id, label): open ones, and won ones without an order.

    The won ones come first: their order is what is missing.
    """
    stages = {stage.id: stage for stage in book.stages}
    orders = book.of("orders", "customer", customer)
    ordered = {order.deal for order in orders if order.state != "cancelled"}
    won, still_open = [], []
    for deal in book.of("deals", "customer", customer):
        event = last_event(book.of("stage_events", "deal", deal.id))
        stage = stages.get(event.stage) if event is not None else None
        ends = stage.ends if stage is not None else "open"
        words = [deal.title or _("untitled deal")]
        if deal.amount is not None:
            words.append(amount(deal.amount, deal.currency or currency))
        if ends == "won" and deal.id not in ordered:
            won.append((deal.id, "  ".join((*words, _("won")))))
        elif ends == "open":
            still_open.append((deal.id, "  ".join(words)))
    return tuple(won[-WON:] + still_open)


def won_by(reading: Reading, picked: Collection[str], words: ReadingWords) -> str | None:
    """Return the deal that the reading's order wins, where one was picked."""
    won = (deal for deal, _label in words.wins if f"{WINS} {deal}" in picked)
    return next(won, None) if reading.order else None


def taken(
    reading: Reading, picks: Collection[Pick], picked: Collection[str], known: Known
) -> Reading:
    """Return the reading with what was picked put in."""
    for pick in picks:
        if pick.key not in picked or pick.ask is not None:
            continue
        source = pick.source
        if isinstance(source, Choice):
            reading = _answered(reading, source, pick.option)
        else:
            reading = _took(reading, source, known)
    return reading


def _answered(reading: Reading, choice: Choice, option: str) -> Reading:
    label = dict(choice.options)[option]
    if choice.what == "contact":
        return _with_contact(reading, option, label)
    if choice.what == "deal" and choice.index is not None:
        deals = list(reading.deals)
        title = deals[choice.index].title or label
        deals[choice.index] = replace(deals[choice.index], deal=option, title=title)
        return replace(reading, deals=tuple(deals))
    if choice.what == "stage" and reading.stage is not None:
        if option.startswith("line:"):
            return replace(reading, stage=replace(reading.stage, index=int(option[5:])))
        return replace(reading, stage=replace(reading.stage, deal=option, title=label))
    return reading


def _took(reading: Reading, offer: Offer, known: Known) -> Reading:
    if offer.what == "contact" and offer.contact:
        return _with_contact(reading, offer.contact, offer.text)
    if offer.what == "deal" and offer.amount is not None:
        only = known.deals[0] if len(known.deals) == 1 else None
        deal = DealRead(offer.amount, only.title if only else "", only.id if only else None)
        return replace(reading, deals=(*reading.deals, deal))
    if offer.due is None:
        return reading
    kind = "payment" if offer.what == "payment" else "promise"
    promise = FollowUp(offer.due, None, offer.owner, offer.text, kind, offer.amount)
    return replace(reading, followups=(*reading.followups, promise))


def _with_contact(reading: Reading, contact: str, name: str) -> Reading:
    if contact in reading.contacts:
        return reading
    return replace(
        reading,
        contacts=(*reading.contacts, contact),
        contact_names=(*reading.contact_names, name),
    )


def why_not(reading: Reading, picks: Collection[Pick], words: ReadingWords) -> str:
    """Return why the line cannot be saved as it stands, and what to do; empty when it can."""
    for problem in reading.problems:
        if problem.code == "empty":
            return _("nothing typed yet: + and Enter saves a visit that went well")
        if problem.stops:
            return problem_words(problem, reading, words.today)
    question = unanswered(reading, picks)
    if question is None:
        return ""
    return _("{question} Tab and a digit").format(question=words.question(question))
