"""Why a customer stands where it stands, and the smallest change that would bring it in."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from msgspec.structs import replace as altered

from repdesk.analytics.learned import BAND_EDGES, CELL_WEIGHT, MOST_ORDERS, Learning
from repdesk.analytics.results import Cell, HiddenCustomer, Note, Suggestion, Suggestions, Why
from repdesk.analytics.scores import ScoreRow, Scores, half_up, scores
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.suggest import in_order, suggestions
from repdesk.domain.answer import FREED
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Followup, is_real_contact
from repdesk.domain.policy import Policy

LAST_GAPS = 12
MOST_CHANGES = 6
"""More obstacles than there are kinds of them."""


def why(book: Book, day: date, policy: Policy, customer: str, places: int = 10) -> Why:
    """Explain one customer of the whole list of a day; the list shown has so many places.

    The customer's id must be in the book.
    """
    return explain(situation(book, day, policy), customer, places)


def explain(now: Situation, customer: str, places: int) -> Why:
    """Explain one customer in a situation already read."""
    found = scores(now)
    whole = suggestions(now, found)
    row = _row(found, customer)
    learned = row.learned if row is not None else None
    contact = None
    for interaction in reversed(now.book.of("interactions", "customer", customer)):
        if is_real_contact(interaction) and interaction.at[:10] <= whole.day:
            contact = interaction.id
            break
    return Why(
        customer,
        _place(whole, customer),
        _hidden(whole, customer),
        _least(now, tuple(_changes(now, found, whole, customer, places)), customer, places),
        places,
        cell=_cell(row, found.learning, now.policy.horizon_days) if row is not None else None,
        gaps=_gaps(now, customer),
        since_order=learned.since if learned is not None else None,
        contact=contact,
    )


def _row(found: Scores, customer: str) -> ScoreRow | None:
    return next((row for row in found.rows if row.account.customer.id == customer), None)


def _place(whole: Suggestions, customer: str) -> Suggestion | None:
    return next((each for each in whole.suggestions if each.customer == customer), None)


def _hidden(whole: Suggestions, customer: str) -> HiddenCustomer | None:
    return next((each for each in whole.hidden if each.customer == customer), None)


def _gaps(now: Situation, customer: str) -> tuple[int, ...]:
    """Return the last gaps between the customer's order days, the oldest first."""
    days = {day for who, day, net in zip(*now.sold.log, strict=True) if who == customer and net > 0}
    return tuple(after - before for before, after in pairwise(sorted(days)))[-LAST_GAPS:]


def _cell(row: ScoreRow, learning: Learning, horizon: int) -> Cell | None:
    """Return the customer's cell of the life table; its own open gap is none of the cases."""
    learned = row.learned
    if learned is None or learned.cell is None or learned.p_order is None:
        return None
    group, band = learned.cell
    cases = learning.cases[group][band] - (band == 0 or learned.lateness > BAND_EDGES[band])
    return Cell(
        orders_from=MOST_ORDERS[group - 1] + 1 if group else 1,
        orders_to=MOST_ORDERS[group] if group < len(MOST_ORDERS) else None,
        late_from=BAND_EDGES[band],
        late_to=BAND_EDGES[band + 1] if band + 1 < len(BAND_EDGES) else None,
        cases=cases,
        thin=cases < CELL_WEIGHT,
        p=learned.p_order,
        horizon=horizon,
    )


def _least(
    now: Situation, changes: tuple[Note, ...], customer: str, places: int
) -> tuple[Note, ...]:
    """Return the changes, or the one promise for today that does what several of them would: it
    overrides snooze and minimum gap.
    """
    if len(changes) < 2 or changes[0].code not in ("wake", "wait"):
        return changes
    today = now.day.isoformat()
    promise = Put("followups", "", None, Followup(id="", customer=customer, due=today))
    after = situation(now.book.with_puts([promise]), now.day, now.policy, now)
    place = _place(suggestions(after, scores(after)), customer)
    if place is None or place.rank > places:
        return changes
    return (Note("promise", (("due", today),)),)


def _changes(
    now: Situation, found: Scores, whole: Suggestions, customer: str, places: int
) -> Iterator[Note]:
    """Yield what to change, each found on the book and day that the ones before would leave."""
    for _change in range(MOST_CHANGES):
        place, hiding = _place(whole, customer), _hidden(whole, customer)
        if place is not None:
            if place.rank > places:
                yield _rise(now, found, whole, customer, places)
            return
        step = _way_back(hiding) if hiding is not None else _revival(now, customer)
        yield step
        if step.code == "never":
            return
        now = _after(now, customer, step)
        found = scores(now)
        whole = suggestions(now, found)


def _way_back(hiding: HiddenCustomer) -> Note:
    ways = {"snoozed": "wake", "minimum_gap": "wait", "do_not_contact": "allow"}
    return Note(ways[hiding.reason], (("until", hiding.until),) if hiding.until else ())


def _revival(now: Situation, customer: str) -> Note:
    """Return what brings back a customer who is neither listed nor hidden."""
    record: Customer = now.book.get("customers", customer)
    if record.erased:
        return Note("never")
    if record.archived:
        return Note("revive")
    days = [record.created[:10]]
    days += [row.date for row in now.book.of("orders", "customer", customer)[:1]]
    days += [row.at[:10] for row in now.book.of("interactions", "customer", customer)[:1]]
    days += [row.created[:10] for row in now.book.of("deals", "customer", customer)]
    return Note("wait", (("until", min(days)),))


def _after(now: Situation, customer: str, step: Note) -> Situation:
    """Return the situation in which a change has been made."""
    if step.code == "wait":
        return situation(now.book, date.fromisoformat(str(step.fact("until"))), now.policy, now)
    record = now.book.get("customers", customer)
    put = Put("customers", customer, record, altered(record, **FREED[step.code]))
    return situation(now.book.with_puts([put]), now.day, now.policy, now)


def _rise(now: Situation, found: Scores, whole: Suggestions, customer: str, places: int) -> Note:
    """Return the least that lifts a listed customer among the first places: money, or a promise.

    Money (minor units, before the factor) that passes the last place given by score; where every
    place is a promise's or a drifting customer's, a promise due before the last of those.
    """
    listed = [row for row in found.rows if _hidden(whole, row.account.customer.id) is None]
    mine = next(row for row in listed if row.account.customer.id == customer)
    first = in_order(found, listed, now.policy)[:places]
    for goal in () if mine.account.promised else _goals(first, mine):
        total = _total_for(goal, mine)
        raised = mine._replace(score=half_up(total * mine.cadence))
        others = [raised if row is mine else row for row in listed]
        if any(row is raised for row, _slot in in_order(found, others, now.policy)[:places]):
            parts = mine.likely + mine.drift + mine.deal + mine.debt
            return Note("raise", (("amount", total - parts),))
    return Note("promise", (("due", _due_first([row for row, _slot in first], mine, now.day)),))


def _goals(first: list[tuple[ScoreRow, bool]], mine: ScoreRow) -> Iterator[int]:
    """Yield the scores that might do, the lowest first: those of places given by score."""
    for row, slot in reversed(first):
        if not slot and not row.account.promised and row.score >= mine.score:
            if row.score > mine.score:
                yield row.score
            yield row.score + 1


def _total_for(goal: int, mine: ScoreRow) -> int:
    """Return the least sum of parts whose score, times the factor, reaches the goal."""
    total = int((goal - 0.5) / mine.cadence)
    while half_up(total * mine.cadence) >= goal:
        total -= 1
    while half_up(total * mine.cadence) < goal:
        total += 1
    return total


def _due_first(first: list[ScoreRow], mine: ScoreRow, day: date) -> str:
    """Return the latest day by which a promise must have been due to stand among the first."""
    last = first[-1]
    if not last.account.promised:
        return day.isoformat()
    due = last.account.promised[0].due
    if mine.account.customer.id < last.account.customer.id:
        return due
    return (date.fromisoformat(due) - timedelta(1)).isoformat()
