"""One place of definitions: every number has one, it fills in, it is said in both languages, and
the README says the same.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repdesk.analytics.findings_lists import KINDS as LISTS
from repdesk.analytics.findings_tested import KINDS as TESTED
from repdesk.analytics.kpis import KEYS, kpis
from repdesk.analytics.measures import METRICS
from repdesk.analytics.results import ROWS, KpiReport
from repdesk.domain.period import parse_period
from repdesk.domain.tables import TABLES
from repdesk.i18n import _, set_language
from repdesk.wording.analysed import ANALYSED
from repdesk.wording.explained import MEANINGS, definition_lines, meaning_lines, worked
from repdesk.wording.metrics import NAMES
from tests import f1

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    set_language("en")


def report() -> KpiReport:
    return kpis(f1.book(), parse_period("2026-Q2"), date(2026, 6, 30), f1.policy())


def test_every_number_has_a_name_a_definition_and_a_table_of_rows() -> None:
    assert set(KEYS) <= MEANINGS.keys()
    assert list(MEANINGS)[-18:] == list(NAMES)[-18:]
    assert MEANINGS.keys() == NAMES.keys()
    assert set(METRICS) <= MEANINGS.keys()
    assert {*TESTED, *LISTS} <= MEANINGS.keys()
    assert set(KEYS) == ROWS.keys()
    assert set(ROWS.values()) <= TABLES.keys()


def test_the_readme_says_the_same() -> None:
    part = README.split("\n## The numbers\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("| `")]
    assert rows == [
        f"| `{key}` | {NAMES[key]} | {definition.formula} |" for key, definition in MEANINGS.items()
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_is_told_in_words_with_what_it_came_from(language: str) -> None:
    set_language(language)
    for figure in report().figures:
        lines = definition_lines(figure, "CNY")
        assert len(lines) >= 4
        assert all(line.strip() for line in lines)
        assert "{" not in "".join(lines)
        assert _(NAMES[figure.key]) in lines[0]


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("sales_net", "12,000 of orders (6) − 950 of credit notes (1)"),
        ("growth_previous", "(11,050 − 8,000) / 8,000 = 38.1%"),
        ("collection_due", "11,900 / (6,000 + 11,050 − 2,200) = 80.1%"),
        ("collection_cash", "11,900 / 11,050 = 107.7%"),
        ("collection_available", "11,900 / (6,000 + 11,050) = 69.8%"),
        ("receivables", "open orders: 5"),
        ("margin", "(11,050 − 6,320) / 11,050 = 42.8%"),
        ("lead_conversion", "1 / 4 = 25.0%"),
        ("cycle_median", "wins: 3, from 10d to 74d"),
        ("sales_per_day", "11,050 / 60 = 184.17"),
        ("new_customers", "of 5 who ordered"),
        ("churn", "1 / 4 = 25.0%"),
        ("ltv_projected", "4,730 / 5 × 4.00 = 3,784"),
        ("cac", "1,500 / 2 = 750"),
        ("ltv_to_cac", "3,784 / 750 = 5.05"),
        ("attainment", "11,050 / 12,000 = 92.1%"),
        ("pace_line", "11,050 / 91 × 91 = 11,050"),
        ("pace_needed", ""),
    ],
)
def test_the_formula_with_f1s_own_figures(key: str, said: str) -> None:
    assert worked(report().figure(key), "CNY") == said


def test_the_facts_of_f1_are_the_inputs() -> None:
    """What the fixture names as intermediate sums is what the figures say they came from."""
    for case in (f1.answers(), *f1.answers()["also"][:2]):
        day = date.fromisoformat(case["asof"])
        found = kpis(f1.book(), parse_period(case["period"]), day, f1.policy())
        inputs = {
            f"{figure.key}.{each.name}": each.value
            for figure in found.figures
            for each in figure.inputs
        }
        facts = case["facts"]
        assert inputs["collection_due.opening"] == f1.minor(facts["opening_receivables"])
        assert inputs["collection_due.not_due"] == f1.minor(facts["not_yet_due"])
        assert inputs["collection_due.collected"] == f1.minor(facts["collected_applied"])
        assert inputs["collection_cash.collected"] == f1.minor(facts["collected"])
        gained = inputs["margin.net"] - inputs["margin.cost"]
        assert gained == f1.minor(facts["gross_profit"])
        assert inputs["pace_line.elapsed"] == facts["days"]
        assert found.figure("sales_per_day").n == facts["working_days"]
        assert found.figure("visits").value == facts["visits"]


def test_what_is_no_figure_of_a_report_is_explained_too() -> None:
    for key in ("forecast", "chance", "product_repurchase", "ltv_realised", *ANALYSED):
        assert len(meaning_lines(key)) == 4
