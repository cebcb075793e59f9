"""Sections of the KPI screen that are no figures: targets, forecast, products, the funnel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from repdesk.analytics.results import Funnel, FunnelStep, ProductFigures, TargetLine
from repdesk.domain.book import Book
from repdesk.i18n import _, ngettext
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.kpi_numbers import KpiNumbers
from repdesk.ui.views.flowed import WHOLE
from repdesk.ui.views.funnel import SMALL_SAMPLE, stage_word
from repdesk.ui.views.target import percent
from repdesk.ui.widgets.columns import Column, Heading, Look, Row, holding
from repdesk.wording.amounts import about, amount, chance
from repdesk.wording.analyses import flow_words, step_words, unnamed_words
from repdesk.wording.days import days_from_to
from repdesk.wording.goals import bonus_words, money_in_words, range_words, value_words
from repdesk.wording.metrics import METRICS, figure_words, interval_words
from repdesk.wording.notes import note_words
from repdesk.wording.terms import LOST_REASONS, named

Line = tuple[str, Row | Heading]
TARGETS = (
    Column(17, grow=1, most=26),
    Column(13, right=True),
    Column(5, right=True),
    Column(10, right=True, keep=7),
    Column(10, right=True, keep=5),
    Column(10, right=True, keep=6),
    Column(6, right=True, keep=4),
)
TOLD = (Column(17), Column(13, right=True), Column(8, grow=1))
SAID = (Column(17), Column(8, grow=1))
PRODUCTS = (
    Column(17, grow=1, most=30),
    Column(13, right=True),
    Column(7, right=True),
    Column(7, right=True, keep=7),
    Column(10, right=True, keep=6),
    Column(7, right=True, keep=5),
)
FUNNEL = (
    Column(17),
    Column(6, right=True),
    Column(10, right=True, keep=7),
    Column(7, right=True, keep=6),
    Column(6, right=True, keep=4),
    Column(8, grow=1, keep=3),
)
MORE_PRODUCTS = "more products"
FEW = 8
"""Products shown before all of them are asked for."""


def target_rows(known: KpiNumbers, currency: str, glyphs: Glyphs) -> Iterable[Line]:
    """Yield where each target of the period stands, the money to come in, the bonus."""
    report = known.report
    if report.targets:
        names = (_("done"), "", _("target"), _("gap"), _("a day"), _("pace"))
        yield "", Row((Look(_("Targets"), "strong"), *(Look(n, "dim") for n in names)), TARGETS)
    for row in report.targets:
        yield f"target {row.metric} {row.scope}", _target(row, currency, glyphs)
    if not report.targets:
        yield "set target", Row((Look(_("Target"), "strong"), _("none set; t sets one")), SAID)
    if report.money_in is not None:
        said = money_in_words(report.money_in, currency)
        yield "moneyin", Row((Look(_("Money in"), "strong"), said), SAID)
    if known.bonus is not None:
        said = bonus_words(known.bonus, currency)
        yield "bonus", Row((Look(_("Bonus"), "strong"), said), SAID)


def _target(row: TargetLine, currency: str, glyphs: Glyphs) -> Row:
    label = named(dict(METRICS), row.metric)
    if row.scope != "all":
        label += f" {row.scope}"

    def value(number: int) -> str:
        return value_words(row.metric, number, currency)

    if row.actual is None or row.gap is None:
        why = note_words(row.note) if row.note is not None else ""
        goal = _("target {value}").format(value=value(row.target))
        return Row((Look(label, "strong"), "—", Look(f"{goal}  {why}", "dim")), TOLD)
    share = "" if row.attainment is None else percent(row.attainment)
    needed = (
        "" if row.needed is None or row.gap <= 0 else value_words(row.metric, row.needed, currency)
    )
    gap = value(row.gap) if row.gap > 0 else glyphs.tick
    index = "" if row.index is None else percent(row.index)
    cells = (Look(label, "strong"), value(row.actual), share, value(row.target), gap, needed, index)
    return Row(cells, TARGETS)


def forecast_rows(known: KpiNumbers, currency: str) -> Iterable[Line]:
    """Yield what the period will bring, and the chance of its target."""
    found = known.forecast
    if found is None or found.method == "closed":
        return
    label = Look(_("Forecast"), "strong")
    if found.value is None:
        why = "" if found.note is None else note_words(found.note)
        yield "forecast", Row((label, "—", Look(why, "dim")), TOLD)
        return
    spread = ""
    if found.low is not None and found.high is not None:
        words = range_words(found.low, found.high, currency)
        spread = _("{range} in 8 of 10 months").format(range=words)
    elif found.note is not None:
        spread = note_words(found.note)
    yield "forecast", Row((label, about(found.value, currency), spread), TOLD)
    if found.chance is not None and found.target is not None:
        goal = _("of {value} or more").format(value=amount(found.target, currency))
        label = Look(_("Chance"), "strong")
        yield "chance", Row((label, chance(found.chance), goal), TOLD)


def product_rows(known: KpiNumbers, currency: str, *, whole: bool) -> Iterable[Line]:
    """Yield the products sold, the largest first: net, share, margin, who bought it again."""
    sold = sorted((row for row in known.report.products if row.net), key=lambda row: -row.net)
    names = (_("net sales"), _("share"), _("margin"), _("again"), "")
    head = Look(_("Products"), "strong")
    shown = sold if whole or len(sold) <= FEW + 1 else sold[:FEW]
    columns = holding(PRODUCTS, 4, (figure_words(row.repurchase, currency) for row in shown))
    yield "", Row((head, *(Look(name, "dim") for name in names)), columns)
    if not sold:
        yield "", Row((Look(_("nothing was sold"), "dim"), ""), SAID)
    for row in shown:
        yield f"product {row.product}", _product(row, known.book, currency, columns)
    if len(shown) < len(sold):
        more = _("{n} more: Enter shows them").format(n=f"{len(sold) - len(shown):,}")
        yield MORE_PRODUCTS, Row((Look("", "dim"), Look(more, "dim")), SAID)


def _product(row: ProductFigures, book: Book, currency: str, columns: Sequence[Column]) -> Row:
    record = book.get("products", row.product)
    name = row.code if record is None or not record.name else f"{row.code} {record.name}"
    share = "—" if row.share_shown is None else f"{row.share_shown}%"
    margin = "—" if row.margin is None else f"{float(row.margin) * 100:.1f}%"
    again = row.repurchase
    cells = (
        Look(name, "strong"),
        amount(row.net, currency),
        share,
        margin + ("*" if row.lines_without_cost else ""),
        figure_words(again, currency),
        interval_words(again.low, again.high),
    )
    return Row(cells, columns)


def funnel_rows(funnel: Funnel | None, today: str) -> Iterable[Line]:
    """Yield the funnel of twelve months, stage by stage, each step with its n and interval."""
    if funnel is None:
        return
    days = days_from_to(funnel.start, funnel.end, today)
    head = _("FUNNEL {days}").format(days=days)
    if funnel.note is not None or not funnel.ids:
        yield "", Heading(f"{head}  " + _("no deal was created"))
        return
    overall = funnel.overall
    whole = ""
    if overall.rate is not None:
        whole = _("won {k} of {n} decided {interval}").format(
            k=overall.k, n=overall.n, interval=interval_words(overall.low, overall.high)
        )
    yield "", Heading(head, whole.rstrip())
    into = {step.target: step for step in funnel.steps}
    columns = holding(FUNNEL, 2, (_step(step)[0] for step in funnel.steps))
    for one in funnel.stages:
        median = ""
        if one.median_days is not None:
            median = _("{n}d").format(n=f"{one.median_days:.3g}")
        rate, interval, lost = _step(into.get(one.stage))
        name = stage_word(one.stage, one.name)
        cells = (Look(name, "strong"), str(one.reached), rate, interval, median, lost)
        yield f"stage {one.stage}", Row(cells, columns)
    if funnel.stalled:
        n = len(funnel.stalled)
        told = ngettext(
            "{n} deal stands longer than usual in its stage",
            "{n} deals stand longer than usual in their stage",
            n,
        )
        yield "standing", Row((Look(told.format(n=n), "plain"),), WHOLE)
    said = ""
    if funnel.weakest is not None:
        step = funnel.steps[funnel.weakest]
        said = f"{flow_words(funnel, step)}: {step_words(step)}"
    elif funnel.unnamed is not None:
        said = unnamed_words(funnel.unnamed)
    if said:
        yield (
            "weakest",
            Row((Look(said, "strong" if funnel.weakest is not None else "dim"),), WHOLE),
        )


def stage_told(stage: str, funnel: Funnel) -> str:
    """Return what is said of the step into a stage, whole: its k of n, open ones, lost reasons."""
    step = next((one for one in funnel.steps if one.target == stage), None)
    rate, interval, said = _step(step)
    return "; ".join(filter(None, (f"{rate} {interval}".strip(), said)))


def _step(step: FunnelStep | None) -> tuple[str, str, str]:
    """Return rate with k/n, interval, and why deals were lost on the way there."""
    if step is None or step.rate is None:
        return "", "", ""
    lost = ", ".join(
        f"{named(dict(LOST_REASONS), reason) or _('no reason')} {n}"
        for reason, n in step.lost_reasons
    )
    few = _("too few to judge") if step.n < SMALL_SAMPLE else ""
    still = _("{n} open").format(n=step.open) if step.open else ""
    said = "; ".join(filter(None, (few, lost, still)))
    rate = f"{float(step.rate) * 100:.0f}% {step.k}/{step.n}"
    return rate, interval_words(step.low, step.high), said
