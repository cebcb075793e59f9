"""Which chart a row of the KPI screen asks for, and the charts opened on it."""

from __future__ import annotations

from functools import partial

from repdesk.ui.kpi_charts import charts
from repdesk.ui.kpi_numbers import KpiNumbers
from repdesk.ui.screens.chart import ChartScreen
from repdesk.ui.screens.framed import FramedScreen

OF_SALES = frozenset(
    {"sales_net", "sales_gross", "growth_previous", "growth_last_year", "attainment"}
)
OF_CONTACTS = frozenset({"visits", "contacts", "coverage", "sales_per_visit"})


def chart_of(row_id: str) -> str:
    """Return the chart that says most about a row; the funnel where none does."""
    kind, _space, key = row_id.partition(" ")
    if kind == "product" or key in ("margin", "sales_per_order"):
        return "products"
    if kind in ("target", "forecast", "chance", "bonus") or key in OF_SALES:
        return "sales"
    return "weekdays" if key in OF_CONTACTS else "funnel"


def open_charts(screen: FramedScreen[None], known: KpiNumbers, row_id: str) -> None:
    """Open the charts of what is known, the one of a row first."""
    numbers = screen.session.ports.numbers
    if numbers is None:
        return
    currency, glyphs = screen.session.ports.settings.currency, screen.glyphs
    asked = partial(charts, numbers, known, currency, glyphs)
    screen.app.push_screen(ChartScreen(asked, chart_of(row_id)))
