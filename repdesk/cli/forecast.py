"""`forecast`: what a month or a quarter will bring, and the deals that would close its gap."""

from typing import Any

import click

from repdesk.analytics.results import Forecast, GapPlan
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.usage import option, verb
from repdesk.cli.values import span_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.period import period_of
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount, chance
from repdesk.wording.cells import fit
from repdesk.wording.goals import forecast_words
from repdesk.wording.notes import note_words


@verb()
@click.argument("period", required=False, metavar="[MONTH]")
@option("--gap", is_flag=True, help=N_("The fewest open deals that would reach the target."))
@option("--rows", is_flag=True, help=N_("With the ids of the deals."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def forecast(place: Workplace, period: str | None, gap: bool, rows: bool, as_json: bool) -> None:
    """Print what a month or a quarter (this month unless given) will bring."""
    from repdesk.analytics.forecast import forecast as forecast_of
    from repdesk.analytics.gap import gap_plan
    from repdesk.analytics.situation import situation

    book, policy = place.desk.book, place.settings.policy
    span = span_of(place, period, past=False) if period else period_of(place.today, "month")
    now = situation(book, place.today, policy)
    found = forecast_of(now, span)
    plan = gap_plan(now, span) if gap else None
    if as_json:
        shape = _shape(found, policy.currency)
        say_json({**shape, "gap": _plan(plan, book, policy.currency)} if plan else shape)
        return
    today = place.today.isoformat()
    for line in forecast_words(found, policy.currency, today):
        say(line)
    for month in found.months:
        say("   " + forecast_words(month, policy.currency, today)[0])
    for line in _plan_lines(plan, book, policy.currency, rows) if plan else ():
        say(line)


def _shape(found: Forecast, currency: str) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "currency": currency,
        "month": found.period,
        "method": found.method,
        "value": shapes.money(found.value, currency),
        "low": shapes.money(found.low, currency),
        "high": shapes.money(found.high, currency),
        "chance": shapes.number(found.chance),
        "note": shapes.note(found.note),
        "target": shapes.money(found.target, currency),
        "done": shapes.money(found.done, currency),
        "share_done": shapes.number(found.usual),
        "pipeline": shapes.money(found.pipeline, currency),
        "history": found.history,
        "without_rate": list(found.without_rate),
    }
    if found.months:
        shape["months"] = [_shape(month, currency) for month in found.months]
    return shape


def _plan(plan: GapPlan, book: Book, currency: str) -> dict[str, Any]:
    return {
        "target": shapes.money(plan.target, currency),
        "actual": shapes.money(plan.actual, currency),
        "gap": shapes.money(plan.gap, currency),
        "deals": [
            {
                "id": deal.deal,
                "title": book.get("deals", deal.deal).title,
                "customer": deal.customer,
                "name": book.get("customers", deal.customer).name,
                "amount": shapes.money(deal.amount, currency),
                "chance": shapes.number(deal.chance),
            }
            for deal in plan.deals
        ],
        "amount": shapes.money(plan.amount, currency),
        "chance": shapes.number(plan.chance),
        "considered": plan.considered,
        "open": plan.open,
        "note": shapes.note(plan.note),
    }


def _plan_lines(plan: GapPlan, book: Book, currency: str, rows: bool) -> list[str]:
    lines = [""]
    if plan.gap is not None and plan.gap > 0:
        lines.append(_("gap {value}").format(value=amount(plan.gap, currency)))
    for deal in plan.deals:
        title = book.get("deals", deal.deal).title or _("untitled")
        name = book.get("customers", deal.customer).name
        line = f"   {fit(name, 24)} {fit(title, 20)} {amount(deal.amount, currency):>14}"
        line += "  " + _("chance {share}").format(share=chance(deal.chance))
        lines.append(f"{line}  {deal.deal}" if rows else line)
    if plan.chance is not None:
        together = _("together {money}, all of them in time {share}").format(
            money=amount(plan.amount, currency), share=chance(plan.chance)
        )
        lines.append(together)
    if plan.note is not None:
        lines.append(note_words(plan.note))
    return lines
