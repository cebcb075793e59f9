"""What similar customers bought next, by counting, or nothing."""

from collections import Counter

from repdesk.analytics.brief.seen import Seen
from repdesk.analytics.intervals import SMALL, wilson
from repdesk.analytics.products import Bought, bought_in
from repdesk.analytics.results import BriefPart, Source

LEAST_SIMILAR = 10
"""Similar customers below which nothing is said."""
LEAST_TAKERS = 3
LEAST_SHARE = 0.2
"""Of them so many, and this share, must have taken the same product next."""


def took_next(seen: Seen) -> list[BriefPart]:
    """Return the product that most similar customers took next and this one never bought.

    Its main product is the one in most of its orders (then the one bought last, then by id).
    Similar are the others who bought that, of the customer's own type where LEAST_SIMILAR of them
    did (`type` says so), else of any. What one of them took next is the first product, on a later
    day than its first order of the main product, that this customer has never bought; several on
    one day all count. So k is a part of n, which also holds who took nothing more. Nothing is said
    under LEAST_SIMILAR, LEAST_TAKERS or LEAST_SHARE. Bought is as in `products.bought_in`.
    """
    bought = bought_in(seen.now.sold, seen.day)
    mine = {product for product, buyers in bought.items() if seen.customer.id in buyers}
    known = [product for product in mine if seen.book.get("products", product) is not None]
    if not known:
        return []
    main = min(known, key=lambda product: _weight(bought, product, seen.customer.id))
    others = [who for who in bought[main] if who != seen.customer.id]
    kind = seen.customer.type
    alike = [who for who in others if kind and _type(seen, who) == kind]
    if len(alike) < LEAST_SIMILAR:
        alike, kind = others, ""
    if len(alike) < LEAST_SIMILAR:
        return []
    takers = _takers(bought, main, mine, alike)
    count = Counter({product: len(who) for product, who in takers.items()})
    named = [product for product in count if seen.book.get("products", product) is not None]
    if not named:
        return []
    best = min(named, key=lambda product: (-count[product], product))
    k, n = count[best], len(alike)
    if k < LEAST_TAKERS or k < LEAST_SHARE * n:
        return []
    low, high = (wilson(k, n) if n < SMALL else None) or (None, None)
    sources = (
        Source("products", best),
        Source("products", main),
        *(Source("customers", who) for who in sorted(takers[best])),
    )
    facts = (("k", k), ("n", n), ("low", low), ("high", high), ("type", kind))
    return [BriefPart("took", sources, facts)]


def _weight(bought: Bought, product: str, customer: str) -> tuple[int, int, str]:
    days = bought[product][customer]
    return -len(days), -int(days[-1].replace("-", "")), product


def _type(seen: Seen, customer: str) -> str:
    return str(getattr(seen.book.get("customers", customer), "type", ""))


def _takers(bought: Bought, main: str, mine: set[str], alike: list[str]) -> dict[str, list[str]]:
    """Return product -> who of these took it next after the main one, as `took_next` has it."""
    start = {who: bought[main][who][0] for who in alike}
    first: dict[str, tuple[str, list[str]]] = {}
    for product, buyers in bought.items():
        if product in mine:
            continue
        for who, days in buyers.items():
            begun = start.get(who)
            # A product they had before is nothing they took next.
            if begun is None or days[0] <= begun:
                continue
            day, products = first.get(who, (days[0], []))
            if days[0] < day:
                products = []
            if days[0] <= day:
                first[who] = (days[0], [*products, product])
    found: dict[str, list[str]] = {}
    for who, (_day, products) in first.items():
        for product in products:
            found.setdefault(product, []).append(who)
    return found
