"""New, recovered and lost customers, and what one is worth (KPIS §2)."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from repdesk.analytics.columns import ONE
from repdesk.analytics.costs import Margin
from repdesk.analytics.ledger import history_from
from repdesk.analytics.results import CustomerValue, Figure, Input, Note
from repdesk.analytics.window import Window, share
from repdesk.domain.money import minor_digits, round_half_up

FIVE_YEARS = 1826
FEW = 20


def arrivals(window: Window) -> tuple[Figure, Figure]:
    """Return new_customers and recovered_customers.

    New ones are marked where the history itself begins within the period: all are new then.
    """
    first, day = window.span.first.toordinal(), window.span.first.isoformat()
    days = window.order_days
    new = tuple(who for who in window.buyers if days[who][0] >= first)
    before = set(window.active_before)
    back = tuple(who for who in window.buyers if days[who][0] < first and who not in before)
    began = history_from(window.now.book) or ""
    note = Note("history_within", (("first_order", began),)) if began > day else None
    buyers = (Input("buyers", len(window.buyers), "count"),)
    return (
        Figure("new_customers", len(new), "count", note=note, ids=new, inputs=buyers),
        Figure("recovered_customers", len(back), "count", ids=back, inputs=buyers),
    )


def churn(window: Window) -> Figure:
    """Return who was active on the day before the period and is not on its last day."""
    before, after = window.active_before, set(window.active_after)
    lost = tuple(who for who in before if who not in after)
    fixed = window.now.policy.active_days
    note = Note("active_days", (("days", fixed),)) if fixed is not None else Note("active_own")
    if not before:
        note = Note("nobody_active")
    return share("churn", len(lost), len(before), "nobody_active", note=note, ids=lost)


def lifetime(window: Window, lost: Figure) -> tuple[Figure, Fraction | None]:
    """Return ltv_projected: gross profit per active customer and period / churn, up to 5 years.

    And its exact value in minor units.
    """
    n = len(window.active_after)
    rate, margin = lost.value, window.margin
    why = None
    if n == 0:
        why = Note("nobody_active")
    elif rate is None or rate == 0:
        why = Note("no_churn")
    elif margin.without_cost and not margin.lines:
        why = Note("no_costs")
    if why is not None or not isinstance(rate, Fraction):
        return window.money("ltv_projected", None, n=n, note=why), None
    periods = min(1 / rate, Fraction(FIVE_YEARS, window.span.days))
    value = Fraction(margin.profit) / n * periods
    figure = window.money(
        "ltv_projected",
        value,
        n=n,
        note=_care(n, margin),
        ids=window.active_after,
        inputs=(window.input("profit", margin.profit), Input("periods", periods, "ratio")),
    )
    return figure, value * 10 ** minor_digits(window.now.policy.currency)


def _care(n: int, margin: Margin) -> Note | None:
    """Say why a projection is to be read with care."""
    if n < FEW:
        return Note("rough")
    if margin.without_cost:
        return Note("lines_without_cost", (("lines", margin.without_cost),))
    return None


def acquisition(
    window: Window, new: int, ltv: Figure, worth: Fraction | None
) -> tuple[Figure, Figure]:
    """Return cac and ltv_to_cac; the base is what was spent on acquisition in the period.

    `worth` is the exact lifetime value in minor units. Of a book in which none is recorded, on
    whatever day, nobody knows what a new customer costs.
    """
    told = [row for row in window.now.book.rows("spends") if row.kind == "acquisition"]
    spends = [row for row in told if window.holds(row.date)]
    spent = sum(row.amount for row in spends)
    ids = tuple(sorted(row.id for row in spends))
    inputs = (Input("spent", spent),)
    cost = Fraction(spent, new) if new and told else None
    silent = None if told else Note("no_spend")
    cac = Figure(
        "cac",
        None if cost is None else _minor(cost),
        "money",
        n=new,
        base=spent,
        note=Note("no_new_customers") if new == 0 else silent,
        ids=ids,
        inputs=inputs,
    )
    if worth is None or cost is None or cost <= 0:
        why = ltv.note if worth is None else cac.note or Note("no_spend")
        return cac, Figure("ltv_to_cac", None, "ratio", note=why)
    both = (Input("ltv", _minor(worth)), Input("cac", _minor(cost)))
    return cac, Figure("ltv_to_cac", worth / cost, "ratio", ids=ids, inputs=both)


def _minor(amount: Fraction) -> int:
    return int(round_half_up(amount))


def values(window: Window) -> tuple[CustomerValue, ...]:
    """Return ltv_realised of every customer with a sale up to the end, by id."""
    net: dict[str, Decimal] = defaultdict(Decimal)
    cost: dict[str, Decimal] = defaultdict(Decimal)
    without: dict[str, int] = defaultdict(int)
    costs, sold = window.costs, window.now.sold.until(window.end)
    for order in sold.rows.orders:
        who, found = order.customer, costs.brought(order, sold.rates.get(order.id, ONE))
        if found is None:
            worth, spent, _lines, missing = costs.margin(sold.sale(order))
            without[who] += missing
        else:
            worth, spent = found
        net[who] += worth
        cost[who] += spent
    return tuple(
        [
            CustomerValue(who, window.minor(net[who] - cost[who]), without.get(who, 0))
            for who in sorted(net)
        ]
    )
