"""Who next, the KPI report, forecast and targets, imports done."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from random import Random

from repdesk.analytics.forecast import forecast
from repdesk.analytics.gap import gap_plan
from repdesk.analytics.kpis import kpis
from repdesk.analytics.plan import plan_day
from repdesk.analytics.rank import LoggedOrder, rank
from repdesk.analytics.situation import situation
from repdesk.analytics.suggest import suggest
from repdesk.analytics.today import today
from repdesk.cli.numbers import Numbers
from repdesk.data_files import data_file
from repdesk.demo.big import big_book
from repdesk.demo.stored import BASE, load
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.interaction import Interaction
from repdesk.domain.order import Line, Order
from repdesk.domain.period import parse_period, period_of
from repdesk.domain.policy import Policy
from tests.benchmarks.report import Row
from tests.benchmarks.timing import middle, milliseconds, repeated, spread

RUNS = 9
CUSTOMERS, ORDER_DAYS = 5_000, 40_000


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the report over the book of ten times the size."""
    policy = Policy()
    log = _log()
    taken = repeated(lambda: rank(log, BASE, policy), RUNS)
    what = f"rank a log, {CUSTOMERS:,} customers / {len(log):,} order days"
    yield Row(what, middle(taken), "ms", most=150, spread=spread(taken))
    book = big_book(CUSTOMERS, 50_000, 69_000)
    days = sum(
        len({row.date for row in book.of("orders", "customer", id_)})
        for id_ in book.keys("orders", "customer")
    )
    taken = repeated(lambda: suggest(book, BASE, policy), RUNS)
    what = f"who next with reasons, {CUSTOMERS:,} / {days:,} order days"
    yield Row(what, middle(taken), "ms", most=150, spread=spread(taken))
    demo = load(data_file("demo.json"), BASE)
    yield _one("Today's numbers, demo book", lambda: today(demo, BASE, policy))
    yield _after_saves(big_book(), policy)
    yield _planned(big_book(), policy)
    yield from _goals(big_book(), policy)
    yield from _reports("demo book", demo, policy)
    yield from _reports("2,000 customers / 50,000", big_book(), policy)
    if big:
        yield from _reports("20,000 customers / 500,000", big_book(factor=10), policy)


def _one(what: str, run: Callable[[], object], most: float | None = None) -> Row:
    taken = repeated(run, RUNS)
    return Row(what, middle(taken), "ms", most=most, spread=spread(taken))


def _planned(book: Book, policy: Policy) -> Row:
    """Measure the plan of tomorrow, the list known."""
    tomorrow, now = BASE + timedelta(1), f"{BASE.isoformat()}T18:00:00+08:00"
    listed = suggest(book, tomorrow, policy)
    what = f"the plan of a day from a list of {len(listed.suggestions):,}, 2,000 customers"
    return _one(what, lambda: plan_day(book, tomorrow, policy, listed, now))


def _reports(name: str, book: Book, policy: Policy) -> Iterator[Row]:
    quarter = parse_period("2026-Q2")
    yield _one(f"KPI report of a quarter, {name}", lambda: kpis(book, quarter, BASE, policy), 400)


def _after_saves(book: Book, policy: Policy) -> Row:
    """Measure Today's numbers in a session, each time after one more visit was logged."""
    numbers, day = Numbers(policy), BASE.isoformat()
    ids = [row.id for row in book.customers()]
    numbers.today(book, day)
    taken = []
    for at in range(RUNS):
        at_nine = f"{day}T09:00:00+08:00"
        visit = Interaction(id=f"visit{at}", customer=ids[at], at=at_nine, kind="visit")
        book = book.with_puts([Put("interactions", visit.id, None, visit)])
        taken.append(milliseconds(partial(numbers.today, book, day)))
    what = "Today's numbers after a save, 2,000 customers / 50,000"
    return Row(what, middle(taken), "ms", spread=spread(taken))


def _goals(book: Book, policy: Policy) -> Iterator[Row]:
    """Measure the forecast, the gap closer, and what a saved order did for the targets."""
    name, day = "2,000 customers / 50,000", BASE - timedelta(10)
    now, month = situation(book, day, policy), period_of(day, "month")
    yield _one(f"forecast of the month, {name}", lambda: forecast(now, month))
    yield _one(f"gap closer, {name}", lambda: gap_plan(now, month))
    numbers, ids = Numbers(policy), [row.id for row in book.customers()]
    numbers.today(book, day.isoformat())
    taken = []
    for at in range(RUNS):
        line = Line(product="p", qty="1", price="1000")
        new = Order(id=f"order{at}", customer=ids[at], date=day.isoformat(), lines=(line,))
        after = book.with_puts([Put("orders", new.id, None, new)])
        taken.append(milliseconds(partial(numbers.target_steps, book, after, day.isoformat())))
        book = after
    yield Row(f"targets moved by an order, {name}", middle(taken), "ms", spread=spread(taken))


def _log() -> list[LoggedOrder]:
    """Return order days of customers with rhythms of their own, in no order."""
    chance = Random(3)
    log = []
    for number in range(CUSTOMERS):
        gap = chance.randint(15, 120)
        day = BASE - timedelta(days=chance.randint(0, 2 * gap))
        for _order in range(ORDER_DAYS // CUSTOMERS):
            log.append(LoggedOrder(f"c{number:05}", day, float(chance.randint(500, 50_000))))
            day -= timedelta(days=max(1, round(gap * chance.uniform(0.5, 1.6))))
    chance.shuffle(log)
    return log
