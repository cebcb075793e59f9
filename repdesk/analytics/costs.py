"""Cost and gross profit of what was sold: a line's own cost, else its product's (KPIS §2)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from repdesk.analytics.columns import ONE
from repdesk.analytics.ledger import ZERO, Sale
from repdesk.domain.book import Book
from repdesk.domain.order import Line, Order, line_net, number


class Margin(NamedTuple):
    """Net and cost of the lines whose cost is known, how many these are and how many are not."""

    net: Decimal
    cost: Decimal
    lines: int
    without_cost: int

    @property
    def profit(self) -> Decimal:
        """Net less cost."""
        return self.net - self.cost


def total(margins: Iterable[Margin]) -> Margin:
    """Return the sum of margins."""
    net, cost, lines, without = ZERO, ZERO, 0, 0
    for each in margins:
        net += each.net
        cost += each.cost
        lines += each.lines
        without += each.without_cost
    return Margin(net, cost, lines, without)


class Costs:
    """Knows the products' costs of a book."""

    def __init__(self, book: Book) -> None:
        self._known = {
            product.id: Decimal(product.cost)
            for product in book.rows("products")
            if product.cost is not None
        }

    def of(self, line: Line, rate: Decimal) -> Decimal | None:
        """Return what a line cost, in the book's currency; None: not known.

        A line's own cost is in the order's currency, which `rate` turns into the book's, a
        product's in the book's.
        """
        if line.cost is not None:
            cost = number(line.cost) * number(line.qty)
            return cost if rate is ONE else cost * rate
        known = self._known.get(line.product)
        return None if known is None else known * number(line.qty)

    def brought(self, order: Order, rate: Decimal) -> tuple[Decimal, Decimal] | None:
        """Return net and cost of an order in one pass; None: of some line no cost is known."""
        net = spent = ZERO
        for line in order.lines:
            cost = self._known.get(line.product) if line.cost is None else number(line.cost)
            if cost is None:
                return None
            qty = number(line.qty)
            if line.net is None and not line.discount:
                net += qty * number(line.price or "0")
            else:
                net += line_net(line)
            cost *= qty
            spent += cost if rate is ONE or line.cost is None else cost * rate
        return net if rate is ONE else net * rate, spent

    def margin(self, sale: Sale) -> Margin:
        """Return net and cost of the lines of a sale."""
        lines, found = sale.order.lines, self.brought(sale.order, sale.rate)
        if found is None:
            return self.margin_of([(sale, each) for each in lines])
        return Margin(*found, len(lines), 0)

    def margin_of(self, lines: Iterable[tuple[Sale, Line]]) -> Margin:
        """Return net and cost of lines, each with the sale it stands in."""
        net, spent, known, without = ZERO, ZERO, 0, 0
        for sale, line in lines:
            cost = self.of(line, sale.rate)
            if cost is None:
                without += 1
            else:
                worth = line_net(line)
                net += worth if sale.rate is ONE else worth * sale.rate
                spent += cost
                known += 1
        return Margin(net, spent, known, without)
