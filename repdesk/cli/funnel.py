"""`funnel`: stages, steps, the whole, of the deals created in a period."""

from datetime import date
from fractions import Fraction
from typing import Any

import click

from repdesk.analytics.results import Funnel, FunnelStep, Overall
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day, span_of
from repdesk.cli.workplace import Workplace
from repdesk.i18n import N_, _
from repdesk.wording.cells import fit
from repdesk.wording.notes import note_words
from repdesk.wording.terms import LOST_REASONS, STAGES, named


@verb()
@click.argument("period", required=False, metavar="[PERIOD]")
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--rows", is_flag=True, help=N_("With the ids of the deals."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def funnel(
    place: Workplace, period: str | None, asof: date | None, rows: bool, as_json: bool
) -> None:
    """Print the funnel of the deals created in a period (the last 12 months unless given)."""
    from repdesk.analytics.funnel import funnel as funnel_of
    from repdesk.analytics.funnel import last_twelve_months

    day = asof or place.today
    span = span_of(place, period) if period else last_twelve_months(day)
    found = funnel_of(place.desk.book, span, day)
    if as_json:
        say_json({"period": str(span), "asof": day.isoformat(), **_shape(found, rows)})
        return
    for line in _lines(found):
        say(line)
    if rows:
        say(" ".join(found.ids))


def _shape(found: Funnel, rows: bool) -> dict[str, Any]:
    weakest = None if found.weakest is None else found.steps[found.weakest]
    shape: dict[str, Any] = {
        "stages": {stage.stage: stage.reached for stage in found.stages},
        "median_days": {stage.stage: stage.median_days for stage in found.stages},
        "steps": [_step(step, rows) for step in found.steps],
        "overall": _overall(found.overall),
        "lost_reasons": dict(found.lost_reasons),
        "weakest": weakest
        and {
            "from": weakest.origin,
            "to": weakest.target,
            "k": weakest.k,
            "n": weakest.n,
            "rate": shapes.number(weakest.rate),
            "reference": shapes.number(Fraction(weakest.before_k, weakest.before_n)),
            "reference_k": weakest.before_k,
            "reference_n": weakest.before_n,
        },
        "note": shapes.note(found.note),
    }
    if rows:
        shape["ids"] = list(found.ids)
    return shape


def _step(step: FunnelStep, rows: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "from": step.origin,
        "to": step.target,
        "reached": step.reached,
        "moved_on": step.moved_on,
        "lost": step.lost,
        "open": step.open,
        "rate": shapes.number(step.rate),
        "k": step.k,
        "n": step.n,
        "low": shapes.number(step.low),
        "high": shapes.number(step.high),
    }
    if rows:
        shape["lost_ids"] = list(step.lost_ids)
    return shape


def _overall(whole: Overall) -> dict[str, Any]:
    return {
        "rate": shapes.number(whole.rate),
        "k": whole.k,
        "n": whole.n,
        "open": whole.open,
        "low": shapes.number(whole.low),
        "high": shapes.number(whole.high),
    }


def _lines(found: Funnel) -> list[str]:
    lines = [f"{found.start} – {found.end}"]
    if found.note is not None:
        return [*lines, note_words(found.note)]
    into = {step.target: step for step in found.steps}
    for stage in found.stages:
        step = into.get(stage.stage)
        line = f"{fit(named(dict(STAGES), stage.name), 14)} {stage.reached:6}"
        if step is not None:
            rate = "—" if step.rate is None else f"{float(step.rate):.0%}"
            spread = "" if step.low is None else f" ({step.low:.0%}–{step.high or 0:.0%})"
            line += f"  {rate:>5} {step.k}/{step.n}{spread}"
        lines.append(line)
    whole = found.overall
    if whole.rate is not None:
        spread = "" if whole.low is None else f" ({whole.low:.1%}–{whole.high or 0:.1%})"
        lines.append(
            _("won {share}").format(share=f"{float(whole.rate):.1%} {whole.k}/{whole.n}{spread}")
        )
    reasons = [f"{named(dict(LOST_REASONS), code) or '—'} {n}" for code, n in found.lost_reasons]
    if reasons:
        lines.append(_("lost: {reasons}").format(reasons=", ".join(reasons)))
    if found.weakest is None:
        lines.append(_("no step is clearly weaker than it was before"))
    else:
        step = found.steps[found.weakest]
        lines.append(
            _("weaker than before: {step} {now} (before {before})").format(
                step=f"{step.origin} → {step.target}",
                now=f"{step.k}/{step.n}",
                before=f"{step.before_k}/{step.before_n}",
            )
        )
    return lines
