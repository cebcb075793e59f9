"""The commands of the KPI screen and of what it opens: a part of the one list of commands."""

from __future__ import annotations

from typing import Final

from repdesk.i18n import N_
from repdesk.ui.command import Command

KPI_COMMANDS: Final[tuple[Command, ...]] = (
    Command("period.before", "period(-1)", N_("before"), "left_square_bracket,left",
            N_("The period before"), ("kpis",), 4),
    Command("period.after", "period(1)", N_("after"), "right_square_bracket,right",
            N_("The period after"), ("kpis",), 4),
    Command("period.kind", "period_kind", N_("month, quarter, year, all"), "p",
            N_("Show a month, a quarter, a year or everything"), ("kpis",), 6),
    Command("period.typed", "period_typed", N_("period"), "f",
            N_("Type a period: last quarter, 2026-05, 1 May..today"), ("kpis",), 6),
    Command("meaning", "meaning", N_("definition"), "d", N_("What the number means"), ("kpis",), 3),
    Command("chart", "chart", N_("chart"), "c",
            N_("Draw the funnel, the months, the products, when customers are met"),
            ("kpis",), 5),
    Command("gap", "gap", N_("close the gap"), "b",
            N_("The fewest open deals that would reach the target"), ("kpis",), 5),
    Command("question", "question", N_("question"), "w",
            N_("What do you want to know? It picks the numbers and is remembered"),
            ("kpis",), 4),
    Command("numbers", "numbers", N_("which numbers"), "o",
            N_("Choose the numbers that answer the question, and their order"), ("kpis",), 8),
    Command("trend", "trend", N_("trend"), "v",
            N_("The highlighted number over 12 periods and more: where it is going"),
            ("kpis",), 6),
    Command("parts", "parts", N_("take apart"), "x",
            N_("The highlighted number by zone, product, tier, source and others; the funnel too"),
            ("kpis", "compared", "pivot", "funnels"), 6),
    Command("trend.kind", "kind", N_("by"), "p", N_("By month, quarter, week or year"),
            ("trend",), 3),
    Command("trend.more", "more", N_("more periods"), "m", N_("12, 24, 36, 8"), ("trend",), 4),
    Command("pivot", "pivot", N_("cross"), "c",
            N_("Net sales by this and something else, side by side"), ("compared", "pivot"), 3),
    Command("pivot.before", "columns(-1)", N_("columns before"), "left_square_bracket,left",
            N_("The columns before"), ("pivot",), 5),
    Command("pivot.after", "columns(1)", N_("more columns"), "right_square_bracket,right",
            N_("The columns after"), ("pivot",), 4),
    Command("numbers.keep", "keep", N_("keep"), "f2,s,ctrl+s", N_("Keep the numbers so"),
            ("shown",), 1),
    Command("numbers.take", "take", N_("in/out"), "space,ideographic_space",
            N_("Take the number in, or leave it out"), ("shown",), 2),
    Command("numbers.down", "move(1)", N_("move down"), "J,shift+down,ctrl+n",
            N_("Move the number down in the order"), ("shown",), 4),
    Command("numbers.up", "move(-1)", N_("move up"), "K,shift+up,ctrl+p",
            N_("Move the number up in the order"), ("shown",), 4),
    Command("numbers.usual", "usual", N_("the usual"), "x,delete",
            N_("Put the usual numbers back"), ("shown",), 5),
    Command("chart.next", "step(1)", N_("next chart"), "c,right_square_bracket,right,j,down",
            N_("Draw the next chart"), ("chart",), 1),
    Command("chart.previous", "step(-1)", N_("chart before"),
            "C,left_square_bracket,left,k,up", N_("Draw the chart before"), ("chart",), 3),
)  # fmt: skip
"""In the order of the key line."""
