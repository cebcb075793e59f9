"""Deals as KPIS.md §1 tells them, read plainly: when created, how ended, when first quoted."""

from dataclasses import dataclass
from typing import Any

ENDS = {"won": "won", "lost": "lost"}


@dataclass(frozen=True)
class Lead:
    """A deal on a day; `created` None: it has no start."""

    customer: str
    created: str | None
    state: str
    ended: str | None
    quoted: str | None


def read_deals(rows: dict[str, list[Any]], day: str) -> list[Lead]:
    """Every deal with an event up to the day, over the default stages."""
    found = []
    for deal in rows.get("deals", []):
        told = [row for row in rows.get("stage_events", []) if row.deal == deal.id]
        events = sorted((row.at, row.id, row.stage) for row in told if row.at[:10] <= day)
        if not events:
            continue
        first, last = events[0], events[-1]
        created: str | None = first[0][:10]
        if first[2] in ENDS:
            given = deal.created[:10]
            created = given if given and given <= first[0][:10] else None
        state = ENDS.get(last[2], "open")
        quotes = [at[:10] for at, _id, stage in events if stage == "quote"]
        found.append(
            Lead(
                customer=deal.customer,
                created=created,
                state=state,
                ended=None if state == "open" else last[0][:10],
                quoted=quotes[0] if quotes else None,
            )
        )
    return found
