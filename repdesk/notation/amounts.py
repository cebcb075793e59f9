"""Amounts of money as typed: 12000, 12,000.50, 1.2万, 12k, $2m, 5000元, 报价 USD 500."""

import re
from decimal import Decimal
from typing import NamedTuple

from repdesk.notation.fold import ends_here, fold, skip_spaces
from repdesk.notation.pattern import Pattern

SIGNS = "$¥€£"
_TIMES = {
    "": 1,
    "k": 1_000,
    "千": 1_000,
    "万": 10_000,
    "m": 1_000_000,
    "亿": 100_000_000,
}
_CODES = {"rmb": "CNY", "cny": "CNY", "usd": "USD", "eur": "EUR"}
# fifteen digits are more than any book holds and bound what a hostile line can cost
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3}){1,4}(?![\d,])|\d{1,15}(?!\d))(?P<cents>\.\d{1,6}(?!\d))?"
_AMOUNT = Pattern(
    rf"(?P<sign>[$¥€£])?(?:(?P<code>rmb|cny|usd|eur)\s?)?{_NUMBER}(?P<times>[万千亿km])?"
    r"(?P<yuan>元|[$¥€£](?!\d))?"
)
_GOES_ON = Pattern(
    r"(?<!\d\d\d\d)\s\d{3}(?!\d)|\s(?:hundred|thousand|million|billion|mio|mln|bn|lakh)(?!\w)"
    r"|\s[十百千万亿]|\s?[-–—到至]\s?(?:[$¥€£]\d|[\d.]{1,9}[km千万亿]|\d{3})"
)
"""What makes the number before it a part of another: 12 000, 1.5 million, ¥10万 - 12万."""

_LEAST = Decimal("0.005")
"""Less is nothing in any currency."""

_CODE_AFTER = Pattern(r"\s?(rmb|cny|usd|eur)(?!\w)")


class Amount(NamedTuple):
    """An amount at `text[start:end]`; `currency` only where a code was written.

    `short`: fewer than three digits and no 万 千 k; `signed`: with a sign, 元 or a code; `plain`:
    short and not signed, rather a number than money.
    """

    value: Decimal
    currency: str | None
    start: int
    end: int
    short: bool
    signed: bool

    @property
    def plain(self) -> bool:
        """Whether it is rather a number than money."""
        return self.short and not self.signed


def amount_at(text: str, at: int) -> Amount | None:
    """Return the amount that stands at that place of the folded text and ends with its word.

    A range, a price per piece, a quantity, wrong grouping and nothing at all are no amounts.
    """
    match = _AMOUNT.match(text, at)
    if match is None:
        return None
    end, code = match.end(), match["code"]
    if code is None:
        after = _CODE_AFTER.match(text, end)
        if after is not None:
            end, code = after.end(), after[1]
    if not ends_here(text, end) or _GOES_ON.match(text, end) or _grouped_by_points(match):
        return None
    digits = match["number"].replace(",", "")
    value = Decimal(digits + (match["cents"] or "")) * _TIMES[match["times"] or ""]
    if value < _LEAST:
        return None
    signed = bool(match["sign"] or match["yuan"] or code)
    short = not match["times"] and len(digits) < 3
    return Amount(value, _CODES.get(code or ""), at, end, short, signed)


def _grouped_by_points(match: re.Match[str]) -> bool:
    """Say whether the point may part thousands, as some write it: 5.000 could be five thousand."""
    return len(match["cents"] or "") == 4 and not match["times"] and match["number"] != "0"


def parse_amount(text: str) -> Decimal | None:
    """Return the amount that the whole text is, as typed into a field, or None."""
    folded = fold(text)
    start, end = skip_spaces(folded, 0), len(folded.rstrip())
    found = amount_at(folded, start)
    return found.value if found is not None and found.end == end else None
