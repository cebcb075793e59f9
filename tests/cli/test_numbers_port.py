"""What the screens ask: the analyses through the port, as plain values, each worked out once."""

import pickle
from datetime import date, timedelta
from typing import Any

import pytest

from repdesk.analytics.results.asked import BY, FUNNEL_BY, KINDS, SALES, parts_of
from repdesk.cli.answers import MOST
from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.errors import Invalid
from repdesk.wording.findings import FindingWords
from tests import f1
from tests.memory_store import MemoryStore, desk_of

DAY = "2026-06-30"


@pytest.fixture
def numbers() -> Numbers:
    return Numbers(f1.policy())


def asked(numbers: Numbers, book: Book) -> list[Any]:
    """Everything a screen may ask of one day."""
    return [
        numbers.kpis(book, "2026-Q2", DAY),
        numbers.funnel(book, DAY),
        numbers.funnel(book, DAY, "2026-Q2"),
        *(numbers.funnel_groups(book, by, DAY, "2026-Q2") for by in FUNNEL_BY),
        *(numbers.trend(book, "sales_net", DAY, kind, 8) for kind in KINDS),
        *(numbers.compare(book, "sales_net", "2026-Q2", DAY, by) for by in (None, *BY)),
        numbers.segments(book, SALES[0], SALES[-1], "2026-Q2", DAY),
        numbers.findings(book, DAY),
        numbers.reviews(book, DAY),
    ]


def test_answers_are_plain_values_and_stay_the_same(numbers: Numbers) -> None:
    book = f1.book()
    first = asked(numbers, book)
    assert asked(numbers, book) == first == asked(Numbers(f1.policy()), book)
    for answer in first:
        assert pickle.loads(pickle.dumps(answer)) == answer


def test_an_unchanged_book_is_not_asked_twice(numbers: Numbers) -> None:
    book = f1.book()
    assert numbers.findings(book, DAY) is numbers.findings(book, DAY)
    report = numbers.kpis(book, "2026-Q2", DAY)
    assert numbers.kpis(book, "2026-Q2", DAY) is report
    assert numbers.kpis(book, "2026-Q2", "2026-05-31") is not report
    assert numbers.kpis(Book(f1.tables()), "2026-Q2", DAY) is not report


def test_answers_kept_are_few(numbers: Numbers) -> None:
    book = f1.book()
    first = numbers.kpis(book, "2026-Q2", DAY)
    for back in range(MOST):
        numbers.kpis(book, "2026-Q2", (date(2026, 6, 29) - timedelta(back)).isoformat())
    again = numbers.kpis(book, "2026-Q2", DAY)
    assert again is not first
    assert again == first


def test_what_a_number_is_not_told_of_is_refused(numbers: Numbers) -> None:
    assert parts_of("attainment") == ()
    with pytest.raises(Invalid) as refused:
        numbers.compare(f1.book(), "attainment", "2026-Q2", DAY, "zone")
    assert refused.value.code == "metric.not_by"


def test_a_finding_is_acted_on_through_the_desk_as_one_change(numbers: Numbers) -> None:
    book = f1.book()
    desk = desk_of(MemoryStore(book), now=f"{DAY}T10:00:00+08:00")
    found = numbers.findings(desk.book, DAY).findings[0]
    words = FindingWords(desk.book, "CNY")
    seq = desk.book.seq
    done = desk.act_on_finding(found, words.texts(found.offer), words.name(found.id))
    assert desk.book.seq == seq + 1
    action = desk.book.get("actions", done.answer)
    made = [desk.book.get("followups", id_) for id_ in action.followups]
    assert [row.customer for row in made] == [each.customer for each in found.offer.followups]
    assert {row.from_ for row in made} == {done.answer}
    (review,) = numbers.reviews(desk.book, DAY)
    assert (review.finding, review.made, review.verdict) == (found.id, len(made), None)
    assert numbers.findings(desk.book, DAY).findings != numbers.findings(book, DAY).findings
    desk.undo()
    assert not [row for row in desk.book.rows("followups") if row.from_ == done.answer]
    assert list(desk.book.rows("actions")) == []
