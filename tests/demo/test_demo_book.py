"""The demo book as a file: always the same, keeps every rule, moves to the week of today."""

from collections import Counter
from datetime import date, timedelta

import pytest

from repdesk.data_files import data_file
from repdesk.demo.book import demo_book, demo_bytes, demo_tables
from repdesk.demo.stored import BASE, decode_tables, load, tuesday
from repdesk.domain.book import Book
from repdesk.domain.rules import check, check_references
from repdesk.domain.tables import TABLES
from repdesk.notation.pinyin import keys
from tests.demo.debts import overdue

WEEK = [BASE + timedelta(days=days) for days in range(7)]


@pytest.fixture(scope="module")
def book() -> Book:
    return load(data_file("demo.json"), BASE)


def test_the_file_is_what_the_generator_makes() -> None:
    assert demo_bytes(keys) == data_file("demo.json").read_bytes()


def test_made_twice_it_is_the_same() -> None:
    def nameless(_name: str) -> tuple[str, ...]:
        return ()

    assert demo_tables(nameless) == demo_tables(nameless)


def test_the_generated_book_is_the_loaded_one(book: Book) -> None:
    made = demo_book(BASE, keys)
    for table in TABLES:
        assert list(made.rows(table)) == list(book.rows(table))


def test_every_record_keeps_the_rules(book: Book) -> None:
    for table in TABLES:
        for record in book.rows(table):
            check(table, record)
            check_references(table, record, lambda other, id_: book.get(other, id_) is not None)


def test_ids_sort_by_age_and_are_unlike(book: Book) -> None:
    everything = [row for table in TABLES for row in book.rows(table)]
    assert len({row.id for row in everything}) == len(everything)
    by_id = sorted(everything, key=lambda row: row.id)
    assert [row.created for row in by_id] == sorted(row.created for row in everything)


@pytest.mark.parametrize("today", WEEK)
def test_each_day_of_the_week_has_something_to_do(today: date) -> None:
    day = today.isoformat()
    there = load(data_file("demo.json"), today)
    assert any(row.state == "planned" for row in there.of("stops", "day", day))
    assert any(row.state == "open" for row in there.of("followups", "day", day))
    assert overdue(there, day)
    late = [row for row in there.rows("followups") if row.state == "open" and row.due < day]
    assert 3 <= len(late) <= 9


def test_the_days_since_the_tuesday_were_lived() -> None:
    monday = load(data_file("demo.json"), WEEK[-1])
    gone = {day.isoformat() for day in WEEK[:-1]}
    for row in monday.rows("stops"):
        assert (row.state == "planned") == (row.date == WEEK[-1].isoformat())
    closed = [row for row in monday.rows("followups") if row.closed in gone]
    assert len(closed) >= 10
    assert all(row.state == "done" and row.due == row.closed for row in closed)


@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2025, 2, 28), date(2031, 1, 1)])
def test_it_moves_by_whole_weeks(book: Book, today: date) -> None:
    moved = load(data_file("demo.json"), today)
    base = tuesday(today)
    assert base.weekday() == 1
    assert timedelta() <= today - base < timedelta(days=7)
    for table, field in (("orders", "date"), ("stops", "date"), ("followups", "due")):
        for row in book.rows(table):
            there = date.fromisoformat(getattr(moved.get(table, row.id), field))
            assert there - date.fromisoformat(getattr(row, field)) == base - BASE
    assert any(row.period == f"{base:%Y-%m}" for row in moved.rows("targets"))
    periods = Counter((row.metric, row.period) for row in moved.rows("targets"))
    assert set(periods.values()) == {1}


def test_customers_are_some_120_here_and_abroad(book: Book) -> None:
    assert 115 <= book.count("customers") <= 125
    names = {row.name for row in book.rows("customers")}
    assert {"苏州恒力精密", "张家港华昌", "Minh Phuc Water JSC"} <= names
    zones = Counter(row.zone for row in book.customers())
    here = {"苏州", "无锡", "昆山", "常熟", "吴江", "太仓", "张家港", "江阴"}
    assert zones.keys() == here | {"海外"} == {row.name for row in book.rows("zones")}
    assert sum(row.archived for row in book.rows("customers")) == 1
    assert any(row.do_not_contact for row in book.rows("customers"))
    assert sum(bool(row.snooze_until) for row in book.rows("customers")) == 3
    never = [row for row in book.customers() if not book.of("orders", "customer", row.id)]
    assert 10 <= len(never) <= 30


def test_every_name_is_found_by_its_pinyin(book: Book) -> None:
    for row in (*book.rows("customers"), *book.rows("contacts")):
        assert set(keys(row.name)) <= set(row.keys)


def test_phone_numbers_belong_to_nobody(book: Book) -> None:
    kept = ("138-0000-", "+49 30 23125 ", "+44 1632 960", "+1 614-555-01")
    invented = ("+81 6-0000-0", "+84 225 0000 ", "+84 228 0000 ", "+60 4-000 0")
    phones = [p for t in ("customers", "contacts") for row in book.rows(t) for p in row.phones]
    assert all(phone.startswith((*kept, *invented)) for phone in phones)


def test_it_reads_as_the_export_does() -> None:
    data = data_file("demo.json").read_bytes()
    tables = decode_tables(data)
    rows = sum(len(found) for found in tables.values())
    starts = [line for line in data.splitlines() if line.startswith(b'{"id"')]
    assert len(starts) == rows
