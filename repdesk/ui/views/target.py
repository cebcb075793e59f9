"""The first two lines of Today: whose day it is, and the month against its target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from repdesk.analytics.results import TargetLine, TodayNumbers
from repdesk.domain.target import MONEY_METRICS
from repdesk.i18n import _, ngettext, pgettext
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.wording.amounts import amount
from repdesk.wording.amounts import percent as percent
from repdesk.wording.days import weekday
from repdesk.wording.metrics import METRICS, period_words
from repdesk.wording.terms import named


def head(today: str, name: str, zones: Sequence[str], glyphs: Glyphs = UNICODE) -> str:
    """The first line: `Today 2026-06-30 Tue · 王敏 · 苏州/无锡`."""
    day = f"{_('Today')} {today} {weekday(today)}"
    return f" {glyphs.middle} ".join(filter(None, (day, name, "/".join(zones[:3]))))


def target_line(
    numbers: TodayNumbers | None, currency: str, cells: int, glyphs: Glyphs = UNICODE
) -> str:
    """The month against its target: bar, share done, what is missing, days left.

    Without a target it says how to set one; without numbers yet it is empty.
    """
    if numbers is None:
        return ""
    line = next((one for one in numbers.targets if one.scope == "all"), None)
    if line is None:
        line = next(iter(numbers.targets), None)
    month = numbers.day[:7]
    if line is None:
        sold = numbers.sales_month.value
        said = ""
        if isinstance(sold, int):
            said = _("sold {money} this month").format(money=amount(sold, currency))
        way = _("no target for {month}: t sets one").format(month=month)
        return "; ".join(filter(None, (said, way)))
    return _target(line, numbers.day, currency, cells, glyphs)


def _target(line: TargetLine, day: str, currency: str, cells: int, glyphs: Glyphs) -> str:
    def value(number: int) -> str:
        return amount(number, currency) if line.metric in MONEY_METRICS else f"{number:,}"

    label = period_words(line.period, day)
    if line.metric != "sales_net":
        label += " " + named(dict(METRICS), line.metric)
    if line.scope != "all":
        label += f" {line.scope}"
    goal = _("target {value}").format(value=value(line.target))
    if line.actual is None or line.gap is None:
        return f"{label} {goal} " + _("(nothing known of it yet)")
    done = _("done {value}").format(value=value(line.actual))
    share = percent(line.attainment) if line.attainment is not None else ""
    if line.gap > 0:
        gap = _("gap {value}").format(value=value(line.gap))
    else:
        gap = _("reached, {value} over").format(value=value(-line.gap))
    time = ""
    if line.time_progress is not None:
        time = _("time gone {share}").format(share=percent(line.time_progress))
    left = ngettext("{n} working day left", "{n} working days left", line.working_days_left)
    left = left.format(n=line.working_days_left)
    short = f"{value(line.actual)}/{value(line.target)}"
    between = pgettext("between facts", ", ")
    for parts, facts in (
        ((label, goal, done, "BAR"), (share, gap, time, left)),
        ((label, short, "BAR"), (share, gap, time, left)),
        ((label, short), (share, gap, time, left)),
        ((label, short), (share, gap, left)),
        ((label, short), (share, gap)),
        ((label, short), (share,)),
    ):
        text = " ".join(filter(None, (*parts, between.join(filter(None, facts)))))
        if "BAR" in parts:
            room = cells - width(text) + len("BAR")
            text = text.replace("BAR", bar(line.attainment, min(room, 16), glyphs), 1)
            if room < 6:
                continue
        if width(text) <= cells:
            return text
    return f"{short} {share}"


def bar(share: Fraction | float | None, cells: int, glyphs: Glyphs = UNICODE) -> str:
    """A bar of so many cells, full as far as the share goes."""
    full = int(cells * min(max(float(share or 0), 0.0), 1.0))
    return glyphs.full * full + glyphs.rest * (cells - full)
