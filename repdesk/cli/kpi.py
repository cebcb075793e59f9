"""`kpi`: the numbers of a period."""

from datetime import date
from typing import Any

import click

from repdesk.analytics.results import Bonus, Figure, KpiReport
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.params import OneOf
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day, span_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.period import Period, period_of
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount
from repdesk.wording.cells import fit
from repdesk.wording.explained import MEANINGS, definition_lines, meaning_lines
from repdesk.wording.goals import bonus_words, money_in_words, target_words
from repdesk.wording.metrics import MEASURED, NAMES, figure_words, interval_words
from repdesk.wording.notes import note_words

AGES = ("1-30", "31-60", "61-90", "90+")


@verb()
@click.argument("period", required=False, metavar="[PERIOD]")
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option(
    "--explain",
    type=OneOf(MEANINGS),
    metavar="KEY",
    help=N_("What one number means, and how it was worked out here."),
)
@option("--rows", is_flag=True, help=N_("With the ids of the records behind each number."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def kpi(
    place: Workplace,
    period: str | None,
    asof: date | None,
    explain: str | None,
    rows: bool,
    as_json: bool,
) -> None:
    """Print the numbers of a period (this month unless given) as of a day."""
    from repdesk.analytics.bonus import bonus
    from repdesk.analytics.kpis import report as report_of
    from repdesk.analytics.measures import figure
    from repdesk.analytics.situation import situation
    from repdesk.analytics.window import Window

    book, policy = place.desk.book, place.settings.policy
    day = asof or place.today
    span = span_of(place, period) if period else period_of(day, "month")
    now = situation(book, day, policy)
    report = report_of(now, span)
    if explain is not None:
        found = next((each for each in report.figures if each.key == explain), None)
        if explain in MEASURED:
            found = figure(Window(now, span), explain)
        meant = (
            meaning_lines(explain) if found is None else definition_lines(found, policy.currency)
        )
        if as_json:
            say_json({"key": explain, "lines": meant})
            return
        for line in meant:
            say(line)
        return
    if as_json:
        say_json(_shape(place, book, report, rows))
        return
    for line in _lines(place, report, span, bonus(now)):
        say(line)
    if rows:
        for each in report.figures:
            if each.ids:
                say(f"{each.key}: {' '.join(each.ids)}")


def _shape(place: Workplace, book: Book, report: KpiReport, rows: bool) -> dict[str, Any]:
    currency, owed = place.settings.currency, report.owed
    figures = {each.key: shapes.figure(each, currency, rows) for each in report.figures}
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
                "overdue": shapes.money(order.overdue, currency),
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
        "targets": [shapes.target(row, currency) for row in report.targets],
        "money_in": shapes.money_in(report.money_in, currency),
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
        "note": shapes.note(row.note),
    }
    for name in ("repurchase", "repurchase_period"):
        found: Figure = getattr(row, name)
        shape[name] = shapes.number(found.value)
        shape[f"{name}_k"], shape[f"{name}_n"] = found.k, found.n
        shape[f"{name}_low"] = shapes.number(found.low)
        shape[f"{name}_high"] = shapes.number(found.high)
    return shape


def _lines(place: Workplace, report: KpiReport, span: Period, ladder: Bonus | None) -> list[str]:
    head = _("{period} · as of {day}").format(period=span, day=report.asof)
    if report.history_from is not None:
        head += " · " + _("first order {day}").format(day=report.history_from)
    lines = [head]
    if report.note is not None:
        lines.append(note_words(report.note))
        if report.history_from is None:
            lines.append(_("bring them in: repdesk import FILE; or log one: o CODEx2@PRICE"))
        return lines
    for each in report.figures:
        name = _(NAMES[each.key])
        shown = figure_words(each, place.settings.currency)
        spread = interval_words(each.low, each.high)
        why = "" if each.note is None else note_words(each.note)
        told = f"{fit(name, 26)}{fit(shown, 16, right=True)}  {fit(spread, 8)} {why}"
        lines.append(told.rstrip())
    for row in report.products:
        if not row.net:
            continue
        share = row.share_shown or "—"
        margin = "—" if row.margin is None else f"{float(row.margin):.1%}"
        net = amount(row.net, place.settings.currency)
        lines.append(f"{fit(row.code, 26)}{net:>16}  {share:>6} %  {margin}")
    currency, today = place.settings.currency, place.today.isoformat()
    lines += [target_words(row, currency, today) for row in report.targets]
    if ladder is not None:
        lines.append(bonus_words(ladder, currency))
    if report.money_in is not None:
        lines.append(money_in_words(report.money_in, currency))
    if report.without_rate:
        numbers = (place.desk.book.get("orders", id_).number or id_ for id_ in report.without_rate)
        lines.append(_("orders without a rate: {orders}").format(orders=" ".join(numbers)))
    return [line for line in lines if line]
