"""Targets, bonus, what moved, money to come and forecasts, as the rep reads them."""

from collections.abc import Iterator
from fractions import Fraction

import pytest
from msgspec.structs import replace

from repdesk.analytics.results import (
    Bonus,
    BonusStep,
    Forecast,
    MoneyIn,
    Note,
    TargetLine,
    TargetStep,
)
from repdesk.i18n import set_language
from repdesk.wording.amounts import about, chance
from repdesk.wording.goals import (
    bonus_words,
    forecast_words,
    money_in_words,
    moved_words,
    range_words,
    target_words,
)

TODAY = "2026-06-20"
LINE = TargetLine(
    metric="sales_net", scope="all", period="2026-06", target=1_200_000, actual=1_105_000,
    attainment=Fraction(1_105, 1_200), gap=95_000, needed=9_500, time_progress=Fraction(19, 30),
    days=30, days_left=10, working_days_left=8, derived=False, stretch=1_500_000, team=1_000_000,
)  # fmt: skip
NEXT = BonusStep(Fraction(1), 300_000)
LADDER = Bonus("sales_net", "2026-06", None, NEXT, 120_000)
STEP = TargetStep(
    metric="sales_net", scope="pumps×Suzhou", period="2026-06", target=1_200_000, before=1_104_000,
    after=1_140_000, attainment_before=Fraction(92, 100), attainment_after=Fraction(95, 100),
    gap=60_000, bonus=LADDER,
)  # fmt: skip
MONTH = Forecast(
    "2026-06", "ses+theta+last_year", 225_000_000, low=193_000_000, high=262_000_000, chance=0.375,
    target=240_000_000, done=120_000_000, usual=0.61, pipeline=31_400_000, history=23,
)  # fmt: skip


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    set_language("en")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            "This month Net sales target 12,000 done 11,050 92% gap 950 95 a day needed "
            "stretch 15,000 74% team average 10,000 111%",
        ),
        (
            "zh",
            "本月 销售额 目标12,000 已完成11,050 92% 差950 每天需 95 挑战目标 15,000 74% "
            "团队平均 10,000 111%",
        ),
    ],
)
def test_a_target_and_where_it_stands(lang: str, said: str) -> None:
    set_language(lang)
    assert target_words(LINE, "CNY", TODAY) == said


def test_a_count_needs_a_fraction_a_day_and_the_unknown_says_why() -> None:
    visits = replace(
        LINE, metric="visits", target=12, actual=5, gap=7, needed=Fraction(7, 10), stretch=None,
        team=None, attainment=Fraction(5, 12),
    )  # fmt: skip
    assert target_words(visits, "CNY", TODAY).endswith("done 5 42% gap 7 0.7 a day needed")
    unknown = replace(LINE, actual=None, note=Note("no_payments"))
    assert target_words(unknown, "CNY", TODAY).endswith(
        "target 12,000 (no payment was ever recorded)"
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (LADDER, "1,200 more reaches 100%: bonus 3,000"),
        (replace(LADDER, following=None, reached=NEXT), "100% reached: bonus 3,000"),
        (replace(LADDER, following=None, note=Note("no_target")), "bonus: no target is set"),
        (replace(LADDER, metric="orders", missing=3), "3 more reaches 100%: bonus 3,000"),
    ],
)
def test_what_the_next_order_is_worth(found: Bonus, said: str) -> None:
    assert bonus_words(found, "CNY") == said


def test_what_a_saved_order_moved() -> None:
    assert moved_words(STEP, "CNY", TODAY) == (
        "This month Net sales pumps×Suzhou 92% → 95%, gap 600, 1,200 more reaches 100%: bonus 3,000"
    )
    reached = replace(STEP, gap=-5, attainment_after=Fraction(2), bonus=None, scope="all")
    assert moved_words(reached, "CNY", TODAY, "->") == "This month Net sales 92% -> 200%"


def test_money_to_come() -> None:
    found = MoneyIn(400_000, 1_200_000, 500_000, 200_000, ())
    assert money_in_words(found, "CNY") == (
        "money in 4,000 · due 12,000 · promised 5,000 (2,000 late)"
    )
    assert money_in_words(MoneyIn(0, None, 0, 0, ()), "CNY") == "money in 0 · promised 0"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            [
                "This month: about 2,300,000",
                "1.9-2.6 M in 8 of 10 months",
                "target 2,400,000: chance 38%",
                "sold so far 1,200,000; by now usually 61% of a month is done",
                "open deals bring about 310,000 in the days left",
            ],
        ),
        (
            "zh",
            [
                "本月: 大约 2,300,000",
                "十个月里有八个月在 190-260万",
                "目标2,400,000: 可能 38%",
                "已卖 1,200,000;通常到今天完成一个月的 61%",
                "剩下的日子里,在谈商机大约带来 310,000",
            ],
        ),
    ],
)
def test_a_forecast_in_words(lang: str, said: list[str]) -> None:
    set_language(lang)
    assert forecast_words(MONTH, "CNY", TODAY) == said


def test_a_forecast_that_is_none_says_why() -> None:
    none = Forecast(
        "2026-06", None, None, note=Note("short_history", (("months", 2), ("fewest", 6)))
    )
    assert forecast_words(none, "CNY", TODAY) == [
        "This month: no forecast: 2 complete months of history; 6 are needed"
    ]
    closed = Forecast("2026-05", "closed", 100_050)
    assert forecast_words(closed, "CNY", TODAY) == ["May 2026: sold 1,000.50"]


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (193_456_700, 263_000_000, "1.9-2.6 M"),
        (3_641_000, 4_102_000, "36,000-41,000"),
        (3_641_000, 3_645_000, "36,400-36,500"),
        (0, 12_345, "0-120"),
        (0, 0, "0-0"),
        (-50_000, 120_000, "-500-1,200"),
    ],
)
def test_bounds_have_as_many_digits_as_tell_them_apart(low: int, high: int, said: str) -> None:
    assert range_words(low, high, "CNY") == said


def test_estimates_are_rough_and_small_chances_are_not_nothing() -> None:
    assert [about(each, "CNY") for each in (0, 243_750, 99_999)] == ["0", "2,400", "1,000"]
    assert [chance(each) for each in (0.0, 0.002, 0.5, 0.999)] == ["0%", "<1%", "50%", "99%"]
