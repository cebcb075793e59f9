"""What the charts show: the funnel, the months, the products, when customers are met; in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from repdesk.analytics.results import SalesPoint
from repdesk.domain.book import Book
from repdesk.domain.money import from_minor
from repdesk.domain.period import period_of
from repdesk.i18n import _, language
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.kpi_numbers import KpiNumbers
from repdesk.ui.ports import Numbers
from repdesk.ui.views.funnel import funnel_line, stage_word
from repdesk.wording.amounts import amount, percent
from repdesk.wording.days import MONTHS, WEEKDAYS, days_from_to

MONTHS_SHOWN = 12
PRODUCTS_SHOWN = 10
WORDS = 500
"""The one line of a chart may be as long as it needs."""


class Chart(msgspec.Struct, frozen=True):
    """A chart: bars across, or upright ones with `marks` at the same places; `said` in words."""

    name: str
    title: str
    said: str
    rows: Sequence[tuple[str, float | None]] = ()
    upright: bool = False
    marks: Mapping[str, Sequence[float | None]] = msgspec.field(default_factory=dict)
    label: int = 16


def charts(numbers: Numbers, known: KpiNumbers, currency: str, glyphs: Glyphs) -> tuple[Chart, ...]:
    """Return every chart of what is known; asked in a worker."""
    return (
        _funnel(known, glyphs),
        _months(numbers, known, currency, glyphs),
        _products(known, currency),
        *_meetings(known),
    )


def _funnel(known: KpiNumbers, glyphs: Glyphs) -> Chart:
    funnel = known.funnel
    if funnel is None or funnel.note is not None or not funnel.ids:
        why = _("there is no funnel to draw: no deal was created in twelve months")
        return Chart("funnel", _("FUNNEL"), why)
    days = days_from_to(funnel.start, funnel.end, known.today)
    rows = [(stage_word(one.stage, one.name), float(one.reached)) for one in funnel.stages]
    title = _("FUNNEL {days}").format(days=days)
    return Chart("funnel", title, funnel_line(funnel, WORDS, glyphs), rows)


def _months(numbers: Numbers, known: KpiNumbers, currency: str, glyphs: Glyphs) -> Chart:
    """Twelve months of net sales up to the period's last, their targets, a year before."""
    book, today = known.book, known.today
    last = period_of(min(known.period.last, date.fromisoformat(today)), "month")
    points = numbers.series(book, str(last), today, 2 * MONTHS_SHOWN)
    before, now = points[:MONTHS_SHOWN], points[MONTHS_SHOWN:]
    targets = [_target(numbers, book, one.period, today) for one in now]

    def major(value: int | None) -> float | None:
        return None if value is None else float(from_minor(value, currency))

    rows = [(_month(one.period), major(one.value)) for one in now]
    marks = {
        "o": [major(one.value) for one in before],
        glyphs.rule: [major(value) for value in targets],
    }
    title = _("NET SALES by month  {bar} sold  o a year before  {line} target").format(
        bar=glyphs.full, line=glyphs.rule
    )
    whole = len(now) - (last.last.isoformat() > today)
    said = _said_of_months(now[:whole], before[:whole], targets[:whole], currency)
    if whole < len(now) and now[-1].value is not None:
        money = amount(now[-1].value, currency)
        said += "; " + _("{month} so far {money}").format(month=now[-1].period, money=money)
    return Chart("sales", title, said, rows, True, marks)


def _target(numbers: Numbers, book: Book, month: str, day: str) -> int | None:
    lines = numbers.targets(book, month, day)
    return next((x.target for x in lines if x.metric == "sales_net" and x.scope == "all"), None)


def _month(text: str) -> str:
    month = int(text[5:7])
    return f"{month}月" if language() == "zh" else _(MONTHS[month - 1])


def _said_of_months(
    now: Sequence[SalesPoint],
    before: Sequence[SalesPoint],
    targets: Sequence[int | None],
    currency: str,
) -> str:
    """Whole months in one line: the sum, a year before, how many reached the target, the best."""
    sold = [(one.value, one.period) for one in now if one.value is not None]
    if not sold:
        return _("nothing was sold in these months")
    said = [
        _("{n} months: sold {money}").format(
            n=len(sold), money=amount(sum(value for value, _period in sold), currency)
        )
    ]
    year = [one.value for one in before if one.value is not None]
    if len(year) == len(before):
        said.append(_("a year before {money}").format(money=amount(sum(year), currency)))
    with_target = [
        (one.value, target)
        for one, target in zip(now, targets, strict=True)
        if one.value is not None and target is not None
    ]
    if with_target:
        reached = sum(value >= target for value, target in with_target)
        told = _("target reached in {k} of {n} months")
        said.append(told.format(k=reached, n=len(with_target)))
    best = max(sold)
    said.append(_("best {month}: {money}").format(month=best[1], money=amount(best[0], currency)))
    return "; ".join(said)


def _products(known: KpiNumbers, currency: str) -> Chart:
    sold = sorted((row for row in known.report.products if row.net > 0), key=lambda row: -row.net)
    title = _("PRODUCTS {period}: net sales, share, margin").format(period=known.period)
    if not sold:
        return Chart("products", title, _("nothing was sold"))
    rows, said = [], []
    for row in sold[:PRODUCTS_SHOWN]:
        share = "" if row.share_shown is None else f"{row.share_shown}%"
        margin = "—" if row.margin is None else percent(row.margin)
        name = " ".join(filter(None, (row.code[:14], share, f"({margin})")))
        rows.append((name, float(from_minor(row.net, currency))))
        said.append(
            _("{code} {share}, margin {margin}").format(code=row.code, share=share, margin=margin)
        )
    line = "; ".join(said[:3])
    if len(sold) > len(said[:3]):
        line += "; " + _("{n} more products").format(n=len(sold) - 3)
    return Chart("products", title, line, rows, label=30)


def _meetings(known: KpiNumbers) -> Iterable[Chart]:
    """Contacts by weekday and by hour, of the period."""
    entries = [known.book.get("interactions", id_) for id_ in known.figure("contacts").ids]
    moments = [one.at for one in entries if one is not None]
    days = Counter(_weekday(at) for at in moments)
    hours = Counter(int(at[11:13]) for at in moments if len(at) > 10)
    title = _("CONTACTS by weekday {period}").format(period=known.period)
    none = _("no contact in the period")
    weekdays = [(_(name), float(days[at])) for at, name in enumerate(WEEKDAYS)]
    said = none
    if moments:
        best = max(range(7), key=lambda at: (days[at], -at))
        told = _("{n} contacts, most on {day}: {k}")
        said = told.format(n=f"{len(moments):,}", day=_(WEEKDAYS[best]), k=days[best])
    yield Chart("weekdays", title, said, weekdays if moments else ())
    title = _("CONTACTS by hour {period}").format(period=known.period)
    if not hours:
        yield Chart("hours", title, none)
        return
    first, last = min(*hours, 8), max(*hours, 18)
    best = max(hours, key=lambda at: (hours[at], -at))
    told = _("{n} contacts with a time, most from {hour}:00 on: {k}")
    said = told.format(n=f"{sum(hours.values()):,}", hour=best, k=hours[best])
    rows = [(str(at), float(hours[at])) for at in range(first, last + 1)]
    yield Chart("hours", title, said, rows, True)


def _weekday(at: str) -> int:
    return date.fromisoformat(at[:10]).weekday()
