"""The rows behind a number of the KPI screen; they add up to it."""

from __future__ import annotations

from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.behind import RowsView, parts_view
from repdesk.wording.explained import worked
from repdesk.wording.metrics import figure_words
from repdesk.wording.notes import note_words


class BehindScreen(RowsScreen):
    """What one number is made of, part by part."""

    def __init__(self, title: str, period: str, day: str, what: str, of: str) -> None:
        """`what` and `of` name the number as the port takes them; `day` is that of its report."""
        super().__init__()
        self._title, self._period, self._day = title, period, day
        self._what, self._of = what, of

    def heading(self) -> str:
        """The number, and its period."""
        days = _("12 months") if self._what == "stage" else self._period
        return f"{self._title}  {days}"

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """The number and its formula, then its parts."""
        currency, today = self.session.ports.settings.currency, self.today
        told = numbers.behind(book, self._period, self._day, self._what, self._of)
        head, figure = [], told.figure
        if figure is not None:
            said, shown = worked(figure, currency), figure_words(figure, currency)
            head.append(said if shown in said else "   ".join(filter(None, (shown, said))))
            if figure.note is not None:
                head.append(note_words(figure.note))
        return parts_view(told.parts, head, book, currency=currency, today=today)
