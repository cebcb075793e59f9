"""Growth against the period before and the same dates a year earlier (KPIS §1, §2)."""

from datetime import timedelta

from repdesk.analytics.ledger import history_from
from repdesk.analytics.results import Figure, Note
from repdesk.analytics.sales import net_of
from repdesk.analytics.window import Window, ratio
from repdesk.domain.period import Period, same_day_last_year


def previous_base(window: Window) -> Period:
    """Return the period before; of an unfinished one as many days of it as have gone by.

    Of one that has not begun, the whole of it: there is nothing yet to hold against a part.
    """
    base = window.period.previous()
    if window.finished or not window.begun:
        return base
    last = base.first + timedelta(days=window.span.days - 1)
    return Period("range", base.first, min(last, base.last))


def last_year_base(window: Window) -> Period:
    """Return the same dates a year earlier, cut where an unfinished period stands."""
    base = window.period.last_year()
    if window.finished or not window.begun:
        return base
    last = same_day_last_year(window.end)
    if window.period.kind == "week":
        last = base.first + timedelta(days=window.span.days - 1)
    return Period("range", base.first, min(last, base.last))


def growth(window: Window) -> tuple[Figure, Figure]:
    """Return growth_previous and growth_last_year; a base of 0 or below: null.

    A base that begins before the history does is marked: more may have been sold in it.
    """
    found = []
    began = history_from(window.now.book) or ""
    ids = tuple(sale.order.id for sale in window.sales)
    for key, base in (
        ("growth_previous", previous_base(window)),
        ("growth_last_year", last_year_base(window)),
    ):
        sold = net_of(window.now.sold.within(base))
        why, note = Note("no_base"), None
        if base.last.isoformat() < began:
            why = Note("base_before_history", (("first_order", began),))
        elif base.first.isoformat() < began:
            note = Note("base_cut", (("first_order", began),))
        found.append(
            ratio(
                key,
                window.net - sold,
                sold,
                why,
                base=window.minor(sold),
                base_period=f"{base.first.isoformat()}..{base.last.isoformat()}",
                note=note,
                ids=ids,
                inputs=(window.input("now", window.net), window.input("before", sold)),
            )
        )
    return found[0], found[1]
