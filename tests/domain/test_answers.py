"""Answers to suggestions: kept as shown, one change, and what each does to the list."""

from datetime import date
from typing import Any

import pytest

from repdesk.analytics.suggest import suggest
from repdesk.desk import Desk
from repdesk.domain.entry import Entry
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import ANSWERS
from repdesk.domain.policy import Policy
from repdesk.i18n import set_language
from repdesk.wording.answers import DOES, answer_words, does_words
from tests.analytics.books import DAY, Tables, ago, book, customers, steady
from tests.memory_store import MemoryStore, desk_of

NAMES = ["c0", "c1", "c2"]


def day_desk(**fields: Any) -> Desk:
    """A desk of three customers of which the rep sees the list of the day."""
    rows: Tables = {
        "customers": customers(3, **fields),
        "orders": [each for name in NAMES for each in steady(name, 30, 4, 29)],
    }
    desk = desk_of(MemoryStore(book(rows)))
    found = suggest(desk.book, DAY, Policy())
    desk.show_list(DAY.isoformat(), found.suggestions, "CNY")
    return desk


def listed(desk: Desk, day: date = DAY) -> list[str]:
    return [place.customer for place in suggest(desk.book, day, Policy()).suggestions]


@pytest.mark.parametrize("said", [one for one in ANSWERS if one not in ("planned", "snoozed")])
def test_an_answer_is_kept_as_shown_and_takes_the_customer_off_until_tomorrow(said: str) -> None:
    desk = day_desk()
    before = desk.book
    place = suggest(before, DAY, Policy()).suggestions[1]
    saved = desk.answer_suggestion(place.customer, said, " 刚下过单 ")
    (row,) = desk.book.of("answers", "customer", place.customer)
    assert (row.id, row.date, row.answer, row.why) == (saved.answer, ago(0), said, "刚下过单")
    assert (row.rank, row.score) == (2, f"{place.score / 100:.2f}")
    assert row.reasons == tuple(reason.code for reason in place.reasons)
    assert place.customer not in listed(desk)
    assert place.customer in listed(desk, date(2026, 7, 1))
    assert listed(desk) == [name for name in listed_of(before) if name != place.customer]
    desk.undo()
    assert listed(desk) == listed_of(before)
    assert desk.book.of("answers", "customer", place.customer) == ()


def listed_of(now: Any) -> list[str]:
    return [place.customer for place in suggest(now, DAY, Policy()).suggestions]


def test_snoozed_until_a_day_planned_for_a_day() -> None:
    desk = day_desk()
    desk.answer_suggestion("c0", "snoozed", until="2026-07-07")
    assert desk.book.get("customers", "c0").snooze_until == "2026-07-07"
    desk.answer_suggestion("c1", "planned", until="2026-07-02")
    (stop,) = desk.book.of("stops", "customer", "c1")
    assert (stop.date, stop.state) == ("2026-07-02", "planned")
    desk.answer_suggestion("c1", "planned", until="2026-07-02")
    assert len(desk.book.of("stops", "customer", "c1")) == 1
    desk.answer_suggestion("c2", "planned")
    assert desk.book.of("stops", "customer", "c2")[0].date == ago(0)
    for until in (None, ago(0), ago(3)):
        with pytest.raises(Invalid, match="snooze"):
            desk.answer_suggestion("c2", "snoozed", until=until)
    with pytest.raises(Invalid):
        desk.answer_suggestion("c2", "planned", until=ago(1))
    with pytest.raises(Invalid):
        desk.answer_suggestion("c2", "perhaps")


def test_a_longer_snooze_stays() -> None:
    desk = day_desk(snooze_until="2026-08-01")
    desk.answer_suggestion("c0", "not_now")
    assert desk.book.get("customers", "c0").snooze_until == "2026-08-01"


@pytest.mark.parametrize(
    ("entry", "answers"),
    [
        (Entry(kind="visit", raw="v"), 1),
        (Entry(kind="call", outcome="not_met", raw="c"), 1),
        (Entry(kind="call", outcome="not_reached", raw="c x"), 0),
        (Entry(kind="note", raw="n"), 0),
        (Entry(kind="visit", at=f"{ago(1)}T09:00:00+08:00", raw="v"), 0),
    ],
)
def test_a_contact_logged_answers_what_was_suggested(entry: Entry, answers: int) -> None:
    desk = day_desk()
    saved = desk.log("c0", entry)
    rows = desk.book.of("answers", "customer", "c0")
    assert [(row.answer, row.rank is not None) for row in rows] == [("done", True)] * answers
    assert desk.book.get("interactions", saved.answer[0]).raw == entry.raw
    desk.log("c0", entry)
    assert len(desk.book.of("answers", "customer", "c0")) == answers
    desk.undo()
    desk.undo()
    assert desk.book.of("answers", "customer", "c0") == ()


def test_who_was_not_on_the_list_of_the_day_answers_nothing() -> None:
    desk = day_desk()
    new = desk.log_new("张家港华昌", Entry(kind="visit", raw="v")).answer
    assert desk.book.count("answers") == 0
    assert new
    desk.show_list(ago(1), suggest(desk.book, DAY, Policy()).suggestions, "CNY")
    desk.log("c0", Entry(kind="visit", raw="v"))
    assert desk.book.count("answers") == 0


def test_a_stop_planned_and_a_snooze_answer_too() -> None:
    desk = day_desk()
    desk.plan("c0", ago(0))
    desk.snooze("c1", "2026-07-07")
    assert [
        (row.customer, row.answer)
        for name in NAMES
        for row in desk.book.of("answers", "customer", name)
    ] == [("c0", "planned"), ("c1", "snoozed")]
    desk.undo()
    assert desk.book.get("customers", "c1").snooze_until is None
    assert desk.book.count("answers") == 1
    bare = desk_of(MemoryStore(book({"customers": customers(1)})))
    bare.snooze("c0", "2026-07-07")
    bare.plan("c0", ago(0))
    assert (bare.book.count("answers"), bare.book.count("stops")) == (0, 1)


def test_an_answer_in_words() -> None:
    desk = day_desk()
    desk.answer_suggestion("c0", "not_now", "老板在比价")
    (row,) = desk.book.of("answers", "customer", "c0")
    words = answer_words(row, ago(-2))
    assert words.startswith("30 Jun  not now: 老板在比价 (place ")
    assert "likely order" in words
    set_language("zh")
    assert answer_words(row, ago(-2)).startswith("6月30日  暂不: 老板在比价 (第 ")
    assert does_words("snoozed", "2026-07-07", ago(0)) == "7月7日再上名单"
    set_language("en")
    assert set(DOES) == set(ANSWERS)


@pytest.mark.parametrize(
    ("fields", "ways", "promise"),
    [
        ({"snooze_until": ago(-5)}, ("wake",), ""),
        ({"do_not_contact": True}, ("allow",), "get in touch"),
        ({"archived": True}, ("revive",), ""),
        ({}, (), "联系一下"),
    ],
)
def test_bringing_in_is_one_change_that_undo_takes_back(
    fields: dict[str, Any], ways: tuple[str, ...], promise: str
) -> None:
    desk = day_desk(**fields)
    before = desk.book
    saved = desk.bring_in("c0", ways, promise)
    assert "c0" in listed(desk)
    rows = desk.book.of("followups", "customer", "c0")
    assert [(row.due, row.text) for row in rows] == ([(ago(0), promise)] if promise else [])
    assert saved.answer == (rows[0].id if promise else "")
    assert desk.book.seq == before.seq + 1
    desk.undo()
    assert desk.book.get("customers", "c0") == before.get("customers", "c0")
    assert desk.book.count("followups") == 0
