"""Findings of a day: at most three, by rule and minimum n, each with what can be done (KPIS §7)."""

from fractions import Fraction

from msgspec.structs import replace

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.findings_lists import Listed, lists
from repdesk.analytics.findings_tested import BETWEEN, Held, Rate, clearest, held, rates
from repdesk.analytics.funnel import created_in, last_twelve_months
from repdesk.analytics.intervals import wilson
from repdesk.analytics.offers import Row, by_amount, by_turnover, deal_rows, offer
from repdesk.analytics.outcomes import no_orders_since, quarters
from repdesk.analytics.results import Figure, Finding, Findings, Note, Offer
from repdesk.analytics.situation import Situation

MOST = 3
"""Findings told at a time."""


def findings(now: Situation, keys: Dimensions) -> Findings:
    """Return what stands out on a day: what is clearly worse than before, then what waits.

    What was acted on and waits for its review comes after what was not.
    """
    told = held(rates(now, keys))
    found = [_tested(now, each) for each in clearest(told)]
    found += [_listed(now, each) for each in lists(now)]
    acted = acted_on(now)
    found = [replace(each, acted=acted.get(each.id)) for each in found]
    found.sort(key=lambda each: each.acted is not None)
    span, silent = quarters(now.day)[0], no_orders_since(now)
    return Findings(
        day=now.day.isoformat(),
        start=span.first.isoformat(),
        end=span.last.isoformat(),
        findings=tuple(found[:MOST]),
        more=len(found[MOST:]),
        tests=len(told),
        note=None if found else Note("no_findings", (("tests", len(told)),)),
        mind=None if silent is None else Note("orders_until", (("day", silent),)),
    )


def acted_on(now: Situation) -> dict[str, str]:
    """Return the findings acted on and not to be looked at again yet, with the day of that."""
    last = now.day.isoformat()
    days = sorted(
        (row.created[:10], row.finding)
        for row in now.book.rows("actions")
        if row.created[:10] <= last < (row.review_on or "")
    )
    return {finding: day for day, finding in days}


def named(kind: str, of: str | None = None, by: str | None = None, key: str | None = None) -> str:
    """Return the id of a finding: `churn`, `lost_reason/price`, `churn//zone/Suzhou`."""
    if by is not None:
        return f"{kind}/{of or ''}/{by}/{key or ''}"
    return kind if of is None else f"{kind}/{of}"


def rate_figure(rate: Rate, k: int, n: int, rows: tuple[str, ...] = ()) -> Figure:
    """Return k of n as a figure with its interval, whatever the n."""
    low, high = wilson(k, n) or (None, None)
    value = Fraction(k, n) if n else None
    return Figure(rate.kind, value, "rate", k=k, n=n, low=low, high=high, ids=rows)


def _tested(now: Situation, found: Held) -> Finding:
    rate = found.rate
    id_ = named(rate.kind, rate.of, rate.by, rate.key)
    return Finding(
        id=id_,
        kind=rate.kind,
        tested=True,
        of=rate.of,
        by=rate.by,
        key=rate.key,
        figure=rate_figure(rate, rate.k, rate.n, rate.rows),
        before=rate_figure(rate, rate.before_k, rate.before_n),
        difference=found.difference,
        z=found.z,
        offer=_offer(now, id_, rate),
        acted=None,
    )


def _listed(now: Situation, found: Listed) -> Finding:
    return Finding(
        id=found.kind,
        kind=found.kind,
        tested=False,
        of=None,
        by=None,
        key=None,
        figure=found.figure,
        before=None,
        difference=None,
        z=None,
        offer=offer(now, found.kind, found.kind, found.rows),
        acted=None,
    )


def _offer(now: Situation, id_: str, rate: Rate) -> Offer:
    book = now.book
    match rate.kind:
        case "weakest_step":
            return offer(now, id_, "step", _waiting(now, rate))
        case "churn":
            last = {sale.order.customer: sale.day for sale in now.sold.purchases}
            rows = [
                Row(who, facts=(("last", last.get(who)),)) for who in by_turnover(now, rate.rows)
            ]
            return offer(now, id_, "win_back", rows)
        case "repurchase":
            rows = [
                Row(who, facts=(("product", rate.key if rate.by == "product" else None),))
                for who in by_turnover(now, rate.rows)
            ]
            return offer(now, id_, "again", rows)
        case "lost_reason":
            deals = by_amount(book, rate.rows)
            return offer(now, id_, "after_loss", deal_rows(book, deals, reason=rate.of))
    return offer(now, id_, "ask_loser", deal_rows(book, by_amount(book, rate.rows)))


def _waiting(now: Situation, rate: Rate) -> list[Row]:
    """Return the open deals of the year that stand before a step, else those lost there."""
    origin = (rate.of or "").partition(BETWEEN)[0]
    at = next(at for at, stage in enumerate(now.deals.stages) if stage.id == origin)
    standing = [
        state.deal.id
        for state in created_in(now.deals, last_twelve_months(now.day))
        if state.state == "open" and state.stays and state.stays[-1][0] == at
    ]
    deals = by_amount(now.book, standing or rate.rows)
    return deal_rows(now.book, deals, stage=now.deals.stages[at].name)
