"""What tiers are called and get, and what a review says, in both languages."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from repdesk.analytics.results import TierCoverage, TierMove
from repdesk.domain.policy import DEFAULT_TIERS
from repdesk.domain.tier import Opinion
from repdesk.i18n import set_language, set_own_words
from repdesk.wording.terms import short_tier, tier_label, tier_name
from repdesk.wording.tiers import coverage_line, move_words, playbook


@pytest.fixture(autouse=True)
def _as_usual() -> Iterator[None]:
    yield
    set_language("en")
    set_own_words({})


def test_a_tier_is_called_what_the_rep_calls_it() -> None:
    set_language("zh")
    assert [tier_name(tier) for tier in ("VIP", "key", "A级", None)] == ["VIP", "重点", "A级", ""]
    set_own_words({"tier.key": "A类", "tier.general": "[/] ${x}"})
    assert [tier_name(tier) for tier in ("VIP", "key", "general")] == ["VIP", "A类", "[/] ${x}"]
    assert [short_tier(tier) for tier in ("key", "general", "potential")] == [
        "A类",
        "[/] ${x}",
        "潜力",
    ]
    assert [tier_label(tier) for tier in ("key", "potential", "own")] == ["A类", "potential", "own"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_tier_gets_three_lines_or_the_reps_own(language: str) -> None:
    set_language(language)
    for tier in DEFAULT_TIERS:
        lines = playbook(tier)
        assert len(lines) == 3
        assert str(tier.interval_days) in lines[0]
        assert all(0 < len(line) <= 75 and "{" not in line for line in lines)
        assert playbook(replace(tier, playbook=("a",))) == ("a",)
    assert playbook(replace(DEFAULT_TIERS[0], name="gold")) == ()


def test_what_a_review_says() -> None:
    seen = Opinion()
    moved = TierMove("c", "moved", "general", "key", None, "frequency", seen)
    assert move_words(moved) == "general → key (order frequency moved most)"
    set_language("zh")
    assert move_words(moved) == "一般 → 重点(变化最大:购买频率)"
    first = TierMove("c", "first", None, "VIP", None, "", seen)
    assert move_words(first) == "VIP,初次评级"
    row = TierCoverage("VIP", 10, 8, 1, 2, 0, 1_234_500)
    assert coverage_line(row, "CNY") == "按期联系8/10,到期1,逾期2,从未联系0;约涉及12,000"
