"""Books of any size from the demo's generators: for tests and benchmarks, not for reading."""

import zlib
from collections.abc import Callable
from typing import Any

from repdesk.demo import plan
from repdesk.demo.activity import Activity, Diary
from repdesk.demo.book import Tables, sorted_tables
from repdesk.demo.deals import Pipeline
from repdesk.demo.ledger import Ledger
from repdesk.demo.maker import Maker
from repdesk.demo.orders import lines, order_days, stock
from repdesk.demo.territory import Account, account, companies, enter
from repdesk.domain.book import Book

HISTORY = 365 * 12
SEED = 7
SHARES = {"A": 3.0, "B": 1.7, "C": 1.0, "D": 0.55}
"""How much more often than others an account of a grade orders and is contacted."""


def big_tables(
    customers: int = 2_000,
    interactions: int = 50_000,
    order_lines: int = 20_000,
    factor: int = 1,
    keys_of: Callable[[str], tuple[str, ...]] | None = None,
) -> Tables:
    """Return the records of so many customers, interactions and order lines, times the factor.

    Exactly that many of each; the same arguments give the same records. Without `keys_of` a name
    gets two keys as long as its pinyin would be.
    """
    maker = Maker(SEED, keys_of or _keys)
    plan.zones(maker)
    products = stock(maker)
    names = companies(maker)
    accounts = []
    for number in range(1, customers * factor + 1):
        name, place, trade = next(names)
        accounts.append(enter(maker, account(maker, name, place.zone, trade, HISTORY), number))
    ledger = Ledger(maker)
    _orders(maker, ledger, products, accounts, order_lines * factor)
    pipeline = Pipeline(maker, ledger, products, won_share=0.0)
    for row in accounts:
        pipeline.of(row)
    activity = Activity(maker, Diary(maker))
    for row, count in zip(accounts, _shared(accounts, interactions * factor), strict=True):
        activity.write_many(row, count)
    ledger.enter(returns=False)
    plan.prices(maker, accounts, products)
    plan.tiers(maker, accounts)
    plan.targets(maker)
    return sorted_tables(maker)


def big_book(
    customers: int = 2_000, interactions: int = 50_000, order_lines: int = 20_000, factor: int = 1
) -> Book:
    """Return a book of that size (see `big_tables`)."""
    return Book(big_tables(customers, interactions, order_lines, factor))


def _keys(name: str) -> tuple[str, ...]:
    return (f"{zlib.crc32(name.encode()):x}" * 2, name[:5])


def _shared(accounts: list[Account], total: int) -> list[int]:
    """Share a total among accounts by their grades; the parts add up to it."""
    weights = [SHARES[row.grade] for row in accounts]
    whole = sum(weights)
    counts, done, so_far = [], 0, 0.0
    for weight in weights:
        so_far += weight
        counts.append(round(total * so_far / whole) - done)
        done += counts[-1]
    return counts


def _orders(
    maker: Maker,
    ledger: Ledger,
    products: dict[str, Any],
    accounts: list[Account],
    total: int,
) -> None:
    """Book orders of exactly that many lines; what a short history can't hold, others take."""
    buyers = [row for row in accounts if row.mood != "lead"]
    buyers.sort(key=lambda row: row.first, reverse=True)
    left = 0
    for row, share in zip(buyers, _shared(buyers, total), strict=True):
        left += share
        for day in reversed(order_days(maker, row, most=left)):
            if left <= 0:
                break
            value = row.value * maker.around(1.0, 0.5)
            drawn = lines(maker, row, products, value)[:left]
            ledger.book(day, row, drawn)
            row.first_order = day
            left -= len(drawn)
    if left:
        raise ValueError(f"{left} order lines too many for {len(buyers)} customers")
