"""Every figure of a report has a name."""

from datetime import date

from repdesk.analytics.kpis import kpis
from repdesk.domain.period import parse_period
from repdesk.wording.metrics import BESIDE, KPIS
from tests import f1


def test_every_figure_has_a_name_of_its_own() -> None:
    report = kpis(f1.book(), parse_period("2026-Q2"), date(2026, 6, 30), f1.policy())
    names = KPIS | BESIDE
    assert {figure.key for figure in report.figures} <= names.keys()
    assert len(set(names.values())) == len(names)
