"""Money as it is read: full numbers with thousands separators, never 5.2k."""

from fractions import Fraction

from repdesk.domain.money import from_minor, minor_digits


def amount(minor: int, currency: str) -> str:
    """Minor units as text: `12,000`, `12,000.50`; decimals only where they are not zero."""
    value = from_minor(minor, currency)
    if value == value.to_integral_value():
        return f"{value:,.0f}"
    return f"{value:,.{minor_digits(currency)}f}"


def percent(share: Fraction | float) -> str:
    """A share in whole percent; 100% only when it is reached."""
    value = int(share * 100 + Fraction(1, 2)) if share >= 0 else -int(-share * 100 + Fraction(1, 2))
    return f"{99 if value == 100 and share < 1 else value}%"
