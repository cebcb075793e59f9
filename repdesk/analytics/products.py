"""Products of a period: their share of net sales, their margin, who bought them again (KPIS §2)."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import compress

from repdesk.analytics.costs import Margin
from repdesk.analytics.ledger import ZERO, Ledger, Sale
from repdesk.analytics.results import Figure, Note, ProductFigures
from repdesk.analytics.window import Window, share
from repdesk.domain.book import Book
from repdesk.domain.order import Line, Order, line_net, number


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
    found: Bought = defaultdict(lambda: defaultdict(list))
    for product, order in _kept(sold, last, since):
        found[product][order.customer].append(order.date)
    return found


def _kept(sold: Ledger, last: str, since: str = "") -> Iterator[tuple[str, Order]]:
    """Yield (product, order) of all that orders up to a day kept, in the order of time."""
    credited = sold.credits
    start, end = bisect_left(sold.days, since), bisect_right(sold.days, last)
    for order in compress(sold.rows.orders[start:end], sold.bought[start:end]):
        lines = order.lines
        named = {line.product: line.qty for line in lines}
        if len(named) == len(lines) and order.id not in credited:
            for product, qty in named.items():
                if _is_positive(qty):
                    yield product, order
            continue
        kept = dict.fromkeys(named, ZERO)
        for each in (order, *[note.order for note in credited.get(order.id, ())]):
            for line in each.lines:
                kept[line.product] = kept.get(line.product, ZERO) + number(line.qty)
        for product in named:
            if kept[product] > ZERO:
                yield product, order


@lru_cache(4096)
def _is_positive(qty: str) -> bool:
    return Decimal(qty) > ZERO


def _again(key: str, buyers: Sequence[str]) -> Figure:
    """Return who has two orders or more, of those who have any; `buyers` once for each order."""
    counts = Counter(buyers)
    again = tuple(sorted([who for who, orders in counts.items() if orders >= 2]))
    return share(key, len(again), len(counts), "no_buyers", ids=again)


def _codes(book: Book, ids: set[str]) -> dict[str, str]:
    """Return the code of each product, each code once."""
    codes: dict[str, str] = {}
    for id_ in sorted(ids):
        record = book.get("products", id_)
        code = record.code if record is not None else id_
        codes[id_] = f"{code} {id_}" if code in codes.values() else code
    return codes


def _net(margin: Margin, lines: Iterable[tuple[Sale, Line]]) -> Decimal:
    """Return the net of lines: what their margin says where all of them have a cost."""
    if not margin.without_cost:
        return margin.net
    return sum([line_net(line) * sale.rate for sale, line in lines], ZERO)


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
    bought: dict[str, list[str]] = defaultdict(list)
    within: dict[str, list[str]] = defaultdict(list)
    for product, bill in _kept(window.now.sold, last):
        bought[product].append(bill.customer)
        if bill.date >= first:
            within[product].append(bill.customer)
    codes = _codes(book, {*lines, *bought})
    order = sorted(codes, key=lambda id_: (codes[id_], id_))
    margins = {id_: window.costs.margin_of(lines[id_]) for id_ in order}
    nets = {id_: _net(margins[id_], lines[id_]) for id_ in order}
    total = sum(nets.values(), ZERO)
    sound = total > 0 and all(net >= 0 for net in nets.values())
    shown = shares_shown({codes[id_]: nets[id_] for id_ in order}) if sound else {}
    note = None
    if not sound:
        note = Note("net_not_positive" if total <= 0 else "negative_product")
    found = []
    for id_ in order:
        margin = margins[id_]
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
                repurchase_period=_again("repurchase_period", within[id_]),
            )
        )
    return tuple(found)
