"""Numbers as JSON: money as text with its decimals, rates to six digits, absent ones null."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from repdesk.analytics.results import Figure, Note, TierCoverage
from repdesk.domain.money import money_text, round_half_up
from repdesk.wording.notes import note_words

DIGITS = 6


def number(value: Fraction | float | int | None) -> float | int | None:
    """Return a number to six digits, half-up; whole numbers as they are."""
    if value is None or isinstance(value, int):
        return value
    exact = value if isinstance(value, Fraction) else Decimal(repr(value))
    return float(round_half_up(exact, DIGITS))


def money(minor: object, currency: str) -> str | None:
    """Return minor units as text, None for nothing."""
    if not isinstance(minor, int | Fraction):
        return None
    whole = minor if isinstance(minor, int) else int(round_half_up(minor))
    return money_text(whole, currency)


def note(found: Note | None) -> str | None:
    """Return a note in words."""
    return None if found is None else note_words(found)


def figure(found: Figure, currency: str) -> dict[str, Any]:
    """Return one figure of a report."""
    value = money(found.value, currency) if found.unit == "money" else number(found.value)
    shape = {
        "value": value,
        "unit": found.unit,
        "k": found.k,
        "n": found.n,
        "low": number(found.low),
        "high": number(found.high),
        "base": money(found.base, currency),
        "note": note(found.note),
    }
    if found.base_period is not None:
        shape["base_period"] = found.base_period
    return shape


def coverage(rows: tuple[TierCoverage, ...], currency: str) -> list[dict[str, Any]]:
    """Return how the tiers are looked after."""
    return [
        {
            "tier": row.tier,
            "customers": row.customers,
            "contacted": row.contacted,
            "due": row.due,
            "overdue": row.overdue,
            "never": row.never,
            "at_stake": money(row.at_stake, currency),
        }
        for row in rows
    ]
