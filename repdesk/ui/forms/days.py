"""Days typed into a field: as in the one-line log, `fri`, `周五`, `3d`, `7月3日`, or ISO."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from repdesk.domain.errors import Invalid
from repdesk.i18n import language
from repdesk.notation.dates import DateMatch, parse_day


def day_reader(today: str, date_order: str = "") -> Callable[[str], str]:
    """Return what reads a typed day as ISO text; it raises Invalid."""

    def read(text: str) -> str:
        found = parse_day(
            text.strip(), date.fromisoformat(today), language(), date_order=date_order or None
        )
        if not isinstance(found, DateMatch):
            raise Invalid("field.day", value=text)
        return found.day.isoformat()

    return read
