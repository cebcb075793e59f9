"""Money as it is read: full numbers with thousands separators, never 5.2k."""

from repdesk.domain.money import from_minor, minor_digits, round_half_up


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
