"""`funnel`: stages, steps, the whole of the deals created in a period; by zone, product, source."""

from datetime import date
from fractions import Fraction
from typing import Any

import click

from repdesk.analytics.results import Funnel, FunnelGroups, FunnelStep, Overall
from repdesk.analytics.results.asked import FUNNEL_BY
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.params import OneOf
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day, span_of
from repdesk.cli.workplace import Workplace
from repdesk.i18n import N_, _, ngettext
from repdesk.wording.analyses import (
    DIMENSIONS,
    flow_words,
    key_words,
    stage_words,
    step_words,
    unnamed_words,
)
from repdesk.wording.cells import fit
from repdesk.wording.notes import note_words
from repdesk.wording.terms import LOST_REASONS, named


@verb()
@click.argument("period", required=False, metavar="[PERIOD]")
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--by", type=OneOf(FUNNEL_BY), metavar="WHAT",
        help=N_("By zone, product, category, source; month, quarter, year created."))  # fmt: skip
@option("--rows", is_flag=True, help=N_("With the ids of the deals."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def funnel(
    place: Workplace,
    period: str | None,
    asof: date | None,
    by: str | None,
    rows: bool,
    as_json: bool,
) -> None:
    """Print the funnel of the deals created in a period (the last 12 months unless given)."""
    from repdesk.analytics.dimensions import Dimensions
    from repdesk.analytics.funnel import funnel_of, last_twelve_months
    from repdesk.analytics.funnel_groups import funnel_groups
    from repdesk.analytics.ledger import ledger
    from repdesk.analytics.pipeline import Odds, pipeline

    book, policy, day = place.desk.book, place.settings.policy, asof or place.today
    span = span_of(place, period) if period else last_twelve_months(day)
    deals = pipeline(book, day)
    odds = Odds(deals, policy)
    found, groups = funnel_of(deals, span, odds), None
    if by is not None:
        keys = Dimensions(book, ledger(book, day, policy), policy)
        groups = funnel_groups(deals, span, odds, by, keys)
    if as_json:
        shape = {"period": str(span), "asof": day.isoformat(), **_shape(found, rows)}
        say_json(shape if groups is None else {**shape, **_groups_shape(groups, rows)})
        return
    for line in _lines(found, rows):
        say(line)
    if groups is not None:
        for line in _groups_lines(groups, rows):
            say(line)


def _shape(found: Funnel, rows: bool) -> dict[str, Any]:
    weakest = None if found.weakest is None else found.steps[found.weakest]
    shape: dict[str, Any] = {
        "stages": {stage.stage: stage.reached for stage in found.stages},
        "median_days": {stage.stage: stage.median_days for stage in found.stages},
        "steps": [_step(found, step, rows) for step in found.steps],
        "overall": _overall(found.overall),
        "lost_reasons": dict(found.lost_reasons),
        "stalled": [
            {
                "deal": each.deal,
                "customer": each.customer,
                "stage": each.stage,
                "days": each.days,
                "limit": shapes.number(each.limit),
            }
            for each in found.stalled
        ],
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
        "note": _why(found),
    }
    if rows:
        shape["ids"] = list(found.ids)
        shape["stage_ids"] = {stage.stage: list(stage.ids) for stage in found.stages}
    return shape


def _why(found: Funnel) -> str | None:
    """Return why there is no funnel, else why no step of it is named."""
    if found.note is not None:
        return note_words(found.note)
    return None if found.unnamed is None else unnamed_words(found.unnamed)


def _step(found: Funnel, step: FunnelStep, rows: bool) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "from": step.origin,
        "to": step.target,
        "reached": step.reached,
        "moved_on": step.moved_on,
        "lost": step.lost,
        "open": step.open,
        "stalled": sum(each.stage == step.origin for each in found.stalled),
        "rate": shapes.number(step.rate),
        "k": step.k,
        "n": step.n,
        "low": shapes.number(step.low),
        "high": shapes.number(step.high),
        "before_k": step.before_k,
        "before_n": step.before_n,
        "lost_reasons": dict(step.lost_reasons),
        "note": step_words(step),
    }
    if rows:
        shape["moved_ids"] = list(step.moved_ids)
        shape["lost_ids"] = list(step.lost_ids)
        shape["open_ids"] = list(step.open_ids)
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


def _groups_shape(groups: FunnelGroups, rows: bool) -> dict[str, Any]:
    others = None
    if groups.others is not None:
        others = {"groups": groups.few, **_shape(groups.others, rows)}
    return {
        "by": groups.by,
        "groups": [{"key": each.key, **_shape(each.funnel, rows)} for each in groups.groups],
        "others": others,
    }


def _lines(found: Funnel, rows: bool) -> list[str]:
    lines = [f"{found.start} – {found.end}"]
    if found.note is not None:
        return [*lines, note_words(found.note)]
    into = {step.target: step for step in found.steps}
    waiting = {step.origin: step for step in found.steps}
    for stage in found.stages:
        step, onward = into.get(stage.stage), waiting.get(stage.stage)
        line = f"{fit(stage_words(stage.name), 14)} {stage.reached:6}"
        line += f"  {'' if step is None else _rate(step.rate, step.k, step.n, step.low, step.high)}"
        beside = []
        if stage.median_days is not None:
            beside.append(_("{n}d").format(n=f"{stage.median_days:g}"))
        if onward is not None and onward.open:
            beside.append(_("{n} open").format(n=onward.open))
        stalled = sum(each.stage == stage.stage for each in found.stalled)
        if stalled:
            beside.append(_("{n} stalled").format(n=stalled))
        lines.append(f"{fit(line, 46)} {' · '.join(beside)}".rstrip())
        if onward is not None and onward.lost:
            why = ", ".join(_reasons(onward.lost_reasons))
            lines.append(" " * 23 + _("{n} lost: {reasons}").format(n=onward.lost, reasons=why))
    whole = found.overall
    if whole.rate is not None:
        spread = "" if whole.low is None else f" ({whole.low:.1%}–{whole.high or 0:.1%})"
        share = f"{float(whole.rate):.1%} {whole.k}/{whole.n}{spread}"
        lines.append(_("won {share}").format(share=share))
    if found.weakest is not None:
        step = found.steps[found.weakest]
        lines.append(
            _("weaker than before: {step} {now} (before {before})").format(
                step=flow_words(found, step),
                now=f"{step.k}/{step.n}",
                before=f"{step.before_k}/{step.before_n}",
            )
        )
    elif found.unnamed is not None:
        lines.append(unnamed_words(found.unnamed))
    return [*lines, " ".join(found.ids)] if rows else lines


def _rate(rate: Fraction | None, k: int, n: int, low: float | None, high: float | None) -> str:
    shown = "—" if rate is None else f"{float(rate):.0%}"
    spread = "" if low is None else f" ({low:.0%}–{high or 0:.0%})"
    return f"{shown:>5} {k}/{n}{spread}"


def _reasons(reasons: tuple[tuple[str, int], ...]) -> list[str]:
    return [f"{named(dict(LOST_REASONS), code) or '—'} {n}" for code, n in reasons]


def _groups_lines(groups: FunnelGroups, rows: bool) -> list[str]:
    what = _(DIMENSIONS[groups.by])
    lines = []
    for each in groups.groups:
        lines += ["", f"{what} {key_words(each.key)}", *_lines(each.funnel, rows)[1:]]
    if groups.others is not None:
        small = ngettext(
            "{n} group with under 10 deals", "{n} groups with under 10 deals", groups.few
        )
        lines += ["", f"{what}: {small.format(n=groups.few)}", *_lines(groups.others, rows)[1:]]
    return lines
