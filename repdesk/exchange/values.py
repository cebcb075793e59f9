"""Reads the text of a cell: days, moments, numbers, shares, flags. Exact, never by float."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from repdesk.domain.money import decimal_text, is_decimal


class Bad(NamedTuple):
    """A cell that cannot be read: why, and what stood there (cut)."""

    code: str
    value: str


def bad(code: str, text: str) -> Bad:
    """Return the refusal of a cell, with at most 40 characters of it."""
    return Bad(code, text if len(text) <= 40 else text[:39] + "…")


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(.+))?")
_ISO_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]?\s*(.*)")
_SLASHED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T ]+(.+))?")
_WORDED = re.compile(r"(\d{1,2})[-\s.]+([a-z]{3,9})\.?,?[-\s]+(\d{4}|\d{2})(?:[T ]+(.+))?")
_WORDED_US = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:[T ]+(.+))?")
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
_CLOCK = re.compile(
    r"(上午|下午|中午|晚上)?\s*(\d{1,2})[:时点](\d{1,2})?(?::(\d{2})(?:\.\d+)?|分)?\s*([ap]m)?"
    r"\s*(z|[+-]\d{2}:?\d{2})?"
)
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_EPOCH = date(1899, 12, 30)
_SERIALS = range(18264, 73051)
"""Excel's day numbers of 1950 to 2099; Lotus' leap day (60) is long before them."""


def order_of_days(texts: list[str]) -> str | None:
    """Return what a column's slashed dates decide: "dmy", "mdy", "both" (it contradicts itself),
    "open" (there are some and none decides) or None (there are none)."""
    seen: set[str] = set()
    for text in texts:
        found = _SLASHED.fullmatch(text.strip())
        if found:
            first, second = int(found[1]), int(found[2])
            seen.add("dmy" if first > 12 else "mdy" if second > 12 else "open")
    decided = seen - {"open"}
    if len(decided) == 2:
        return "both"
    return decided.pop() if decided else "open" if seen else None


def _parts(text: str, order: str | None) -> tuple[date, str] | None:
    """Return the day and the rest (a time) of a text; None when it is no day."""
    lower = text.casefold()
    rest: str | None = ""
    if found := _ISO.fullmatch(text) or _CHINESE.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        rest = found[4] if found.re is not _COMPACT else ""
    elif found := _SLASHED.fullmatch(text):
        first, second, year, rest = int(found[1]), int(found[2]), int(found[3]), found[4]
        if first > 12 or second > 12:
            day, month = (first, second) if first > 12 else (second, first)
        elif first == second or order == "dmy":
            day, month = first, second
        elif order == "mdy":
            day, month = second, first
        else:
            return None
    elif found := _WORDED.fullmatch(lower):
        day, month, year, rest = (
            int(found[1]),
            _MONTHS.get(found[2][:3], 0),
            int(found[3]),
            found[4],
        )
    elif found := _WORDED_US.fullmatch(lower):
        day, month, year, rest = (
            int(found[2]),
            _MONTHS.get(found[1][:3], 0),
            int(found[3]),
            found[4],
        )
    elif (found := _SERIAL.fullmatch(text)) and int(found[1]) in _SERIALS:
        minutes = round(Decimal(f"0.{found[2] or 0}") * 1440)
        moment = _EPOCH + timedelta(days=int(found[1]) + minutes // 1440)
        minutes %= 1440
        return moment, f"{minutes // 60:02}:{minutes % 60:02}" if found[2] else ""
    else:
        return None
    try:
        return date(year + 2000 if year < 100 else year, month, day), rest or ""
    except ValueError:
        return None


def read_clock(text: str) -> str | None:
    """Return `HH:MM`, with the offset if the text has one; None when it is no time of day."""
    found = _CLOCK.fullmatch(unicodedata.normalize("NFKC", text).casefold().strip())
    if not found:
        return None
    hour, minute = int(found[2]), int(found[3] or 0)
    if (found[5] == "pm" or found[1] in ("下午", "晚上")) and hour < 12:
        hour += 12
    if found[5] == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        return None
    offset = found[6] or ""
    if offset and offset != "z":
        offset = f"{offset[:3]}:{offset[-2:]}"
    return f"{hour:02}:{minute:02}{offset.upper()}"


def read_day(text: str, order: str | None = None) -> str | Bad:
    """Return an ISO day; a time behind it is left out."""
    if _ISO_PLAIN.fullmatch(text):
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            return bad("cell.day", text)
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _parts(plain, order)
    if found is None or (found[1] and read_clock(found[1]) is None):
        return bad("cell.day", text)
    return found[0].isoformat()


def read_moment(text: str, order: str | None = None) -> str | Bad:
    """Return a local ISO time with offset (the machine's zone on that day unless given), or a day.

    A text that is such a time already is kept to the letter.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _parts(plain, order)
    if found is None:
        return bad("cell.day", text)
    day, rest = found
    if not rest:
        return day.isoformat()
    clock = read_clock(rest)
    if clock is None:
        return bad("cell.day", text)
    if len(clock) > 5:
        return plain if _is_moment(plain) else f"{day.isoformat()}T{clock}"
    return (
        datetime.fromisoformat(f"{day.isoformat()}T{clock}")
        .astimezone()
        .isoformat(timespec="minutes")
    )


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return text[10:11] == "T"


_CURRENCY = re.compile(r"^(?:rmb|cny|usd|eur|gbp|hk\$|us\$|[¥$€£])|(?:rmb|cny|usd|eur|元|块)$")
_UNITS = {"亿": 8, "万": 4, "w": 4, "千": 3, "k": 3}
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3})+,\d*|\d+,\d{1,2}")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+")
_FIXED = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,18})?")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e[+-]?\d{1,2}")
MAX_DIGITS = 40
_TOO_LARGE = Decimal(10) ** 15


def read_number(text: str) -> Decimal | Bad:
    """Return the number of `1,234.50`, `１２`, `1.2万`, `(5)`, `5-`, `12%`, `¥3`; exact."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("，", ",")
    plain = re.sub(r"[\s' ]", "", plain).replace("−", "-")
    if len(plain) > MAX_DIGITS:
        return bad("cell.number", text)
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        negative, plain = True, plain[1:-1]
    for _side in range(2):
        plain = _CURRENCY.sub("", plain)
        if plain.startswith(("-", "+")):
            negative ^= plain[0] == "-"
            plain = plain[1:]
        elif plain.endswith("-"):
            negative, plain = not negative, plain[:-1]
    shift = 0
    if plain.endswith("%"):
        shift, plain = -2, plain[:-1]
    elif plain[-1:] in _UNITS:
        shift, plain = _UNITS[plain[-1]], plain[:-1]
    if _THOUSANDS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif _EUROPEAN.fullmatch(plain):
        plain = plain.replace(".", "").replace(",", ".")
    if not (_PLAIN.fullmatch(plain) or _SCIENTIFIC.fullmatch(plain)):
        return bad("cell.number", text)
    try:
        value = Decimal(plain).scaleb(shift)
    except InvalidOperation:
        return bad("cell.number", text)
    if abs(value) >= _TOO_LARGE:
        return bad("cell.number", text)
    return -value if negative and value else value


def read_decimal(text: str) -> str | Bad:
    """Return a number as the shortest plain decimal text, by value the same."""
    if _FIXED.fullmatch(text):
        short = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if short in ("-0", "") else short
    value = read_number(text)
    if isinstance(value, Bad):
        return value
    plain = decimal_text(value)
    return plain if is_decimal(plain) else bad("cell.number", text)


_FOLDS = re.compile(r"([一二三四五六七八九]|\d(?:\.\d)?)([一二三四五六七八九]|\d)?折")
_DIGITS = {digit: str(number) for number, digit in enumerate("一二三四五六七八九", start=1)}


def read_share(text: str) -> str | Bad:
    """Return a share as decimal text: `0.05`, `5%`; a Chinese `九五折` is a discount of 0.05."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in ("无", "不打折", "原价"):
        return "0"
    if found := _FOLDS.fullmatch(plain):
        tens, ones = (_DIGITS.get(digit or "", digit or "") for digit in found.groups())
        paid = Decimal(f"{tens}{ones}").scaleb(-2) if ones else Decimal(tens).scaleb(-1)
        return decimal_text(1 - paid)
    return read_decimal(text)


_YES = frozenset({"true", "yes", "y", "1", "是", "有", "√", "✓", "x", "对"})
_NO = frozenset({"false", "no", "n", "0", "否", "无", "没有", "×", "不"})


def read_flag(text: str) -> bool | Bad:
    """Return a yes or no."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if plain in _YES:
        return True
    return False if plain in _NO else bad("cell.flag", text)


_EOM = re.compile(r"(?:eom|月结|月末|月底)\s*\+?\s*(\d{1,3})?\s*(?:天|days?)?")
_NET_DAYS = re.compile(r"(?:net)?\s*(\d{1,3})\s*(?:天|日|days?|d)?")


def read_terms(text: str) -> int | str | Bad:
    """Return terms of payment: days, or "eom+N" for N days after the end of the month."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if plain in ("现结", "现款", "cash", "款到发货", "预付"):
        return 0
    if found := _EOM.fullmatch(plain):
        return f"eom+{int(found[1] or 0)}"
    found = _NET_DAYS.fullmatch(plain)
    return int(found[1]) if found else bad("cell.terms", text)


_LIST = re.compile(r"[;；、\n]+")


def read_texts(text: str) -> tuple[str, ...]:
    """Return the parts of a list: separated by `;`, `；`, `、` or lines."""
    return tuple(dict.fromkeys(part.strip() for part in _LIST.split(text) if part.strip()))
