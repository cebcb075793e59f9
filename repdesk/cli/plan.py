"""`plan`: the plan of a day, and accepting it."""

from datetime import date
from typing import Any

import click

from repdesk.analytics.results import DayPlan, LeftOut, PlannedStop
from repdesk.cli import shapes
from repdesk.cli.output import saved, say, say_json, tell
from repdesk.cli.usage import option, verb
from repdesk.cli.values import day_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.arrangement import Planned
from repdesk.domain.book import Book
from repdesk.domain.dayplan import day_to_plan
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit
from repdesk.wording.notes import note_words
from repdesk.wording.plan import PlanWords, day_words, filled_words, zone_words
from repdesk.wording.terms import CHANNELS, named


@verb()
@click.argument("day", metavar="[DAY]", required=False)
@option("--accept", is_flag=True, help=N_("Put the plan on the day, as one change."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def plan(place: Workplace, day: str | None, accept: bool, as_json: bool) -> None:
    """Print the plan of a day, today while it is young and empty, else of the next working day."""
    from repdesk.analytics.plan import planned_day

    policy, now = place.settings.policy, place.now()
    iso = day_of(place, day) if day else day_to_plan(place.desk.book, now, policy)
    found = planned_day(place.desk.book, date.fromisoformat(iso), policy, now)
    change = None
    if accept and iso >= now[:10]:
        kept = place.desk.accept_plan(found.arrangement)
        change = kept.change.op if kept.change.puts else None
        found = planned_day(place.desk.book, date.fromisoformat(iso), policy, now)
    if as_json:
        say_json(_shape(place.desk.book, found, change))
        return
    _print(place, found)
    if change is not None:
        saved(change)
    elif accept:
        tell(_("nothing was to change"))


def _print(place: Workplace, found: DayPlan) -> None:
    book, today, draft = place.desk.book, place.today.isoformat(), found.arrangement
    words = PlanWords(found, draft, book, place.settings.currency, today)
    head = _("Plan {day}").format(day=day_words(found.day, today))
    say(" · ".join(filter(None, (head, filled_words(found, draft), zone_words(draft)))))
    if found.note is not None:
        tell(note_words(found.note))
    for title, rows in ((_("To visit"), draft.visits), (_("To call or write to"), draft.calls)):
        if rows:
            say()
            say(title)
        for one in rows:
            say(_line(book, one, words.why_in(one)))
    if draft.out:
        say()
        say(_("Not on the plan"))
    for one in draft.out:
        say(_line(book, one, words.why_out(one)))
    if found.others:
        say("   " + _("and {n} more").format(n=found.others))


def _line(book: Book, one: Planned, why: str) -> str:
    known = book.get("customers", one.customer)
    about = "~" if one.time and not one.fixed and one.open else " "
    time = f"{about}{one.time or '     '}"
    name = fit(known.name if known is not None else one.customer, 20)
    channel = fit(named(dict(CHANNELS), one.channel), 7)
    return f"  {time} {name} {fit(one.zone, 8)} {channel} {why}".rstrip()


def _shape(book: Book, found: DayPlan, change: str | None) -> dict[str, Any]:
    return {
        "date": found.day,
        "visits": found.visits,
        "visits_a_day": found.visits_most,
        "calls": shapes.number(found.calls),
        "calls_a_day": shapes.number(found.calls_most),
        "zones": [{"zone": zone, "visits": n} for zone, n in found.zones],
        "stops": [_stop(book, one) for one in found.stops],
        "left_out": [_left_out(book, one) for one in found.left_out],
        "others": found.others,
        "note": shapes.note(found.note),
        "saved": change,
    }


def _name(book: Book, customer: str) -> str:
    known = book.get("customers", customer)
    return known.name if known is not None else customer


def _stop(book: Book, one: PlannedStop) -> dict[str, Any]:
    return {
        "id": one.stop,
        "customer": _name(book, one.customer),
        "customer_id": one.customer,
        "time": one.time,
        "fixed": one.fixed,
        "zone": one.zone or None,
        "channel": one.channel,
        "reason": one.reason,
        "followup": one.followup,
        "state": one.state if one.stop else "proposed",
    }


def _left_out(book: Book, one: LeftOut) -> dict[str, Any]:
    return {
        "customer": _name(book, one.customer),
        "customer_id": one.customer,
        "zone": one.zone or None,
        "channel": one.channel,
        "reason": one.reason,
        "until": one.until,
    }
