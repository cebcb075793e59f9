"""What the highlighted row of the KPI screen means: its definition with this book's figures."""

from __future__ import annotations

from repdesk.analytics.results import TargetLine
from repdesk.i18n import _
from repdesk.ui.kpi_numbers import KpiNumbers
from repdesk.ui.views.findings import explained, offered
from repdesk.ui.views.funnel import stage_word
from repdesk.ui.views.kpi_rows import detail
from repdesk.ui.views.kpi_sections import stage_told
from repdesk.wording.amounts import amount
from repdesk.wording.analyses import flow_words, step_words
from repdesk.wording.explained import definition_lines, meaning_lines
from repdesk.wording.findings import FindingWords
from repdesk.wording.goals import (
    bonus_words,
    forecast_words,
    money_in_words,
    standing_words,
    target_words,
)
from repdesk.wording.metrics import METRICS, NAMES, figure_words, interval_words
from repdesk.wording.terms import named

PACE = ("attainment", "pace_expected", "pace_index", "pace_gap", "pace_needed", "pace_line")


def row_title(row_id: str, known: KpiNumbers) -> str:
    """Return what a row is called."""
    kind, _space, of = row_id.partition(" ")
    match kind:
        case "kpi":
            return _(NAMES[of])
        case "product":
            record = known.book.get("products", of)
            return of if record is None else f"{record.code} {record.name}".rstrip()
        case "target":
            metric, _between, scope = of.partition(" ")
            name = named(dict(METRICS), metric)
            return name if scope == "all" else f"{name} {scope}"
        case "stage":
            return _stage(of, known)
        case "forecast" | "chance":
            return _(NAMES[kind])
        case "weakest":
            return _("Weakest step")
        case "standing":
            return _("Stalled deals")
        case "moneyin":
            return _("Money in")
        case "bonus":
            return _("Bonus")
        case "finding" | "review":
            return _("Finding")
    return _("Target")


def _stage(stage: str, known: KpiNumbers) -> str:
    stages = known.funnel.stages if known.funnel is not None else ()
    return next((stage_word(one.stage, one.name) for one in stages if one.stage == stage), stage)


def about(row_id: str, known: KpiNumbers, currency: str, cells: int) -> str:
    """Return what is told of the highlighted row in the one line under the list."""
    kind, _space, of = row_id.partition(" ")
    match kind:
        case "kpi":
            return detail(known, of, currency, cells)
        case "target":
            return standing_words(_line(of, known), currency)
        case "finding":
            finding = known.finding(of)
            return "" if finding is None else offered(finding, known.book, currency)
        case "stage" if known.funnel is not None:
            said = stage_told(of, known.funnel)
            return f"{_stage(of, known)}: {said}" if said else ""
        case "product":
            row = next(row for row in known.report.products if row.product == of)
            again = row.repurchase
            said = _("bought again by {k} of {n}, all history").format(k=again.k, n=again.n)
            if row.lines_without_cost:
                lines = _("{lines} lines without cost are left out")
                said += "; " + lines.format(lines=row.lines_without_cost)
            return f"{row_title(row_id, known)}: {said}"
    return ""


def _line(of: str, known: KpiNumbers) -> TargetLine:
    metric, _space, scope = of.partition(" ")
    return next(row for row in known.report.targets if (row.metric, row.scope) == (metric, scope))


def meaning(row_id: str, known: KpiNumbers, currency: str) -> str:
    """Return the definition of a row's number, and how it came about here."""
    kind, _space, of = row_id.partition(" ")
    match kind:
        case "kpi":
            lines = definition_lines(known.figure(of), currency)
        case "product":
            lines = _product(of, known, currency)
        case "target":
            lines = _target(of, known, currency)
        case "forecast" | "chance":
            told = known.forecast
            words = [] if told is None else forecast_words(told, currency, known.today)
            for month in () if told is None else told.months:
                words.append("   " + forecast_words(month, currency, known.today)[0])
            lines = [*words, "", *meaning_lines(kind)[1:]]
        case "stage":
            lines = _step(of, known)
        case "weakest":
            lines = _weakest(known)
        case "standing":
            lines = meaning_lines("stalled")
        case "moneyin" if known.report.money_in is not None:
            lines = [money_in_words(known.report.money_in, currency), "", *_money_in()]
        case "finding":
            lines = _finding(of, known, currency)
        case "review":
            words_of = FindingWords(known.book, currency)
            told_of = [words_of.review(one) for one in known.reviews if one.action == of]
            lines = [*told_of, "", *meaning_lines("moved")[1:]]
        case "bonus" if known.bonus is not None:
            lines = [bonus_words(known.bonus, currency), "", _bonus()]
        case _:
            lines = [_("t sets a target: of a month, a quarter, a year.")]
    return "\n".join(lines)


def _weakest(known: KpiNumbers) -> list[str]:
    """Every step against its own earlier rate, and by what rule one is named."""
    lines = []
    funnel = known.funnel
    for step in funnel.steps if funnel is not None else ():
        if funnel is not None and step.n:
            lines.append(f"{flow_words(funnel, step)} {step.k}/{step.n}: {step_words(step)}")
    return [*lines, "", *meaning_lines("weakest_step")[1:]]


def _finding(of: str, known: KpiNumbers, currency: str) -> list[str]:
    finding = known.finding(of)
    if finding is None or known.findings is None:
        return []
    return [explained(finding, known.findings, known.book, currency)]


def _money_in() -> tuple[str, ...]:
    return (
        _("money in: payments of the period, with tax"),
        _("due: what is open and due by the end of the period"),
        _("promised: open promises to pay by then; late: their day has passed"),
    )


def _bonus() -> str:
    return _("the ladder stands in the settings under bonus: what a share of the target pays")


def _product(of: str, known: KpiNumbers, currency: str) -> list[str]:
    row = next(row for row in known.report.products if row.product == of)
    again = row.repurchase
    values = {
        "product_share": f"{amount(row.net, currency)} = {row.share_shown or '—'}%",
        "product_margin": "—" if row.margin is None else f"{float(row.margin):.1%}",
        "product_repurchase": " ".join(
            filter(None, (figure_words(again, currency), interval_words(again.low, again.high)))
        ),
    }
    lines: list[str] = []
    for key, value in values.items():
        name, *rest = meaning_lines(key)
        lines += ["", f"{name}: {value}", *rest]
    return lines[1:]


def _target(of: str, known: KpiNumbers, currency: str) -> list[str]:
    metric, _space, scope = of.partition(" ")
    line = _line(of, known)
    lines = [target_words(line, currency, known.today)]
    if line.derived:
        lines.append(_("the target is a share of a longer one"))
    if (metric, scope) == ("sales_net", "all"):
        for key in PACE:
            lines += ["", *definition_lines(known.figure(key), currency)]
        return lines
    for key in PACE:
        lines += ["", *meaning_lines(key)[:2]]
    return lines


def _step(of: str, known: KpiNumbers) -> list[str]:
    """The step into a stage with its counts, and the same step a year before."""
    lines = []
    steps = known.funnel.steps if known.funnel is not None else ()
    step = next((one for one in steps if one.target == of), None)
    if step is not None and step.rate is not None:
        spread = interval_words(step.low, step.high)
        here = f"{step.k} / ({step.k} + {step.lost}) = {float(step.rate):.1%}"
        before = _("in the twelve months before: {k} of {n}")
        lines = [
            "   ".join(filter(None, (here, spread, _("{n} open").format(n=step.open)))),
            before.format(k=step.before_k, n=step.before_n),
            "",
        ]
    return [*lines, *meaning_lines("funnel_step")]
