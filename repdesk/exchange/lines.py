"""The order lines of a sheet, read and resolved column by column, so that 50,000 are quick."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from repdesk.domain.money import decimal_text, round_half_up
from repdesk.domain.order import Line
from repdesk.exchange.cells import Cells
from repdesk.exchange.choices import NON_GOODS
from repdesk.exchange.draft import Draft
from repdesk.exchange.folding import fold
from repdesk.exchange.refer import References
from repdesk.exchange.result import Reason, Rejected

HEADER = ("due", "state", "currency", "tax", "rate", "channel", "created", "updated", "id")
"""Fields of the order itself that its lines repeat, beside customer and date."""

_COST_DIGITS = 12
"""Decimals of a unit's cost that is worked out of its line's: a third has no end."""


class Lines:
    """The order lines of one sheet. `reasons` by row index say which are not taken; `skipped` are
    left out of their orders without a word against these."""

    def __init__(self, cells: Cells, draft: Draft, references: References) -> None:
        self.cells = cells
        self.draft = draft
        self.references = references
        self.reasons: dict[int, Reason] = {}
        self.skipped: set[int] = set()
        for at, (column, why) in cells.refused.items():
            self.reasons[at] = Reason(why.code, {"column": column, "value": why.value})
        self._repeats()
        self._discounts()
        self.dates = self._needed("date")
        self.numbers = cells.get("number") or self._nothing()
        self.customers = self._resolve(
            ("customer", "customer_name", "zone"),
            lambda code, name, zone: references.customer(code, name, make=True, zone=zone),
        )
        self.products = self._resolve(
            ("product", "product_name", "category"),
            lambda code, name, category: references.product(
                code or (None if name else "-"), name, make=True, category=category
            ),
        )
        self.lines = self._lines()
        self._choices()
        self.header = {name: values for name in HEADER if (values := cells.get(name))}
        self.credits = cells.get("credits")
        self.deals = cells.get("deal")

    def rejected(self) -> tuple[Rejected, ...]:
        """Return the rows not taken, by their numbers in the file."""
        numbers = self.cells.numbers
        return tuple(Rejected(numbers[at], self.reasons[at]) for at in sorted(self.reasons))

    def refuse(self, at: int, code: str, **facts: Any) -> None:
        """Note why a row is not taken; the first reason stays."""
        self.reasons.setdefault(at, Reason(code, facts))

    def _nothing(self) -> list[Any]:
        return [None] * len(self.cells)

    def _needed(self, name: str) -> list[Any]:
        values = self.cells.get(name) or self._nothing()
        if None in values:
            for at, value in enumerate(values):
                if value is None:
                    self.refuse(at, "cell.needed", column=self.cells.column(name))
        return values

    def _repeats(self) -> None:
        """Refuse rows that are the same as one before: counted twice they would be sales."""
        if self.cells.source.file_map.choice("repeats") == "keep":
            return
        rows = self.cells.source.rows
        if len(set(rows)) == len(rows):
            return
        first: dict[tuple[str, ...], int] = {}
        for at, row in enumerate(rows):
            number = self.cells.numbers[at]
            seen = first.setdefault(row, number)
            if seen != number:
                self.refuse(at, "row.repeat", row=seen)
                self.skipped.add(at)

    def _discounts(self) -> None:
        """Read a column of 5, 10, 15 as percent: a share of more than all is none."""
        shares = self.cells.get("discount")
        if not shares:
            return
        numbers = {text: Decimal(text) for text in set(shares) if type(text) is str}
        if any(value > 1 for value in numbers.values()):
            self.draft.note("discount.percent", file=self.cells.source.file)
            read = {text: decimal_text(value / 100) for text, value in numbers.items()}
            shares = [read.get(one) if type(one) is str else one for one in shares]
            self.cells.by_field["discount"] = shares
            numbers = {text: Decimal(text) for text in read.values()}
        odd = {text for text, value in numbers.items() if not 0 <= value <= 1}
        for at, text in enumerate(shares) if odd else ():
            if text in odd:
                self.refuse(at, "cell.discount", value=text)

    def _resolve(
        self, names: Sequence[str], find: Callable[[Any, Any, Any], str | Reason]
    ) -> list[Any]:
        """Return the ids that three columns name, each triple looked up once."""
        given = [self.cells.get(name) for name in names]
        present = [values for values in given if values is not None]
        keys: Sequence[Any] = present[0] if len(present) == 1 else list(zip(*present, strict=True))
        if not present:
            keys = self._nothing()
        bad = self.reasons
        wanted = (key for at, key in enumerate(keys) if at not in bad) if bad else keys
        known: dict[Any, Any] = {}
        for key in dict.fromkeys(wanted):
            parts = iter(key if len(present) > 1 else (key,))
            known[key] = find(*(None if values is None else next(parts) for values in given))
        found = list(map(known.get, keys))
        if any(type(value) is Reason for value in known.values()):
            for at, value in enumerate(found):
                if type(value) is Reason:
                    self.refuse(at, value.code, **value.facts)
        return found

    def _lines(self) -> list[Line | None]:
        get = self.cells.get
        qty = self._needed("qty") if get("qty") is not None else ["1"] * len(self.cells)
        price = get("price") or self._nothing()
        net = get("net") or self._nothing()
        if None in price:
            for at, value in enumerate(price):
                if value is None and net[at] is None:
                    column = self.cells.column("price" if get("price") is not None else "net")
                    self.refuse(at, "cell.needed", column=column)
        discount = get("discount") or self._nothing()
        columns = zip(self.products, qty, price, discount, net, self._costs(qty), strict=True)
        if self.reasons:
            bad = self.reasons
            return [None if at in bad else _line(*values) for at, values in enumerate(columns)]
        return [
            Line(product=product, qty=qty, price=price, discount=discount, net=net, cost=cost)
            for product, qty, price, discount, net, cost in columns
        ]

    def _costs(self, qty: Sequence[Any]) -> Sequence[Any]:
        """Return the cost of one unit by line, where need be out of what the whole line cost."""
        costs = self.cells.get("cost") or self._nothing()
        totals = self.cells.get("line_cost")
        if totals is None:
            return costs
        bad = self.reasons
        return [
            decimal_text(round_half_up(Decimal(total) / Decimal(count), _COST_DIGITS))
            if cost is None and total is not None and at not in bad and Decimal(count)
            else cost
            for at, (cost, total, count) in enumerate(zip(costs, totals, qty, strict=True))
        ]

    def _choices(self) -> None:
        """Leave out what [choices] says to: lines without a price, lines that are no goods."""
        price, net = self.cells.get("price"), self.cells.get("net") or self._nothing()
        if price and "0" in price:
            rows = {at for at, one in enumerate(price) if one == "0" and net[at] in (None, "0")}
            self._choice("zero_price", {at for at in rows if self.lines[at]})
        names = self.cells.get("product_name") or self.cells.get("product")
        if names is None:
            return
        codes = self.cells.get("product") or names
        odd = {name for name in set(names) if name is None or fold(str(name)) in NON_GOODS}
        if odd:
            rows = {
                at
                for at, name in enumerate(names)
                if name in odd and (name is not None or codes[at] is None) and self.lines[at]
            }
            self._choice("non_goods", rows)

    def _choice(self, name: str, rows: set[int]) -> None:
        if not rows:
            return
        said = self.cells.source.file_map.choice(name) or "keep"
        if said == "skip":
            self.skipped |= rows
        self.draft.note(f"choice.{name}", count=len(rows), said=said, file=self.cells.source.file)


def _line(product: str, qty: str, price: Any, discount: Any, net: Any, cost: Any) -> Line:
    return Line(product=product, qty=qty, price=price, discount=discount, net=net, cost=cost)
