"""What KPIS.md §2 says of products, read plainly."""

from fractions import Fraction
from typing import Any

from tests.analytics.oracle import CENT, Sold, half_up, line_net
from tests.analytics.oracle_answers import Answers, over


def products(oracle: Answers) -> dict[str, Any]:
    """Per product: net, share, margin, repurchase of all history and of the period."""
    nets: dict[str, Fraction] = {}
    for sale in oracle.mine():
        for line in sale.row.lines:
            worth = line_net(line) * sale.rate * CENT
            nets[line.product] = nets.get(line.product, Fraction()) + worth
    known = [s for s in oracle.purchases if s.row.date <= oracle.last]
    bought: dict[str, list[Sold]] = {}
    for sale in known:
        for product in {line.product for line in sale.row.lines}:
            orders = [sale, *oracle.notes(sale.row.id, oracle.day)]
            lines = [line for each in orders for line in each.row.lines]
            if sum(Fraction(line.qty) for line in lines if line.product == product) > 0:
                bought.setdefault(product, []).append(sale)
    total = sum(nets.values(), Fraction())
    sound = total > 0 and min(nets.values()) >= 0
    found = {}
    for product in {*nets, *bought}:
        net, gained, without = oracle.profit(oracle.mine(), product)
        orders = bought.get(product, [])
        recent = [sale for sale in orders if sale.row.date >= oracle.first]
        worth = nets.get(product, Fraction())
        found[product] = {
            "net": half_up(worth),
            "share": worth / total if sound else None,
            "margin": over(gained, net),
            "without": without,
            "repurchase": again(orders),
            "repurchase_period": again(recent),
        }
    return found


def again(orders: list[Sold]) -> tuple[int, int]:
    """Customers with two orders or more, and with any."""
    buyers = [sale.row.customer for sale in orders]
    return sum(buyers.count(who) >= 2 for who in set(buyers)), len(set(buyers))
