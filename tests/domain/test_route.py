"""The order of a day's stops, and which is next."""

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Stop
from repdesk.domain.route import next_stop, stops_of

DAY = "2026-06-30"


def day(*stops: Stop) -> Book:
    customers = [Customer(id=f"c{at}", name="[/] ${x}") for at in range(1, 5)]
    puts = [Put("customers", row.id, None, row) for row in customers]
    return Book().with_puts([*puts, *(Put("stops", row.id, None, row) for row in stops)])


def test_stops_stand_by_time_and_those_without_one_last() -> None:
    book = day(
        Stop(id="s1", customer="c1", date=DAY),
        Stop(id="s2", customer="c2", date=DAY, time="14:00"),
        Stop(id="s3", customer="c3", date=DAY, time="09:00"),
        Stop(id="s4", customer="c4", date=DAY, time="08:00", state="moved"),
        Stop(id="s5", customer="c4", date="2026-07-01", time="08:00"),
    )
    assert [row.id for row in stops_of(book, DAY)] == ["s3", "s2", "s1"]


def test_next_is_the_next_planned_one_then_one_left_out() -> None:
    book = day(
        Stop(id="s1", customer="c1", date=DAY, time="09:00"),
        Stop(id="s2", customer="c2", date=DAY, time="10:00"),
        Stop(id="s3", customer="c3", date=DAY, time="11:00", state="done"),
    )
    assert next_stop(book, DAY, "c4") == "c1"
    assert next_stop(book, DAY, "c1") == "c2"
    assert next_stop(book, DAY, "c2") == "c1"
    assert next_stop(book, DAY, "c3") == "c1"
    assert next_stop(book, "2026-07-02", "c1") == ""


def test_no_stop_is_next_to_itself_or_of_a_customer_that_is_gone() -> None:
    book = day(
        Stop(id="s1", customer="c1", date=DAY, time="09:00"),
        Stop(id="s2", customer="gone", date=DAY, time="10:00"),
        Stop(id="s3", customer="c1", date=DAY, time="11:00"),
    )
    assert next_stop(book, DAY, "c1") == ""
