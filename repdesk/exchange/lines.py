"""Order lines, joined by order number into orders: column by column, so that 50,000 are quick."""

from collections import defaultdict
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from repdesk.domain.errors import Invalid
from repdesk.domain.money import decimal_text
from repdesk.domain.order import Line, Order
from repdesk.domain.record import Record
from repdesk.exchange.cells import Cells
from repdesk.exchange.choices import NON_GOODS
from repdesk.exchange.draft import Draft
from repdesk.exchange.folding import fold
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.refer import References
from repdesk.exchange.result import Reason, Rejected

HEADER = ("due", "state", "currency", "tax", "rate", "channel", "created", "updated", "id")
"""Fields of the order itself that its lines repeat, beside customer and date."""

_ONE_OF_ORDER = "order.other_line"


class Place(NamedTuple):
    """Where a line stands: which sheet's cells, which of its rows."""

    lines: "Lines"
    at: int


class Lines:
    """The order lines of one sheet, read and resolved."""

    def __init__(
        self, cells: Cells, draft: Draft, references: References, options: ImportOptions
    ) -> None:
        self.cells = cells
        self.draft = draft
        self.references = references
        self.options = options
        self.rejected: list[Rejected] = []
        self.reasons: dict[int, Reason] = {}
        self.skipped: set[int] = set()
        for at, (column, why) in cells.refused.items():
            self.reasons[at] = Reason(why.code, {"column": column, "value": why.value})
        self._repeats()
        self._discounts()
        self.customers = self._customers()
        self.products = self._products()
        self.lines = self._lines()
        self._choices()
        dates = cells.get("date") or [None] * len(cells)
        if None in dates:
            for at, date in enumerate(dates):
                if date is None:
                    self._refuse(at, "cell.needed", column=cells.column("date"))
        self.dates = dates
        self.numbers = cells.get("number") or [None] * len(cells)
        self.header = {name: values for name in HEADER if (values := cells.get(name))}
        self.credits = cells.get("credits")
        self.deals = cells.get("deal")

    def _refuse(self, at: int, code: str, **facts: Any) -> None:
        self.reasons.setdefault(at, Reason(code, facts))

    def _repeats(self) -> None:
        if self.cells.source.file_map.choice("repeats") == "keep":
            return
        rows = [tuple(row) for _number, row in self.cells.source.rows]
        if len(set(rows)) == len(rows):
            return
        first: dict[tuple[str, ...], int] = {}
        for at, row in enumerate(rows):
            number = self.cells.numbers[at]
            seen = first.setdefault(row, number)
            if seen != number:
                self._refuse(at, "row.repeat", row=seen)
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
                self._refuse(at, "cell.discount", value=text)

    def _resolve(self, columns: list[Any], known: dict[Any, Any]) -> list[Any]:
        """Return the ids of a column of keys, each worked out once; refusals are noted."""
        found = list(map(known.__getitem__, columns))
        if any(isinstance(value, Reason) for value in known.values()):
            for at, value in enumerate(found):
                if isinstance(value, Reason):
                    self._refuse(at, value.code, **value.facts)
        return found

    def _customers(self) -> list[Any]:
        cells = self.cells
        none = [None] * len(cells)
        keys = list(
            zip(
                *(cells.get(name) or none for name in ("customer", "customer_name", "zone")),
                strict=True,
            )
        )
        known: dict[Any, Any] = {}
        for at, key in enumerate(keys):
            if known.get(key) is None:
                known[key] = None if at in self.reasons else self._customer(*key)
        return self._resolve(keys, known)

    def _customer(self, code: str | None, name: str | None, zone: str | None) -> str | Reason:
        return self.references.customer(code, name, make=True, zone=zone)

    def _products(self) -> list[Any]:
        cells = self.cells
        none = [None] * len(cells)
        names = ("product", "product_name", "category")
        keys = list(zip(*(cells.get(name) or none for name in names), strict=True))
        known: dict[Any, Any] = {}
        for at, key in enumerate(keys):
            if known.get(key) is None:
                known[key] = None if at in self.reasons else self._product(*key)
        return self._resolve(keys, known)

    def _product(self, code: str | None, name: str | None, category: str | None) -> str | Reason:
        if not code and not name:
            code = name = "-"
        return self.references.product(code, name, make=True, category=category)

    def _lines(self) -> list[Line | None]:
        cells = self.cells
        none = [None] * len(cells)
        columns = [cells.get(name) or none for name in ("qty", "price", "discount", "net", "cost")]
        totals = cells.get("line_cost") or none
        lines: list[Line | None] = []
        add = lines.append
        for at, (product, qty, price, discount, net, cost, total) in enumerate(
            zip(self.products, *columns, totals, strict=True)
        ):
            if at in self.reasons:
                add(None)
                continue
            if qty is None:
                if cells.get("qty") is not None:
                    self._refuse(at, "cell.needed", column=cells.column("qty"))
                    add(None)
                    continue
                qty = "1"
            if price is None and net is None:
                self._refuse(at, "cell.needed", column=cells.column("price"))
                add(None)
                continue
            if cost is None and total is not None and Decimal(qty):
                cost = decimal_text((Decimal(total) / Decimal(qty)).normalize())
            add(Line(product=product, qty=qty, price=price, discount=discount, net=net, cost=cost))
        return lines

    def _choices(self) -> None:
        """Leave out what [choices] says to: lines without a price, lines that are no goods."""
        free = {at for at, line in enumerate(self.lines) if line and _is_free(line)}
        if free:
            self._choice("zero_price", free)
        goods = self.cells.get("product_name") or self.cells.get("product")
        codes = self.cells.get("product") or goods
        if goods is None or codes is None:
            return
        none = {name for name in set(goods) if name is None or fold(str(name)) in NON_GOODS}
        if none:
            rows = {
                at
                for at, name in enumerate(goods)
                if name in none and (name is not None or codes[at] is None) and self.lines[at]
            }
            if rows:
                self._choice("non_goods", rows)

    def _choice(self, name: str, rows: set[int]) -> None:
        said = self.cells.source.file_map.choice(name) or "keep"
        if said == "skip":
            self.skipped |= rows
        self.draft.note(f"choice.{name}", count=len(rows), said=said, file=self.cells.source.file)


def _is_free(line: Line) -> bool:
    return (line.net is None and line.price in ("0", None)) or line.net == "0" == line.price


def join(sheets: list[Lines], draft: Draft, options: ImportOptions) -> None:
    """Make orders of the lines of all sheets and lay them over the book."""
    orders: dict[Any, list[Place]] = defaultdict(list)
    for sheet in sheets:
        numberless = sheet.cells.get("number") is None
        for at, number in enumerate(sheet.numbers):
            if at in sheet.skipped:
                continue
            key = number
            if number is None:
                key = (sheet.customers[at], sheet.dates[at])
                if not numberless:
                    draft.note("order.no_number", file=sheet.cells.source.file)
            orders[key].append(Place(sheet, at))
    later: list[tuple[str, Any, list[Place]]] = []
    for key, places in orders.items():
        lines, first = places[0]
        if any(sheet.reasons and at in sheet.reasons for sheet, at in places):
            _reject(places, Reason(_ONE_OF_ORDER, {"number": key if type(key) is str else ""}))
            continue
        order = _order(key, places, draft, options)
        if order is not None and (lines.credits or lines.deals):
            credited = lines.credits[first] if lines.credits else None
            deal = lines.deals[first] if lines.deals else None
            if credited or deal:
                later.append((order, (credited, deal), places))
    for id_, (credited, deal), places in later:
        _refer(id_, credited, deal, places, draft)
    for sheet in sheets:
        for at in sorted(sheet.reasons):
            sheet.rejected.append(Rejected(sheet.cells.numbers[at], sheet.reasons[at]))
        draft.order_lines.rejected += len(sheet.reasons)


def _reject(places: list[Place], reason: Reason) -> None:
    """Refuse a whole order: half of one would be a wrong amount."""
    draft = places[0].lines.draft
    for sheet, at in places:
        sheet.reasons.setdefault(at, reason)
    draft.rejected["orders"] += 1


def _order(key: Any, places: list[Place], draft: Draft, options: ImportOptions) -> str | None:
    """Lay the order of these lines; returns its id, None when it is rejected."""
    sheet, first = places[0]
    customer, date = sheet.customers[first], sheet.dates[first]
    for other, at in places[1:]:
        if other.customers[at] != customer or other.dates[at] != date:
            _reject(places, Reason("order.mixed", {"number": str(key)}))
            return None
    lines: tuple[Any, ...] = tuple([other.lines[at] for other, at in places])
    fields: dict[str, Any] = {}
    for name, values in sheet.header.items():
        if (value := values[first]) is not None:
            fields[name] = value
    number = key if type(key) is str else ""
    before = _existing(fields, number, customer, date, draft)
    if before is None:
        if options.mode == "update":
            _reject(places, Reason("row.not_there"))
            return None
        fields.setdefault("id", draft.new_id())
        fields.setdefault("created", draft.now)
        fields.setdefault("updated", draft.now)
        order = Order(customer=customer, date=date, number=number, lines=lines, **fields)
        draft.lay("orders", order)
        draft.order_lines.new += len(lines)
        return order.id
    return _laid_over(before, customer, date, lines, fields, places, options)


def _existing(fields: dict[str, Any], number: str, customer: str, date: str, draft: Draft) -> Any:
    if "id" in fields and (found := draft.get("orders", fields["id"])) is not None:
        return found
    if number:
        known = draft.book.of("orders", "number", number)
        return known[0] if known else None
    for order in draft.book.of("orders", "customer", customer):
        if order.date == date and not order.number:
            return order
    return None


def _laid_over(
    before: Any,
    customer: str,
    date: str,
    lines: tuple[Line, ...],
    fields: dict[str, Any],
    places: list[Place],
    options: ImportOptions,
) -> str | None:
    draft = places[0].lines.draft
    kept = [line for line in lines if line in before.lines]
    if len(kept) == len(lines) == len(before.lines):
        lines = before.lines
    else:
        lines = _same_numbers(before.lines, lines)
        kept = [line for line in lines if line in before.lines]
    fields.pop("id", None)
    after = msgspec.structs.replace(before, customer=customer, date=date, lines=lines, **fields)
    if after == before:
        draft.same["orders"].add(before.id)
        draft.order_lines.same += len(places)
        return str(before.id)
    if options.mode == "create":
        _reject(places, Reason("row.there_already"))
        return None
    if "updated" not in fields:
        after = msgspec.structs.replace(after, updated=draft.now)
    try:
        draft.put("orders", after)
    except Invalid as error:
        _reject(places, Reason(error.code, dict(error.facts)))
        return None
    draft.order_lines.same += len(kept)
    draft.order_lines.changed += len(places) - len(kept)
    return str(before.id)


def _value(line: Line) -> tuple[Any, ...]:
    numbers = (line.qty, line.price, line.discount or "0", line.net, line.cost)
    return (line.product, *(None if one is None else Decimal(one) for one in numbers))


def _same_numbers(before: tuple[Line, ...], lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, those of the same value as one before as that one is written."""
    known = {_value(line): line for line in before}
    new = tuple(known.get(_value(line), line) for line in lines)
    return before if sorted(map(repr, new)) == sorted(map(repr, before)) else new


def _refer(
    id_: str, credited: str | None, deal: str | None, places: list[Place], draft: Draft
) -> None:
    """Fill in the order that a credit note takes back and the deal an order won."""
    order: Record = draft.get("orders", id_)
    references = places[0].lines.references
    changes = {}
    for name, table, text in (("credits", "orders", credited), ("deal", "deals", deal)):
        found = references.other(table, text) if text else None
        if isinstance(found, Reason):
            if draft.book.get("orders", id_) is None:
                draft.after["orders"].pop(id_)
                draft.order_lines.new -= len(places)
            _reject(places, found)
            return
        if found is not None:
            changes[name] = found
    after: Any = msgspec.structs.replace(order, **changes)
    if after != order:
        draft.same["orders"].discard(id_)
        draft.lay("orders", after)
