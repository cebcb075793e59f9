"""Why a customer is on the list, as the rep reads it."""

from collections.abc import Iterator

import pytest

from repdesk.analytics.results import Reason, Suggestion
from repdesk.domain.book import Book
from repdesk.i18n import set_language
from repdesk.wording.reasons import ReasonWords

DAYS = (("gap", 35.0), ("since", 92))
LIKELY = Reason("likely", 9, (("p", 0.4), ("horizon", 14), *DAYS))
DRIFT = Reason("drift", 5, (("p_lapse", 0.5), *DAYS))


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    set_language("en")


def place(slot: str | None) -> Suggestion:
    return Suggestion(
        rank=1, customer="c", tier="key", score=14, likely=9, drift=5, deal=0, debt=0, floor=0,
        cadence=1.0, marks=4, channel="call", reasons=(LIKELY, DRIFT), slot=slot, promised=False,
        p_order=0.4, since_contact=None, interval_days=30.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "slot", "words"),
    [
        ("en", None, "4 in 10 order in 14d; every 35d, now 92d"),
        ("en", "drift", "may be leaving: 92d, usually every 35d"),
        ("zh", None, "平常35天一单,今已92天,约四成14天内下单"),
        ("zh", "drift", "可能流失:上次92天,平常35天"),
    ],
)
def test_a_rhythm_is_told_once(lang: str, slot: str | None, words: str) -> None:
    set_language(lang)
    assert ReasonWords(Book(), "CNY", "2026-06-30").short(place(slot)) == words
