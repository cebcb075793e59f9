"""A proposed plan as the value that the rep can rearrange."""

from collections.abc import Iterable

from repdesk.analytics.results import LeftOut, PlannedStop
from repdesk.domain.arrangement import VISIT, Arrangement, planned
from repdesk.domain.book import Book
from repdesk.domain.timetable import Pace


def arrangement(
    book: Book,
    day: str,
    pace: Pace,
    stops: Iterable[PlannedStop],
    left_out: Iterable[LeftOut],
) -> Arrangement:
    """Return the day's contacts as they are proposed, those left out behind them."""
    taken = [
        planned(book, day, one.customer, one.channel)._replace(
            time=one.time,
            fixed=one.fixed,
            held=one.fixed or one.state != "planned" or _has_time(book, one.stop),
            stop=one.stop or "",
            state=one.state,
            fits=one.fits,
        )
        for one in stops
    ]
    return Arrangement(
        day,
        pace,
        visits=tuple(one for one in taken if one.channel == VISIT),
        calls=tuple(one for one in taken if one.channel != VISIT),
        out=tuple(planned(book, day, one.customer, one.channel) for one in left_out),
    )


def _has_time(book: Book, stop: str | None) -> bool:
    row = book.get("stops", stop)
    return row is not None and row.time is not None
