"""Every figure of a report has a name; changes as they are read."""

from datetime import date
from fractions import Fraction

import pytest

from repdesk.analytics.kpis import kpis
from repdesk.analytics.results import Figure, Unit
from repdesk.domain.period import parse_period
from repdesk.wording.metrics import BESIDE, KPIS, change_words
from tests import f1


def test_every_figure_has_a_name_of_its_own() -> None:
    report = kpis(f1.book(), parse_period("2026-Q2"), date(2026, 6, 30), f1.policy())
    names = KPIS | BESIDE
    assert {figure.key for figure in report.figures} <= names.keys()
    assert len(set(names.values())) == len(names)


@pytest.mark.parametrize(
    ("now", "base", "unit", "said"),
    [
        (150, 100, "money", "+50.0%"),
        (221, 100, "money", "+121.0%"),
        (1_500, 100, "money", "+1,400%"),
        (1, 0, "rate", "+100pp"),
        (Fraction(1, 4), Fraction(1, 2), "rate", "-25.0pp"),
        (1, 0, "money", ""),
        (40, 34, "days", "+6d"),
    ],
)
def test_a_change_fits_its_column(
    now: int | Fraction, base: int | Fraction, unit: Unit, said: str
) -> None:
    assert change_words(Figure("x", now, unit), Figure("x", base, unit)) == said
