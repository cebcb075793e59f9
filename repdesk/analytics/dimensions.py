"""What numbers are taken apart by: a customer's zone, a line's product, a deal's source, a month.

A key is text, None where the record has none: what is missing is a group of its own. A customer
with several tags is in the group of exactly these tags, `a + b`, so that every sum stays whole.
"""

from collections.abc import Callable, Mapping
from datetime import date

from repdesk.analytics.accounts import accounts
from repdesk.analytics.columns import Columns
from repdesk.analytics.ledger import Ledger
from repdesk.analytics.results.asked import PRODUCT, TIME
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal
from repdesk.domain.errors import Invalid
from repdesk.domain.period import period_of
from repdesk.domain.policy import Policy
from repdesk.domain.tier import tier_of

JOINED = " + "


class Dimensions:
    """Finds the keys of a book's records, as they stand on the ledger's day."""

    def __init__(self, book: Book, sold: Ledger, policy: Policy) -> None:
        self._book = book
        self._sold = sold
        self._policy = policy
        self._customers: dict[str, dict[str, str | None]] = {}
        self._products: dict[str, dict[str, str | None]] = {}

    def customers(self, dimension: str) -> Mapping[str, str | None]:
        """Return every customer's key, by id; raises Invalid "dimension.unknown"."""
        found = self._customers.get(dimension)
        if found is None:
            read = self._reader(dimension)
            found = {row.id: read(row) or None for row in self._book.rows("customers")}
            self._customers[dimension] = found
        return found

    def products(self, dimension: str) -> Mapping[str, str | None]:
        """Return every product's code or category, by id; raises Invalid "dimension.unknown"."""
        if dimension not in PRODUCT:
            raise Invalid("dimension.unknown", value=dimension)
        found = self._products.get(dimension)
        if found is None:
            field = "code" if dimension == "product" else "category"
            rows = self._book.rows("products")
            found = {row.id: getattr(row, field).strip() or None for row in rows}
            self._products[dimension] = found
        return found

    def of_deal(self, dimension: str, deal: Deal) -> str | None:
        """Return a deal's key: of its product, its own source, else what its customer has."""
        if dimension in PRODUCT:
            return self.products(dimension).get(deal.product or "")
        if dimension == "source" and deal.source.strip():
            return deal.source.strip()
        return self.customers(dimension).get(deal.customer)

    def of_lines(self, dimension: str, rows: Columns) -> list[str | None]:
        """Return the key of every order line, in their order.

        Raises Invalid "dimension.unknown".
        """
        if dimension in PRODUCT:
            products = self.products(dimension)
            return [products.get(line.product) for order in rows.orders for line in order.lines]
        keys = zip(self.of_orders(dimension, rows), rows.orders, strict=True)
        return [key for key, order in keys for _line in order.lines]

    def of_orders(self, dimension: str, rows: Columns) -> list[str | None]:
        """Return the key of every order, by anything but its products.

        Raises Invalid "dimension.unknown".
        """
        if dimension == "channel":
            return [order.channel.strip() or None for order in rows.orders]
        if dimension in TIME:
            periods = _Periods(dimension)
            return [periods[day] for day in rows.days]
        customers = self.customers(dimension)
        return [customers.get(customer) for customer in rows.customers]

    def _reader(self, dimension: str) -> Callable[[Customer], str | None]:
        match dimension:
            case "type" | "industry" | "zone":
                return lambda row: str(getattr(row, dimension)).strip()
            case "tag":
                return lambda row: JOINED.join(sorted({tag.strip() for tag in row.tags} - {""}))
            case "tier":
                tiers = self._tiers()
                return lambda row: tiers.get(row.id) or tier_of(self._book, row)
            case "source":
                return self._source
            case "cohort":
                return self._cohorts().get_key
        raise Invalid("dimension.unknown", value=dimension)

    def _tiers(self) -> Mapping[str, str]:
        """Return the tier of everybody who is not archived."""
        day, sold = date.fromisoformat(self._sold.day), self._sold
        standing = accounts(self._book, self._book.customers(), day, self._policy, sold.log)
        return {each.customer.id: each.tier.name for each in standing.rows}

    def _source(self, row: Customer) -> str | None:
        """Return where a customer came from: its own source, else that of its first deal."""
        if row.source.strip():
            return row.source.strip()
        deals = self._book.of("deals", "customer", row.id)
        return next((deal.source.strip() for deal in deals if deal.source.strip()), None)

    def _cohorts(self) -> "_Cohorts":
        return _Cohorts(self._sold.first_days)


class _Periods(dict[str, str]):
    """Knows the period of a kind that a day is in."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, day: str) -> str:
        found = self[day] = str(period_of(date.fromisoformat(day), self._kind))
        return found


class _Cohorts:
    """Knows the quarter of each customer's first order."""

    def __init__(self, first: Mapping[str, str]) -> None:
        self._first = first
        self._quarters = _Periods("quarter")

    def get_key(self, row: Customer) -> str | None:
        """Return the quarter, None for who never ordered."""
        day = self._first.get(row.id)
        return None if day is None else self._quarters[day]
