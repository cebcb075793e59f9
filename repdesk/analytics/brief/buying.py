"""What they buy and usually when, what they paid last, and what a competitor asks."""

from collections import Counter
from decimal import Decimal

from repdesk.analytics.brief.seen import Seen
from repdesk.analytics.ledger import ZERO
from repdesk.analytics.results import BriefPart, Source
from repdesk.domain.money import decimal_text, is_decimal, round_half_up
from repdesk.domain.order import Line, line_net

MOST_PRICES, MOST_PRODUCTS, MOST_RIVALS = 2, 3, 2
PRICE_DIGITS = 4


def unit_price(line: Line) -> str | None:
    """Return what one unit was sold at, net of discount and tax, as decimal text to four places.

    None where nothing was sold or it was given away.
    """
    qty, net = Decimal(line.qty), line_net(line)
    if qty <= ZERO or net <= ZERO:
        return None
    return decimal_text(round_half_up(net / qty, PRICE_DIGITS))


def prices(seen: Seen) -> list[BriefPart]:
    """Return the last price paid of the last products bought, the largest line of an order first,
    and the competitors named last; where there are any, of one product.
    """
    against, parts = rivals(seen), dict[str, BriefPart]()
    most = MOST_PRICES if not against else 1
    for sale in reversed(seen.bought):
        lines = sorted(sale.order.lines, key=lambda line: (-line_net(line), line.product))
        for line in lines:
            price = unit_price(line)
            if price is None or line.product in parts or len(parts) == most:
                continue
            sources = [Source("orders", sale.order.id)]
            if seen.book.get("products", line.product) is None:
                continue
            sources.append(Source("products", line.product))
            facts = (("price", price), ("currency", sale.order.currency), ("day", sale.day))
            parts[line.product] = BriefPart("paid", tuple(sources), facts)
        if len(parts) == most:
            break
    return [*parts.values(), *against]


def rivals(seen: Seen) -> list[BriefPart]:
    """Return the competitors of the open deals and of the customer, each once, the newest first.

    A price that is known goes before none.
    """
    named: dict[str, tuple[tuple[bool, str], BriefPart]] = {}

    def add(name: str, price: str | None, day: str | None, source: Source) -> None:
        price = price if price is not None and is_decimal(price) else None
        rank = (price is not None, day or "")
        facts = (("name", name), ("price", price), ("day", day))
        key = name.strip().casefold()
        if key and (key not in named or named[key][0] < rank):
            named[key] = (rank, BriefPart("against", (source,), facts))

    for one in seen.open_deals:
        rival = one.deal.competitor
        if rival is not None:
            add(rival.name, rival.price, None, Source("deals", one.deal.id))
    for each in seen.customer.competitors:
        if each.date is None or each.date <= seen.day:
            add(each.name, each.price, each.date, seen.record)
    ranked = sorted(named.items(), key=lambda item: item[0])
    ranked.sort(key=lambda item: item[1][0], reverse=True)
    return [part for _name, (_rank, part) in ranked[:MOST_RIVALS]]


def buys(seen: Seen) -> list[BriefPart]:
    """Return the rhythm of their orders, and the products in most of them."""
    if not seen.bought:
        return []
    counted: Counter[str] = Counter()
    within: dict[str, list[Source]] = {}
    for sale in seen.bought:
        for product in dict.fromkeys(line.product for line in sale.order.lines):
            if seen.book.get("products", product) is not None:
                counted[product] += 1
                within.setdefault(product, []).append(Source("orders", sale.order.id))
    of = len(seen.bought)
    parts = [
        BriefPart(
            "often",
            (Source("products", product), *within[product]),
            (("orders", n), ("of", of)),
        )
        for product, n in sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    ][:MOST_PRODUCTS]
    orders = tuple(Source("orders", sale.order.id) for sale in seen.bought)
    facts = (("orders", of), ("gap", seen.gap), ("since", seen.since))
    return [BriefPart("rhythm", orders, facts), *parts]
