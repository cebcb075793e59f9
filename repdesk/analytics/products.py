"""Products of a period: their share of net sales, their margin, who bought them again (KPIS §2)."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from repdesk.analytics.ledger import ZERO, Ledger, Sale
from repdesk.analytics.results import Figure, Note, ProductFigures
from repdesk.analytics.window import Window, share
from repdesk.domain.book import Book
from repdesk.domain.order import Line, line_net


def shares_shown(nets: dict[str, Decimal]) -> dict[str, str]:
    """Return percents to one decimal that add to 100.0: largest remainder, ties by code.

    `nets` by code, none negative, their sum above 0.
    """
    total = Fraction(sum(nets.values(), ZERO))
    exact = {code: Fraction(net) * 1000 / total for code, net in nets.items()}
    shown = {code: value.numerator // value.denominator for code, value in exact.items()}
    rest = 1000 - sum(shown.values())
    by_remainder = sorted(exact, key=lambda code: (shown[code] - exact[code], code))
    for code in by_remainder[:rest]:
        shown[code] += 1
    return {code: f"{value // 10}.{value % 10}" for code, value in shown.items()}


Bought = dict[str, dict[str, list[str]]]


def bought_in(sold: Ledger, last: str, since: str = "") -> Bought:
    """Return product -> customer -> the days of the orders up to a day that kept some of it.

    `since` leaves earlier orders out.
    """
    credited = sold.credits
    found: Bought = defaultdict(lambda: defaultdict(list))
    for sale in sold.purchases:
        order = sale.order
        if order.date < since:
            continue
        if order.date > last:
            break
        lines = order.lines
        names = [line.product for line in lines]
        if order.id not in credited and (len(lines) == 1 or len(set(names)) == len(lines)):
            for line in lines:
                if _is_positive(line.qty):
                    found[line.product][order.customer].append(order.date)
            continue
        kept: dict[str, Decimal] = defaultdict(Decimal)
        for each in (sale, *credited.get(order.id, ())):
            for line in each.order.lines:
                kept[line.product] += Decimal(line.qty)
        for product in dict.fromkeys(names):
            if kept[product] > ZERO:
                found[product][order.customer].append(order.date)
    return found


@lru_cache(4096)
def _is_positive(qty: str) -> bool:
    return Decimal(qty) > ZERO


def _again(key: str, orders: dict[str, list[str]], since: str = "") -> Figure:
    """Return who has two orders or more from a day on, of those who have any."""
    counts = {who: len(days) for who, days in orders.items()}
    if since:
        counts = {who: sum([day >= since for day in days]) for who, days in orders.items()}
    buyers = sum([count >= 1 for count in counts.values()])
    again = tuple(sorted([who for who, count in counts.items() if count >= 2]))
    return share(key, len(again), buyers, "no_buyers", ids=again)


def _codes(book: Book, ids: set[str]) -> dict[str, str]:
    """Return the code of each product, each code once."""
    codes: dict[str, str] = {}
    for id_ in sorted(ids):
        record = book.get("products", id_)
        code = record.code if record is not None else id_
        codes[id_] = f"{code} {id_}" if code in codes.values() else code
    return codes


def products(window: Window) -> tuple[ProductFigures, ...]:
    """Return every product sold up to the end, by code; shares null when one is negative.

    Of two products with the same code the second is called by its code and id.
    """
    book = window.now.book
    lines: dict[str, list[tuple[Sale, Line]]] = defaultdict(list)
    for sale in window.sales:
        for line in sale.order.lines:
            lines[line.product].append((sale, line))
    first, last = window.bounds
    bought = bought_in(window.now.sold, last)
    codes = _codes(book, {*lines, *bought})
    order = sorted(codes, key=lambda id_: (codes[id_], id_))
    nets = {
        id_: sum([line_net(line) * sale.rate for sale, line in lines[id_]], ZERO) for id_ in order
    }
    total = sum(nets.values(), ZERO)
    sound = total > 0 and all(net >= 0 for net in nets.values())
    shown = shares_shown({codes[id_]: nets[id_] for id_ in order}) if sound else {}
    note = None
    if not sound:
        note = Note("net_not_positive" if total <= 0 else "negative_product")
    found = []
    for id_ in order:
        margin = window.costs.margin_of(lines[id_])
        profit = Fraction(margin.profit)
        found.append(
            ProductFigures(
                product=id_,
                code=codes[id_],
                net=window.minor(nets[id_]),
                share=Fraction(nets[id_]) / Fraction(total) if sound else None,
                share_shown=shown.get(codes[id_]),
                margin=profit / Fraction(margin.net) if margin.net > 0 else None,
                lines_without_cost=margin.without_cost,
                note=note,
                repurchase=_again("repurchase", bought[id_]),
                repurchase_period=_again("repurchase_period", bought[id_], first),
            )
        )
    return tuple(found)
