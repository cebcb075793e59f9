"""New, recovered and lost customers, and what one is worth (KPIS §2)."""

from collections import defaultdict
from fractions import Fraction

from repdesk.analytics.costs import Costs
from repdesk.analytics.ledger import Sale
from repdesk.analytics.results import CustomerValue, Figure, Note
from repdesk.analytics.window import Window, share
from repdesk.domain.money import from_minor
from repdesk.domain.order import Line

FIVE_YEARS = 1826
FEW = 20


def arrivals(window: Window) -> tuple[Figure, Figure]:
    """Return new_customers and recovered_customers."""
    first = window.span.first.isoformat()
    new = tuple(who for who in window.buyers if window.order_days[who][0] >= first)
    before = set(window.active_before)
    back = tuple(
        who for who in window.buyers if window.order_days[who][0] < first and who not in before
    )
    return (
        Figure("new_customers", len(new), "count", ids=new),
        Figure("recovered_customers", len(back), "count", ids=back),
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


def lifetime(window: Window, costs: Costs, lost: Figure) -> Figure:
    """Return ltv_projected: gross profit per active customer and period / churn, up to 5 years."""
    n = len(window.active_after)
    rate = lost.value
    margin = costs.margin(window.sales)
    why = None
    if n == 0:
        why = Note("nobody_active")
    elif rate is None or rate == 0:
        why = Note("no_churn")
    elif window.sales and margin.without_cost == sum(len(s.order.lines) for s in window.sales):
        why = Note("no_costs")
    if why is not None or not isinstance(rate, Fraction):
        return window.money("ltv_projected", None, n=n, note=why)
    periods = min(1 / rate, Fraction(FIVE_YEARS, window.span.days))
    value = Fraction(margin.profit) / n * periods
    return window.money("ltv_projected", value, n=n, note=Note("rough") if n < FEW else None)


def acquisition(window: Window, new: int, ltv: Figure) -> tuple[Figure, Figure]:
    """Return cac and ltv_to_cac; the base is what was spent on acquisition in the period."""
    spent = sum(
        row.amount
        for row in window.now.book.rows("spends")
        if row.kind == "acquisition" and row.date in window.span
    )
    spend = from_minor(spent, window.now.policy.currency)
    if new == 0:
        cac = window.money("cac", None, n=0, base=spend, note=Note("no_new_customers"))
    else:
        cac = window.money("cac", Fraction(spend) / new, n=new, base=spend)
    if ltv.value is None or cac.value is None or spend <= 0:
        why = ltv.note if ltv.value is None else cac.note or Note("no_spend")
        return cac, Figure("ltv_to_cac", None, "ratio", note=why)
    return cac, Figure("ltv_to_cac", Fraction(ltv.value) * new / spent, "ratio")


def values(window: Window, costs: Costs) -> tuple[CustomerValue, ...]:
    """Return ltv_realised of every customer with a sale up to the end, by id."""
    last = window.end.isoformat()
    lines: dict[str, list[tuple[Sale, Line]]] = defaultdict(list)
    for sale in window.now.sold.sales:
        order = sale.order
        if order.date > last:
            break
        lines[order.customer] += [(sale, line) for line in order.lines]
    found = []
    for who in sorted(lines):
        margin = costs.margin_of(lines[who])
        found.append(CustomerValue(who, window.minor(margin.profit), margin.without_cost))
    return tuple(found)
