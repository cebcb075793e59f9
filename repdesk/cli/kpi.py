"""`kpi`: the numbers of a period."""

from datetime import date
from typing import Any

import click

from repdesk.analytics.results import Figure, KpiReport, Receivables
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day, span_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.period import Period, period_of
from repdesk.domain.target import MONEY_METRICS
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount
from repdesk.wording.cells import fit
from repdesk.wording.metrics import BESIDE, KPIS, figure_words, interval_words
from repdesk.wording.notes import note_words

AGES = ("1-30", "31-60", "61-90", "90+")


@verb()
@click.argument("period", required=False, metavar="[PERIOD]")
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def kpi(place: Workplace, period: str | None, asof: date | None, as_json: bool) -> None:
    """Print the numbers of a period (this month unless given) as of a day."""
    from repdesk.analytics.kpis import report as report_of
    from repdesk.analytics.receivables import receivables
    from repdesk.analytics.situation import situation

    book, policy = place.desk.book, place.settings.policy
    day = asof or place.today
    span = span_of(place, period) if period else period_of(day, "month")
    now = situation(book, day, policy)
    report = report_of(now, span)
    owed = None
    if report.note is None:
        then = situation(book, min(day, span.last), policy, now)
        owed = receivables(then.owed, policy.currency)
    if as_json:
        say_json(_shape(place, book, report, owed))
        return
    for line in _lines(place, report, span):
        say(line)


def _shape(
    place: Workplace, book: Book, report: KpiReport, owed: Receivables | None
) -> dict[str, Any]:
    currency = place.settings.currency
    figures = {each.key: shapes.figure(each, currency) for each in report.figures}
    figures["churn"]["lost"] = list(report.figure("churn").ids)
    if owed is not None:
        figures["receivables"]["credit_balance"] = shapes.money(owed.credit_balance, currency)
        late = [order for order in owed.orders if order.days]
        figures["overdue"]["ageing"] = owed.ageing and {
            age: shapes.money(money, currency) for age, money in zip(AGES, owed.ageing, strict=True)
        }
        figures["overdue"]["orders"] = [
            {
                "order": order.order,
                "number": book.get("orders", order.order).number or None,
                "days": order.days,
                "open": shapes.money(order.open, currency),
            }
            for order in late
        ]
    return {
        "currency": currency,
        "period": report.period,
        "asof": report.asof,
        "history_from": report.history_from,
        "kpis": figures,
        "products": {row.code: _product(row, currency) for row in report.products},
        "customers": {
            row.customer: {
                "ltv_realised": shapes.money(row.ltv_realised, currency),
                "lines_without_cost": row.lines_without_cost,
            }
            for row in report.customers
        },
        "targets": [_target(row, currency) for row in report.targets],
        "without_rate": list(report.without_rate),
        "note": shapes.note(report.note),
    }


def _product(row: Any, currency: str) -> dict[str, Any]:
    shape = {
        "net": shapes.money(row.net, currency),
        "share": shapes.number(row.share),
        "share_shown": row.share_shown,
        "margin": shapes.number(row.margin),
        "lines_without_cost": row.lines_without_cost,
    }
    for name in ("repurchase", "repurchase_period"):
        found: Figure = getattr(row, name)
        shape[name] = shapes.number(found.value)
        shape[f"{name}_k"], shape[f"{name}_n"] = found.k, found.n
        shape[f"{name}_low"] = shapes.number(found.low)
        shape[f"{name}_high"] = shapes.number(found.high)
    return shape


def _target(row: Any, currency: str) -> dict[str, Any]:
    money = row.metric in MONEY_METRICS
    return {
        "metric": row.metric,
        "scope": row.scope,
        "target": shapes.money(row.target, currency) if money else row.target,
        "actual": shapes.money(row.actual, currency) if money else row.actual,
        "attainment": shapes.number(row.attainment),
        "derived": row.derived,
    }


def _lines(place: Workplace, report: KpiReport, span: Period) -> list[str]:
    head = _("{period} · as of {day}").format(period=span, day=report.asof)
    if report.history_from is not None:
        head += " · " + _("first order {day}").format(day=report.history_from)
    lines = [head]
    if report.note is not None:
        return [*lines, note_words(report.note)]
    names = KPIS | BESIDE
    for each in report.figures:
        name = _(names[each.key])
        shown = figure_words(each, place.settings.currency)
        spread = interval_words(each.low, each.high)
        why = "" if each.note is None else note_words(each.note)
        told = f"{fit(name, 26)}{fit(shown, 16, right=True)}  {fit(spread, 8)} {why}"
        lines.append(told.rstrip())
    for row in report.products:
        share = row.share_shown or "—"
        margin = "—" if row.margin is None else f"{float(row.margin):.1%}"
        net = amount(row.net, place.settings.currency)
        lines.append(f"{fit(row.code, 26)}{net:>16}  {share:>6} %  {margin}")
    return lines
