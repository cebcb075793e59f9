"""Record ids: nine base-32 characters of milliseconds and seven random ones, sorted by age."""

from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
NewId = Callable[[], str]


def _base32(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, 32)
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def make_id(milliseconds: int, random35: int) -> str:
    """Return the id for a moment (Unix milliseconds) and 35 random bits."""
    return _base32(milliseconds % (1 << 45), 9) + _base32(random35 % (1 << 35), 7)
