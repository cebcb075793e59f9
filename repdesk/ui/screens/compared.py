"""A number by the groups of a dimension; net sales by two; the funnel by one."""

from __future__ import annotations

from collections.abc import Sequence

from textual import work

from repdesk.analytics.results import ROWS, BehindPart, BehindRow
from repdesk.analytics.results.asked import FUNNEL_BY, OF_SALES, PRODUCT, SALES, parts_of
from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.dimension import DimensionScreen
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.analyses import comparison_view, funnels_view, segments_view
from repdesk.ui.views.behind import RowsView, part_of, parts_view, timeline_day
from repdesk.wording.analyses import DIMENSIONS
from repdesk.wording.metrics import metric_name


class IdsScreen(RowsScreen):
    """Records of one table by their ids."""

    def __init__(self, title: str, common: str, table: str, ids: Sequence[str]) -> None:
        """`common` says what the records have in common, as a part behind a number does."""
        super().__init__()
        self._title, self._common, self._table, self._ids = title, common, table, tuple(ids)

    def heading(self) -> str:
        """What they are of."""
        return self._title

    def ask(self, _numbers: Numbers, book: Book) -> RowsView:
        """Those that are still there."""
        rows = []
        for id_ in self._ids:
            record = book.get(self._table, id_)
            if record is not None:
                who = id_ if self._table == "customers" else getattr(record, "customer", None)
                rows.append(
                    BehindRow(self._table, id_, who, timeline_day(book, self._table, record))
                )
        part = BehindPart(self._common, "count", "count", tuple(rows), len(rows))
        currency = self.session.ports.settings.currency
        return parts_view((part,), (), book, currency=currency, today=self.today)


class GroupScreen(RowsScreen):
    """The orders behind the number of one group, with what they add up to."""

    def __init__(self, title: str, metric: str, period: str, day: str, ids: Sequence[str]) -> None:
        super().__init__()
        self._title, self._metric, self._ids = title, metric, frozenset(ids)
        self._period, self._day = period, day

    def heading(self) -> str:
        """The number and the group."""
        return self._title

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """Of the rows behind the whole number those of the group."""
        told = numbers.behind(book, self._period, self._day, "figure", self._metric)
        parts = [part_of(part, self._ids) for part in told.parts]
        currency = self.session.ports.settings.currency
        return parts_view(parts, (), book, currency=currency, today=self.today)


class PartsScreen(RowsScreen):
    """A number of a period taken apart by one dimension; `x` picks another."""

    def __init__(self, period: str, day: str, by: str) -> None:
        super().__init__()
        self.period, self.day, self.by = period, day, by

    def dimensions(self) -> Sequence[str]:
        """What it can be taken apart by."""
        raise NotImplementedError

    def by_words(self) -> str:
        """`by zone`."""
        return _("by {what}").format(what=_(DIMENSIONS[self.by]))

    @work(group="form")
    async def action_parts(self) -> None:
        """Pick another dimension."""
        picked = await self.app.push_screen_wait(
            DimensionScreen(_("Take apart by what?"), self.dimensions())
        )
        if picked:
            self.by = picked
            self.show_book()
            self.draw_frame()


class ComparedScreen(PartsScreen):
    """The groups of a number, each with its own bases; of sales `c` crosses two dimensions."""

    SCOPE = "compared"
    BINDINGS = bindings("compared")

    def __init__(self, metric: str, period: str, day: str, by: str) -> None:
        super().__init__(period, day, by)
        self._metric = metric

    def dimensions(self) -> Sequence[str]:
        """Those that the number can be told of."""
        return parts_of(self._metric)

    def heading(self) -> str:
        """The number, by what, in which period."""
        return f"{metric_name(self._metric)}  {self.by_words()}  {self.period}"

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """The groups."""
        found = numbers.compare(book, self._metric, self.period, self.day, self.by)
        return comparison_view(found, self.session.ports.settings.currency)

    def open_row(self, row_id: str) -> None:
        """Show the records behind a group."""
        name, ids = self._view.opens[row_id]
        title = f"{metric_name(self._metric)}  {name}"
        table = ROWS[self._metric]
        if table == "orders" and self.by not in PRODUCT:
            screen = GroupScreen(title, self._metric, self.period, self.day, ids)
            self.app.push_screen(screen)
        else:
            self.app.push_screen(IdsScreen(title, table, table, ids))

    @work(group="form")
    async def action_pivot(self) -> None:
        """Cross the dimension with another: net sales by both."""
        if self._metric not in OF_SALES:
            self.say(_("only numbers made of sales can be crossed"))
            return
        others = [one for one in SALES if one != self.by]
        picked = await self.app.push_screen_wait(DimensionScreen(_("Crossed with what?"), others))
        if picked:
            self.app.push_screen(PivotScreen(self.period, self.day, self.by, picked))


class PivotScreen(PartsScreen):
    """Net sales by two dimensions: rows and columns, cells on few orders in brackets."""

    SCOPE = "pivot"
    BINDINGS = bindings("pivot")

    def __init__(self, period: str, day: str, by: str, column: str) -> None:
        super().__init__(period, day, by)
        self._column = column
        self._first = 0

    def dimensions(self) -> Sequence[str]:
        """All but that of the columns."""
        return [one for one in SALES if one != self._column]

    def heading(self) -> str:
        """What by what."""
        crossed = f"{_(DIMENSIONS[self.by])} {self.glyphs.times} {_(DIMENSIONS[self._column])}"
        return f"{metric_name('sales_net')}  {crossed}  {self.period}"

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """The pivot, from the first column that is shown on."""
        found = numbers.segments(book, self.by, self._column, self.period, self.day)
        currency = self.session.ports.settings.currency
        return segments_view(found, self._first, self.size.width, currency, self.glyphs)

    def open_row(self, row_id: str) -> None:
        """Show the orders of a row."""
        name, ids = self._view.opens[row_id]
        title = f"{metric_name('sales_net')}  {name}  {self.period}"
        self.app.push_screen(IdsScreen(title, "orders", "orders", ids))

    def action_columns(self, direction: int) -> None:
        """Show the columns before, or after."""
        self._first = max(self._first + direction, 0)
        self.show_book()

    @work(group="form")
    async def action_pivot(self) -> None:
        """Pick another dimension for the columns."""
        others = [one for one in SALES if one != self.by]
        picked = await self.app.push_screen_wait(DimensionScreen(_("Crossed with what?"), others))
        if picked:
            self._column, self._first = picked, 0
            self.show_book()
            self.draw_frame()


class FunnelsScreen(PartsScreen):
    """The funnel of twelve months by zone, product, source or cohort."""

    SCOPE = "funnels"
    BINDINGS = bindings("funnels")

    def __init__(self, day: str, by: str) -> None:
        super().__init__("", day, by)

    def dimensions(self) -> Sequence[str]:
        """Those of the funnel."""
        return FUNNEL_BY

    def heading(self) -> str:
        """The funnel, by what."""
        return f"{_('Funnel')}  {self.by_words()}  " + _("12 months")

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """A funnel for each part that has the deals for one."""
        found = numbers.funnel_groups(book, self.by, self.day)
        return funnels_view(found, self.glyphs)

    def open_row(self, row_id: str) -> None:
        """Show the deals of a part."""
        name, ids = self._view.opens[row_id]
        self.app.push_screen(IdsScreen(f"{_('Funnel')}  {name}", "deals", "deals", ids))
