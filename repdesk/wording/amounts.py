"""Money as it is read: full numbers with thousands separators, never 5.2k."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repdesk.domain.money import from_minor, minor_digits, round_half_up

if TYPE_CHECKING:
    from fractions import Fraction


def amount(minor: int, currency: str) -> str:
    """Minor units as text: `12,000`, `12,000.50`; decimals only where they are not zero."""
    value = from_minor(minor, currency)
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value:,.{minor_digits(currency)}f}"


def about(minor: int, currency: str) -> str:
    """Minor units of an estimate as text: in two digits, `2,400` for 2,437.50."""
    value = from_minor(minor, currency)
    if not value:
        return "0"
    rounded = round_half_up(value, 1 - value.adjusted())
    return f"{rounded:,.{max(1 - value.adjusted(), 0)}f}"


def percent(share: Fraction | float) -> str:
    """A share in whole percent; 100% only when it is reached."""
    whole = int(((share if share >= 0 else -share) * 200 + 1) // 2)
    value = whole if share >= 0 else -whole
    return f"{99 if value == 100 and share < 1 else value}%"


def chance(share: float) -> str:
    """A chance in whole percent; one that is small but there is `<1%`."""
    return "<1%" if 0 < share < 0.01 else percent(share)
