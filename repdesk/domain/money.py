"""Exact money: integer minor units inside, decimal text outside, rounded half-up only for show."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from numbers import Rational
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

_NO_MINOR_UNITS = frozenset({"JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XAF", "XOF"})
_THREE = frozenset({"BHD", "KWD", "OMR", "TND", "JOD", "IQD", "LYD"})
_PLAIN = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_WIDE = Context(prec=100, rounding=ROUND_HALF_UP)
"""Room for any product of numbers in a book: rounding must never fail for want of digits."""


def minor_digits(currency: str) -> int:
    """Return how many decimals the currency has."""
    if currency in _NO_MINOR_UNITS:
        return 0
    return 3 if currency in _THREE else 2


def round_half_up(value: "Decimal | Fraction", digits: int = 0) -> Decimal:
    """Return the value rounded half-up (away from zero) to so many decimals."""
    if isinstance(value, Rational):
        scaled = abs(value) * 10**digits
        whole, rest = divmod(scaled.numerator, scaled.denominator)
        whole += 2 * rest >= scaled.denominator
        return Decimal(whole if value >= 0 else -whole).scaleb(-digits, _WIDE)
    return value.quantize(Decimal(1).scaleb(-digits), context=_WIDE)


def to_minor(amount: "Decimal | Fraction", currency: str) -> int:
    """Return an amount in minor units, rounded half-up."""
    digits = minor_digits(currency)
    if isinstance(amount, Decimal):
        return int(amount.scaleb(digits, _WIDE).to_integral_value(ROUND_HALF_UP))
    return int(round_half_up(amount * 10**digits))


def from_minor(minor: int, currency: str) -> Decimal:
    """Return minor units as an exact decimal amount."""
    return Decimal(minor).scaleb(-minor_digits(currency), _WIDE)


def money_text(minor: int, currency: str) -> str:
    """Return minor units as JSON shows them: `11050.00`."""
    return f"{from_minor(minor, currency):.{minor_digits(currency)}f}"


def decimal_text(value: Decimal) -> str:
    """Return the shortest plain text of a decimal: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@lru_cache(4096)
def is_decimal(text: str) -> bool:
    """Say whether the text is a plain decimal number: no exponent, at most 15.20 digits."""
    return _PLAIN.fullmatch(text) is not None
