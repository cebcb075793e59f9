"""Net sales by two dimensions at once: a pivot whose sums always add up (KPIS §1, §2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Context, Decimal, localcontext
from fractions import Fraction

from repdesk.analytics.columns import ONE, Columns
from repdesk.analytics.costs import Costs
from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.frames import NOTHING, Axis, Behind, axis, behind, lines_frame
from repdesk.analytics.ledger import ZERO, Ledger, history_from
from repdesk.analytics.results import SegmentCell, Segments
from repdesk.analytics.results.asked import PRODUCT, SALES, TIME
from repdesk.analytics.rounding import rounded
from repdesk.analytics.sales import no_history
from repdesk.domain.book import Book
from repdesk.domain.errors import Invalid
from repdesk.domain.money import minor_digits, to_minor
from repdesk.domain.order import Order, line_net
from repdesk.domain.period import Period, period_of
from repdesk.domain.policy import Policy

FEW = 5
"""Orders under which a cell is marked: not to be judged."""
_EXACT = Context(prec=300)
"""Digits enough for any sum of products of a book's numbers."""


Part = tuple[int | None, int | None]
"""The numbers of a row and a column; None: all of them."""


class _Sum:
    """Net of a part, and net and cost of those of its lines whose cost is known; exact."""

    __slots__ = ("cost", "known", "net")

    def __init__(self) -> None:
        self.net = self.known = self.cost = ZERO

    def add(self, other: "_Sum") -> None:
        """Take in another part."""
        self.net += other.net
        self.known += other.known
        self.cost += other.cost

    @property
    def margin(self) -> Fraction | None:
        """Profit / net of the lines with a cost, None where that net is not above 0."""
        if self.known <= 0:
            return None
        return Fraction(self.known - self.cost) / Fraction(self.known)


def segments(
    book: Book,
    sold: Ledger,
    policy: Policy,
    period: Period,
    row: str,
    column: str,
    keys: Dimensions,
) -> Segments:
    """Return net sales of a period up to the ledger's day by two dimensions.

    Amounts are rounded so that all cells, rows and columns add up to the period's net sales, each
    to one of the two minor units next to it. Raises Invalid: "dimension.unknown",
    "dimension.twice".
    """
    for each in (row, column):
        if each not in SALES:
            raise Invalid("dimension.unknown", value=each)
    if row == column:
        raise Invalid("dimension.twice", value=row)
    day = date.fromisoformat(sold.day)
    note = no_history(history_from(book), period, day)
    span = period.until(day)
    start, end = (0, 0) if note is not None else sold.places(span)
    sales, bought = sold.rows.cut(start, end), sold.bought[start:end]
    lines = [len(order.lines) for order in sales.orders]
    if 0 in lines:  # an order without a line is in no part
        filled = [at for at, count in enumerate(lines) if count]
        sales, bought = sales.taken(filled), [bought[at] for at in filled]
        lines = [lines[at] for at in filled]
    rows, columns = (_axis(each, sales, lines, keys, span) for each in (row, column))
    with localcontext(_EXACT):
        sums = _sums(sales.orders, sold.rates, rows, columns, Costs(book))
        down = _order(row, rows.keys, [sums[at, None].net for at in range(len(rows.keys))], policy)
        nets = [sums[None, to].net for to in range(len(columns.keys))]
        across = _order(column, columns.keys, nets, policy)
        amounts = _amounts(sums, down, across, policy.currency)
    stood = _behind(sales, lines, bought, rows, columns)
    ids = sales.ids

    def cell(at: int | None, to: int | None, value: int) -> SegmentCell:
        of = stood.get((at, to), NOTHING)
        behind_it = tuple([ids[number] for number in of.sales])
        margin = sums[at, to].margin
        return SegmentCell(value, of.orders, of.customers, margin, of.orders < FEW, behind_it)

    across_sums = [sum(each) for each in amounts]
    down_sums = [sum(each) for each in zip(*amounts, strict=True)]
    return Segments(
        row=row,
        column=column,
        period=str(period),
        asof=sold.day,
        rows=tuple(rows.keys[at] for at in down),
        columns=tuple(columns.keys[to] for to in across),
        cells=tuple(
            tuple(cell(at, to, value) for to, value in zip(across, each, strict=True))
            for at, each in zip(down, amounts, strict=True)
        ),
        row_totals=tuple(
            cell(at, None, value) for at, value in zip(down, across_sums, strict=True)
        ),
        column_totals=tuple(
            cell(None, to, value) for to, value in zip(across, down_sums, strict=True)
        ),
        total=cell(None, None, sum(across_sums)),
        without_rate=sold.without_rate,
        note=note,
    )


def _axis(
    dimension: str, sales: Columns, lines: Sequence[int], keys: Dimensions, span: Period
) -> Axis:
    """Return a dimension's keys; of a time every one of the period, with sales or without."""
    if dimension in PRODUCT:
        found = axis(keys.of_lines(dimension, sales))
    else:
        found = axis(keys.of_orders(dimension, sales), lines)
    if dimension not in TIME or not found.keys:
        return found
    seen, missing = set(found.keys), []
    each = period_of(span.first, dimension)
    while each.first <= span.last:
        if str(each) not in seen:
            missing.append(str(each))
        each = period_of(each.last + timedelta(days=1), dimension)
    return Axis((*found.keys, *missing), found.codes)


def _order(
    dimension: str, keys: Sequence[str | None], nets: Sequence[Decimal], policy: Policy
) -> list[int]:
    """Return the numbers of the keys as they are shown: times and tiers in their order, others the
    largest first; what has no key comes last.
    """
    tiers = [tier.name for tier in policy.tiers]

    def place(at: int) -> tuple[bool, Decimal, str]:
        key, rank = keys[at], -nets[at]
        if dimension in (*TIME, "cohort"):
            rank = ZERO
        elif dimension == "tier":
            rank = Decimal(tiers.index(key) if key in tiers else len(tiers))
        return key is None, rank, key or ""

    return sorted(range(len(keys)), key=place)


def _sums(
    orders: Sequence[Order], rates: Mapping[str, Decimal], rows: Axis, columns: Axis, costs: Costs
) -> Mapping[Part, _Sum]:
    """Return the sums of every part, of the rows, of the columns and of the whole."""
    found: dict[Part, _Sum] = defaultdict(_Sum)
    parts = zip(rows.codes, columns.codes, strict=True)
    for order in orders:
        rate = rates.get(order.id, ONE) if rates else ONE
        for line in order.lines:
            part = found[next(parts)]
            net = line_net(line)
            if rate is not ONE:
                net *= rate
            cost = costs.of(line, rate)
            part.net += net
            if cost is not None:
                part.known += net
                part.cost += cost
    for (at, to), part in list(found.items()):
        for whole in ((at, None), (None, to), (None, None)):
            found[whole].add(part)
    return found


def _amounts(
    sums: Mapping[Part, _Sum], down: Sequence[int], across: Sequence[int], currency: str
) -> list[list[int]]:
    """Return the cells in minor units, rounded so that they add up."""
    digits = minor_digits(currency)
    exponents = [int(each.net.as_tuple().exponent) for each in sums.values()]
    scale = max([digits, *(-each for each in exponents)])
    exact = [[int(sums[at, to].net.scaleb(scale)) for to in across] for at in down]
    return rounded(exact, 10 ** (scale - digits), to_minor(sums[None, None].net, currency))


def _behind(
    sales: Columns, lines: Sequence[int], bought: Sequence[bool], rows: Axis, columns: Axis
) -> Mapping[Part, Behind]:
    """Return the sales (by their place) and customers of every part."""
    frame = lines_frame(rows.codes, columns.codes, lines, sales.customers, bought)
    found: dict[Part, Behind] = {}
    for (at, to), each in behind(frame, "row", "column").items():
        found[at, to] = each
    for (at,), each in behind(frame, "row").items():
        found[at, None] = each
    for (to,), each in behind(frame, "column").items():
        found[None, to] = each
    for each in behind(frame).values():
        found[None, None] = each
    return found
