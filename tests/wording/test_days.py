"""Days in words: a period says each year once, and this year not at all."""

import pytest

from repdesk.i18n import set_language
from repdesk.wording.days import days_from_to, span


@pytest.mark.parametrize(
    ("language", "first", "last", "said"),
    [
        ("en", "2026-01-01", "2026-12-31", "1 Jan – 31 Dec"),
        ("en", "1998-05-01", "1998-05-31", "1 May – 31 May 1998"),
        ("en", "2025-11-24", "2026-11-23", "24 Nov 2025 – 23 Nov 2026"),
        ("zh", "2026-01-01", "2026-12-31", "1月1日～12月31日"),
        ("zh", "1998-05-01", "1998-05-31", "1998年5月1日～5月31日"),
        ("zh", "2025-11-24", "2026-11-23", "2025年11月24日～2026年11月23日"),
    ],
)
def test_the_days_of_a_period(language: str, first: str, last: str, said: str) -> None:
    set_language(language)
    try:
        assert days_from_to(first, last, "2026-11-23") == said
    finally:
        set_language("en")


def test_a_very_long_span_is_told_in_years() -> None:
    assert span(999) == "999d"
    assert span(11_085) == "30y"
