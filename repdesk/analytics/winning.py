"""Leads won and lost, and how long it took (KPIS §2); what a lead is: KPIS §1."""

from datetime import date, timedelta
from fractions import Fraction
from statistics import median

from repdesk.analytics.pipeline import DealState, days_between
from repdesk.analytics.results import Figure, Input, Note
from repdesk.analytics.window import Window, share

QUOTE = "quote"


def _cycle(state: DealState) -> int:
    assert state.created is not None
    assert state.ended is not None
    return days_between(state.created, state.ended)


def conversion(window: Window) -> tuple[Figure, ...]:
    """Return lead_conversion, lead_conversion_period and win_rate."""
    states, mine = window.now.deals.deals, window.leads
    created = [state for state in mine if window.holds(state.created)]
    won = [state.deal.id for state in created if state.state == "won"]
    ended = [state for state in mine if window.holds(state.ended)]
    won_here = [state.deal.id for state in ended if state.state == "won"]
    return (
        share(
            "lead_conversion",
            len(won),
            len(created),
            "no_leads",
            note=_ripe(window, states) if created else None,
            ids=tuple(state.deal.id for state in created),
        ),
        share(
            "lead_conversion_period",
            len(won_here),
            len(created),
            "no_leads",
            interval=False,
            ids=tuple(won_here),
        ),
        share(
            "win_rate",
            len(won_here),
            len(ended),
            "none_closed",
            ids=tuple(state.deal.id for state in ended),
        ),
    )


def _ripe(window: Window, states: tuple[DealState, ...]) -> Note | None:
    """Say that the leads of a period may still be won: until 2 x the median cycle after it."""
    cycles = [_cycle(state) for state in states if state.state == "won" and state.created]
    if not cycles:
        return None
    ripe: date = window.period.last + timedelta(days=2 * float(median(cycles)))
    if window.now.day >= ripe:
        return None
    return Note("not_ripe", (("until", ripe.isoformat()),))


def cycles(window: Window) -> tuple[Figure, Figure]:
    """Return cycle_median and cycle_mean in days, of the deals won in the period."""
    won = [
        state
        for state in window.now.deals.deals
        if state.state == "won" and window.holds(state.ended)
    ]
    days = [_cycle(state) for state in won if state.created]
    ids = tuple(state.deal.id for state in won if state.created)
    out = len(won) - len(days)
    note = Note("no_start", (("wins", out),)) if out else None
    inputs = _extremes(days)
    if not days:
        note = note or Note("no_wins")
        return (
            Figure("cycle_median", None, "days", n=0, note=note),
            Figure("cycle_mean", None, "days", n=0, note=note),
        )
    return (
        Figure(
            "cycle_median",
            Fraction(median(days)),
            "days",
            n=len(days),
            note=note,
            ids=ids,
            inputs=inputs,
        ),
        Figure(
            "cycle_mean",
            Fraction(sum(days), len(days)),
            "days",
            n=len(days),
            note=note,
            ids=ids,
            inputs=inputs,
        ),
    )


def _extremes(days: list[int]) -> tuple[Input, ...]:
    """Return the shortest and the longest of some days; of none nothing."""
    if not days:
        return ()
    return (Input("shortest", min(days), "days"), Input("longest", max(days), "days"))


def quote_stage(window: Window) -> int:
    """Return the place of the quote: the stage of that id, else the last open one (-1: none)."""
    stages = window.now.deals.stages
    return next((at for at, stage in enumerate(stages) if stage.id == QUOTE), len(stages) - 1)


def quote_days(window: Window) -> Figure:
    """Return the median days from a lead's creation to its first quote, of quotes in the period."""
    at = quote_stage(window)
    days, ids = [], []
    for state in window.leads:
        quoted = next((entered for stage, entered, _left in state.stays if stage == at), None)
        if quoted is not None and state.created and window.holds(quoted):
            days.append(days_between(state.created, quoted))
            ids.append(state.deal.id)
    if not days:
        return Figure("quote_days", None, "days", n=0, note=Note("no_quotes"))
    return Figure(
        "quote_days",
        Fraction(median(days)),
        "days",
        n=len(days),
        ids=tuple(ids),
        inputs=_extremes(days),
    )
