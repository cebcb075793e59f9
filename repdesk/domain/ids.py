"""Record ids: nine base-32 characters of milliseconds and seven random ones, sorted by age."""

from collections.abc import Callable

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
NewId = Callable[[], str]


_PAIRS = tuple(high + low for high in ALPHABET for low in ALPHABET)


def make_id(milliseconds: int, random35: int) -> str:
    """Return the id for a moment (Unix milliseconds) and 35 random bits."""
    number = (milliseconds % (1 << 45) << 35) | random35 % (1 << 35)
    pairs = _PAIRS
    return (
        pairs[number >> 70]
        + pairs[number >> 60 & 1023]
        + pairs[number >> 50 & 1023]
        + pairs[number >> 40 & 1023]
        + pairs[number >> 30 & 1023]
        + pairs[number >> 20 & 1023]
        + pairs[number >> 10 & 1023]
        + pairs[number & 1023]
    )
