"""The demo book put together: one seed, always the same records."""

from collections.abc import Callable, Iterator
from datetime import date

from repdesk.demo import plan
from repdesk.demo.activity import Activity, Diary
from repdesk.demo.deals import Pipeline
from repdesk.demo.ledger import Ledger
from repdesk.demo.maker import TODAY, Maker
from repdesk.demo.names import ABROAD, FOREIGN
from repdesk.demo.orders import HISTORY, lines, order_days, season, stock
from repdesk.demo.pinned import PINNED
from repdesk.demo.stored import encode_tables, load
from repdesk.demo.territory import Account, account, companies, enter, trade_of
from repdesk.demo.week import Week
from repdesk.domain.book import Book
from repdesk.domain.record import Record

SEED = 20260818
CUSTOMERS = 120
OWING = "无锡东升水务"
"""Has an order that is 67 days overdue on the base day."""
KeysOf = Callable[[str], tuple[str, ...]]
Tables = dict[str, list[Record]]


def demo_tables(keys_of: KeysOf, seed: int = SEED) -> Tables:
    """Return the records of the demo book on its base day, each table in the order of its ids."""
    maker = Maker(seed, keys_of)
    plan.zones(maker)
    products = stock(maker)
    accounts = list(_accounts(maker))
    ledger = Ledger(maker)
    for row in accounts:
        for day in order_days(maker, row) if row.mood != "lead" else ():
            value = row.value * maker.around(1.0, 0.5) * (0.5 + 0.5 * season(row, day))
            ledger.book(day, row, lines(maker, row, products, value))
            row.first_order = min(row.first_order, day)
    dongsheng = next(row for row in accounts if row.name == OWING)
    ledger.book(
        TODAY - 30 - 67, dongsheng, lines(maker, dongsheng, products, 10_800.0), unpaid=True
    )
    pipeline = Pipeline(maker, ledger, products)
    activity = Activity(maker, Diary(maker))
    week = Week(maker, accounts, ledger, activity)
    week.stories(pipeline)
    for row in accounts:
        if not row.fixed or row.mood == "once":
            pipeline.of(row)
    for course in pipeline.courses:
        activity.tell(course)
    codes = {product.id: code for code, product in products.items()}
    for row, day, first in ledger.booked():
        if maker.chance(0.3):
            activity.ordered(row, day, first, codes[first.product])
    for row in accounts:
        activity.visit_round(row)
    ledger.enter()
    week.promises({course.account.id: course.deal.id for course in pipeline.open()})
    week.complaint()
    week.meeting()
    week.stops()
    week.set_aside(accounts)
    plan.prices(maker, accounts, products)
    plan.tiers(maker, accounts)
    plan.targets(maker)
    plan.spends(maker, accounts)
    plan.answers(maker, accounts)
    week.tried()
    return sorted_tables(maker)


def demo_bytes(keys_of: KeysOf) -> bytes:
    """Return the demo file as the generator makes it."""
    return encode_tables(demo_tables(keys_of))


def demo_book(today: date, keys_of: KeysOf) -> Book:
    """Return the demo book as the generator makes it, moved to the week of today."""
    return load(demo_bytes(keys_of), today)


def sorted_tables(maker: Maker) -> Tables:
    """Return what was made, each table in the order of its ids."""
    return {table: [rows[id_] for id_ in sorted(rows)] for table, rows in maker.tables.items()}


def _accounts(maker: Maker) -> Iterator[Account]:
    number = 1001
    for pin in PINNED:
        made = account(
            maker,
            pin.name,
            pin.zone,
            trade_of(pin.industry),
            HISTORY,
            alias=pin.alias,
            fixed=True,
            people=pin.people,
            **pin.known,
        )
        yield enter(maker, made, number)
        number += 1
    for place, abroad in enumerate(FOREIGN):
        known = {"grade": "BCBCDBCD"[place], "mood": "steady" if place < 6 else "lead"}
        made = account(
            maker,
            abroad.name,
            ABROAD,
            trade_of(abroad.industry),
            HISTORY,
            city=abroad.city,
            foreign=abroad,
            **known,
        )
        yield enter(maker, made, number)
        number += 1
    taken = {pin.name for pin in PINNED}
    for name, spot, trade in companies(maker):
        if number > 1000 + CUSTOMERS:
            return
        if name not in taken:
            yield enter(maker, account(maker, name, spot.zone, trade, HISTORY), number)
            number += 1
