"""`today`: the day at a glance: target and pace, promises due, who next, stops."""

from typing import Any

import click

from repdesk.analytics.results import DueFollowup, TargetLine, TodayNumbers, Tried
from repdesk.cli import shapes
from repdesk.cli.next import list_lines, shape
from repdesk.cli.output import say, say_json, tell_if_empty
from repdesk.cli.usage import option, verb
from repdesk.cli.workplace import Workplace
from repdesk.domain.book import Book
from repdesk.domain.target import MONEY_METRICS
from repdesk.i18n import N_, _, ngettext
from repdesk.wording.amounts import amount
from repdesk.wording.cells import fit
from repdesk.wording.days import due_words, weekday
from repdesk.wording.goals import bonus_words
from repdesk.wording.metrics import METRICS, period_words
from repdesk.wording.notes import note_words
from repdesk.wording.reasons import tried_words
from repdesk.wording.terms import named, tier_name

PLACES = 10


@verb()
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def today(place: Workplace, as_json: bool) -> None:
    """Print the day."""
    from repdesk.analytics.today import today as numbers_of

    book = place.desk.book
    numbers = numbers_of(book, place.today, place.settings.policy, PLACES)
    if as_json:
        say_json(_shape(place, book, numbers))
        return
    for line in day_lines(place, book, numbers):
        say(line)
    tell_if_empty(book)


def day_lines(place: Workplace, book: Book, numbers: TodayNumbers) -> list[str]:
    """Return the day in lines."""
    day, currency = numbers.day, place.settings.currency
    parts = (f"{_('Today')} {day} {weekday(day)}", place.settings.name)
    lines = [" · ".join(part for part in parts if part), _target_words(numbers, currency)]
    if numbers.bonus is not None:
        lines.append(bonus_words(numbers.bonus, currency))
    lines += ["", _("Promises due ({n})").format(n=len(numbers.followups))]
    lines += [_followup_line(place, book, each) for each in numbers.followups]
    lines += [_tried_line(book, each) for each in numbers.tried]
    lines += ["", _("Who next ({n})").format(n=numbers.suggestions.listed)]
    if numbers.suggestions.turn_to is not None:
        tier = tier_name(numbers.suggestions.turn_to)
        lines[-1] += " " + _("turn to {tier} first").format(tier=tier)
    if numbers.suggestions.note is not None:
        lines.append(note_words(numbers.suggestions.note))
    lines += list_lines(place, book, numbers.suggestions)
    lines += ["", _("Stops {done}/{n}").format(done=numbers.stops_done, n=len(numbers.stops))]
    for stop in numbers.stops:
        name = book.get("customers", stop.customer).name
        lines.append(f"   {stop.time or '     '} {fit(name, 26)} {stop.zone}".rstrip())
    return lines


def _main_target(numbers: TodayNumbers) -> TargetLine | None:
    return next((each for each in numbers.targets if each.scope == "all"), None)


def _target_words(numbers: TodayNumbers, currency: str) -> str:
    line = _main_target(numbers)
    if line is None:
        sold = numbers.sales_month.value
        words = _("no target for {month}").format(month=numbers.day[:7])
        if isinstance(sold, int):
            sales = _("sold {money} this month").format(money=amount(sold, currency))
            return f"{sales} · {words}"
        return words

    def value(number: int) -> str:
        return amount(number, currency) if line.metric in MONEY_METRICS else f"{number:,}"

    parts = [period_words(line.period, numbers.day), named(dict(METRICS), line.metric)]
    parts.append(_("target {value}").format(value=value(line.target)))
    if line.actual is not None and line.gap is not None:
        parts.append(_("done {value}").format(value=value(line.actual)))
        if line.attainment is not None:
            parts.append(f"{float(line.attainment):.0%}")
        if line.gap > 0:
            parts.append(_("gap {value}").format(value=value(line.gap)))
        else:
            parts.append(_("reached, {value} over").format(value=value(-line.gap)))
    if line.time_progress is not None:
        parts.append(_("time gone {share}").format(share=f"{float(line.time_progress):.0%}"))
    left = ngettext("{n} working day left", "{n} working days left", line.working_days_left)
    return " ".join((*parts, left.format(n=line.working_days_left)))


def _followup_line(place: Workplace, book: Book, due: DueFollowup) -> str:
    row = book.get("followups", due.followup)
    mark = "!" if due.days_late else " "
    name = fit(book.get("customers", due.customer).name, 20)
    words = fit(row.text, 30)
    if due.debt is not None:
        money = amount(due.debt, place.settings.currency)
        late = _("{money} overdue for {n}d").format(money=money, n=due.debt_days)
    else:
        late = due_words(row.due, place.today.isoformat())
    return f"{mark}  {name} {fit(tier_name(due.tier), 9)} {words} {late}"


def _tried_line(book: Book, tried: Tried) -> str:
    name = fit(book.get("customers", tried.customer).name, 20)
    return f"   {name} {fit(tier_name(tried.tier), 9)} {tried_words(tried.days)}"


def _shape(place: Workplace, book: Book, numbers: TodayNumbers) -> dict[str, Any]:
    currency, line = place.settings.currency, _main_target(numbers)
    return {
        "date": numbers.day,
        "currency": currency,
        "sales_month": shapes.figure(numbers.sales_month, currency),
        "target": None if line is None else shapes.target(line, currency),
        "bonus": shapes.bonus(numbers.bonus, currency),
        "money_in": shapes.money_in(numbers.money_in, currency),
        "followups": [_due_shape(book, each, currency) for each in numbers.followups],
        "tried": [_tried_shape(book, each) for each in numbers.tried],
        "next": [shape(place, book, each) for each in numbers.suggestions.suggestions],
        "stops": [
            {
                "id": stop.stop,
                "customer": book.get("customers", stop.customer).name,
                "time": stop.time,
                "fixed": stop.fixed,
                "zone": stop.zone or None,
                "state": stop.state,
            }
            for stop in numbers.stops
        ],
        "coverage": shapes.coverage(numbers.suggestions.coverage, currency),
        "turn_to": numbers.suggestions.turn_to,
        "note": shapes.note(numbers.suggestions.note),
    }


def _due_shape(book: Book, due: DueFollowup, currency: str) -> dict[str, Any]:
    row = book.get("followups", due.followup)
    return {
        "id": due.followup,
        "customer": due.customer,
        "name": book.get("customers", due.customer).name,
        "tier": due.tier,
        "due": row.due,
        "text": row.text,
        "owner": row.owner,
        "state": row.state,
        "days_late": due.days_late,
        "debt": shapes.money(due.debt, currency),
        "debt_days": due.debt_days,
    }


def _tried_shape(book: Book, tried: Tried) -> dict[str, Any]:
    row = book.get("interactions", tried.interaction)
    return {
        "id": tried.interaction,
        "customer": tried.customer,
        "name": book.get("customers", tried.customer).name,
        "tier": tried.tier,
        "at": row.at,
        "kind": row.kind,
        "days": tried.days,
        "text": tried_words(tried.days),
    }
