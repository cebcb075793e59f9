"""Orders with rhythm, drift and season: their days and what stands in them."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from repdesk.demo.catalogue import ARTICLES, BY_CODE, CONSUMABLES
from repdesk.demo.maker import TODAY, Maker, moment, working
from repdesk.demo.territory import Account
from repdesk.domain.money import decimal_text
from repdesk.domain.order import Line, line_net

SEASON = (0.86, 0.5, 1.05, 1.06, 1.08, 1.06, 1.06, 1.03, 1.0, 0.84, 1.0, 1.14)
COOLING = (0.62, 0.45, 0.85, 1.1, 1.32, 1.42, 1.4, 1.25, 1.0, 0.78, 0.7, 0.7)
"""What a month is worth of a usual one, for all and for customers with cooling water."""
BY_TENS = 100
"""Yuan below which a product is sold by tens."""
MOST_USUAL = 4
"""Times the usual quantity that a line holds at most."""
HISTORY = 729
"""Days from the first day of the history, a Monday, to the base day."""


def stock(maker: Maker) -> dict[str, Any]:
    """Add the price list; returns the products by code."""
    at = moment(TODAY - HISTORY - 260, 9)
    made = {}
    for article in ARTICLES:
        made[article.code] = maker.add(
            "products",
            at,
            code=article.code,
            name=article.name,
            aliases=article.aliases,
            category=article.category,
            unit=article.unit,
            price=article.price,
            cost=article.cost,
            note=article.note,
        )
    return made


def season(account: Account, day: int) -> float:
    """Return what the day's month is worth of a usual one to this account."""
    return (COOLING if account.trade.cooling else SEASON)[date.fromordinal(day).month - 1]


def order_days(maker: Maker, account: Account, most: int = 1_000) -> list[int]:
    """Draw the account's order days backwards from the last one; oldest first."""
    days: list[int] = []
    day = TODAY - account.since
    while day >= account.first and len(days) < most:
        placed = working(day, -1)
        if not days or placed < days[-1]:
            days.append(placed)
        gap = account.gap * maker.around(1.0, 0.45) / (0.45 + 0.55 * season(account, day))
        age = TODAY - day
        if account.mood == "slowing" and age < 300:
            gap *= 1.5
        elif account.mood == "growing" and age > 240:
            gap *= 1.45
        day -= max(4, round(gap))
        if account.mood == "once":
            break
    return days[::-1]


def lines(maker: Maker, account: Account, products: dict[str, Any], value: float) -> list[Line]:
    """Draw order lines of about that net value from what the account's industry uses."""
    codes = CONSUMABLES[account.trade.industry]
    if account.foreign:
        codes = tuple(code for code in codes if not code.startswith("SV"))
    count = maker.weighted(((1, 0.38), (2, 0.38), (3, 0.24)))
    start = maker.weighted(((0, 0.4), (1, 0.25), (2, 0.2), (3, 0.15)))
    found: list[Line] = []
    left = value
    for place in range(len(codes)):
        if place >= count and left < value / 4:
            break
        code = codes[(start + place) % len(codes)]
        found.append(line(maker, account, products, code, left / max(1, count - place)))
        left -= float(line_net(found[-1]))
    return found


def line(maker: Maker, account: Account, products: dict[str, Any], code: str, value: float) -> Line:
    """Draw one line of a product, its quantity so that it comes near the value.

    Its net is in whole yuan, so that the gross is exact to the fen: cheap things go by tens.
    """
    article = BY_CODE[code]
    price = selling_price(account, code)
    quantity = max(1, round(value / float(price)))
    if quantity > 20 or Decimal(article.price) < BY_TENS:
        quantity = max(1, round(quantity / 10)) * 10
    quantity = min(quantity, article.usual * MOST_USUAL)
    rebate = quantity > article.usual * 3 and Decimal(price) * quantity % 20 == 0
    return Line(
        product=products[code].id,
        qty=str(quantity),
        price=price,
        discount="0.05" if rebate and maker.chance(0.5) else None,
        cost=article.cost,
    )


def selling_price(account: Account, code: str) -> str:
    """Return the price this account pays: its grade's, agreed for all of the list."""
    share = {"A": Decimal("0.93"), "B": Decimal("0.97")}.get(account.grade, Decimal(1))
    listed = Decimal(BY_CODE[code].price)
    price = (listed * share).quantize(Decimal("0.1" if listed < BY_TENS else "1"), ROUND_HALF_UP)
    return decimal_text(price)
